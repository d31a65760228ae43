// SPDX-License-Identifier: GPL-3.0-or-later
// V4's text forms of dates are Qt's, not those of ECMAScript 21.4.4.41, and the local ones depend on the machine; k6's do not.
import { define } from "./define.mjs";

const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

let locale = null;

export const isAttached = () => locale !== null;
export const attach = (native) => { locale = native; };

const two = (number) => (number < 10 ? "0" + number : String(number));
const fourDigits = (number) => ("000" + Math.abs(number)).slice(-Math.max(4, String(Math.abs(number)).length));
const year = (number) => (number < 0 ? "-" : "") + fourDigits(number);
const clock = (date) => `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;

function day(date) {
    return `${DAYS[date.getDay()]} ${MONTHS[date.getMonth()]} ${two(date.getDate())} ${year(date.getFullYear())}`;
}

function zone(date) {
    const ahead = Math.trunc(-date.getTimezoneOffset());
    const minutes = Math.abs(ahead);
    const offset = `GMT${ahead < 0 ? "-" : "+"}${two(Math.trunc(minutes / 60))}${two(minutes % 60)}`;
    const name = locale.zoneName(date.getTime());
    return name === "" ? offset : `${offset} (${name})`;
}

const localDay = (date) => `${two(date.getMonth() + 1)}/${two(date.getDate())}/${year(date.getFullYear())}`;
const valid = (date, text) => (Number.isNaN(date.getTime()) ? "Invalid Date" : text());

define(Date.prototype, {
    toString() { return valid(this, () => `${day(this)} ${clock(this)} ${zone(this)}`); },
    toDateString() { return valid(this, () => day(this)); },
    toTimeString() { return valid(this, () => `${clock(this)} ${zone(this)}`); },
    toUTCString() {
        return valid(this, () => {
            const time = `${two(this.getUTCHours())}:${two(this.getUTCMinutes())}:${two(this.getUTCSeconds())}`;
            const date = `${two(this.getUTCDate())} ${MONTHS[this.getUTCMonth()]} ${year(this.getUTCFullYear())}`;
            return `${DAYS[this.getUTCDay()]}, ${date} ${time} GMT`;
        });
    },
    toLocaleString() { return valid(this, () => `${localDay(this)}, ${clock(this)}`); },
    toLocaleDateString() { return valid(this, () => localDay(this)); },
    toLocaleTimeString() { return valid(this, () => clock(this)); },
});
define(Date.prototype, { toGMTString: Date.prototype.toUTCString });
