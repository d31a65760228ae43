// SPDX-License-Identifier: GPL-3.0-or-later
// How k6/x/tcp understands the arguments of its calls: connect forms, tags, options, and what it says of others.
export default function (rt) {
    function tagMap(tags, wrong) {
        if (tags === undefined || tags === null)
            return "";
        if (typeof tags !== "object" && typeof tags !== "function")
            throw new rt.GoError(wrong(tags, "could not convert " + String(tags) + " to map[string]string"));
        const map = {};
        for (const key of Object.keys(tags))
            map[key] = String(tags[key]);
        return JSON.stringify(map);
    }
    const structTags = (value, reason) => "could not convert struct value " + String(value)
        + " to map[string]string for field Tags: " + reason;

    function socketTags(options) {
        if (typeof options !== "object" && typeof options !== "function")
            throw new rt.GoError("could not convert " + String(options) + " to tcp.socketOptions");
        return tagMap(options.tags, structTags);
    }

    // ToInteger of a value that names a port; what is no number is 0, as in k6.
    function toPort(value) {
        const number = Math.trunc(Number(value));
        return number >= -2147483648 && number <= 2147483647 ? number : number > 0 ? 2147483647 : number < 0 ? -1 : 0;
    }
    const toHost = (value) => value === undefined || value === null ? "localhost" : String(value);
    const isOptions = (value) => typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date)
        && !(value instanceof Number) && !(value instanceof Map);

    /// The request of connect(...), or null where the arguments have none of its forms.
    function connectRequest(first, second) {
        const number = first instanceof Number ? first.valueOf() : first;
        if (typeof number === "number")
            return Number.isInteger(number) ? { port: toPort(number), host: toHost(second), tls: false, tags: "" } : null;
        if (typeof first === "string")
            return { port: toPort(first), host: toHost(second), tls: false, tags: "" };
        if (!isOptions(first))
            return null;
        const host = first.host === undefined || first.host === null ? "" : String(first.host);
        return { port: toPort(first.port), host: host === "" ? "localhost" : host, tls: Boolean(first.tls),
                 tags: tagMap(first.tags, structTags) };
    }

    function writeOptions(options) {
        if (typeof options !== "object" && typeof options !== "function")
            throw new TypeError("could not convert function call parameter 1: could not convert " + String(options)
                + " to tcp.writeOptions");
        const encoding = options.encoding === undefined || options.encoding === null ? "" : String(options.encoding);
        try {
            return { encoding, tags: tagMap(options.tags, structTags) };
        } catch (error) {
            throw new TypeError("could not convert function call parameter 1: " + error.message);
        }
    }

    return { socketTags, connectRequest, writeOptions };
}
