// SPDX-License-Identifier: GPL-3.0-or-later
// k6/metrics: custom metrics (https://grafana.com/docs/k6/latest/javascript-api/k6-metrics/).
export default function (native, rt, convert) {
    const longestQuote = 100;

    /// A refused value as the message quotes it: the middle of long ones is left out, counted in code points.
    function quote(value) {
        const characters = [...String(value)]; // V4's Array.from() splits surrogate pairs
        if (characters.length < longestQuote)
            return characters.join("");
        const half = longestQuote / 2;
        return characters.slice(0, half).join("") + "... omitting " + (characters.length - longestQuote) + " characters ..."
            + characters.slice(characters.length - half).join("");
    }

    function refuse(message) {
        if (native.throwsErrors())
            throw new rt.GoError(message);
        native.warn(message);
        return false;
    }

    /// NaN for what is no number. Any other truthy value that converts to 0, such as "0" or [], counts as 1, as in k6.
    function sampleValue(value) {
        if (value === null)
            return NaN;
        const number = Number(value);
        return number === 0 && value ? 1 : number;
    }

    function add(handle, metricName, hasValue, value, tags) {
        if (native.inInit())
            throw new rt.GoError("Adding to metrics in the init context is not supported");
        const expected = " metric '" + metricName + "', a number or a boolean value is expected";
        if (!hasValue)
            return refuse("no value was provided for" + expected);
        const number = sampleValue(value);
        if (number !== number)
            return refuse("'" + quote(value) + "' is an invalid value for" + expected);
        if (convert().isNullish(tags))
            native.add(handle, number);
        else
            native.addTagged(handle, number, convert().tags(tags, "cannot add tags for the '" + metricName + "' custom metric: "));
        return true;
    }

    function metricClass(type) {
        return function (name, isTime) {
            const metricName = convert().text(name);
            const handle = native.declare(metricName, type, Boolean(isTime));
            const metric = convert().readOnly({}, "name", () => metricName);
            metric.add = function (value, tags) { return add(handle, metricName, arguments.length > 0, value, tags); };
            return metric;
        };
    }

    return {
        Counter: metricClass("counter"),
        Gauge: metricClass("gauge"),
        Rate: metricClass("rate"),
        Trend: metricClass("trend"),
    };
}
