// SPDX-License-Identifier: GPL-3.0-or-later
// Dates as people and old protocols write them, of which V4 reads a few: "29 Feb 2024 10:00 UTC", "2024-2-9", "1/2/2024 1:05 PM",
// and what Date.prototype.toString() prints. ECMAScript leaves these forms open; k6 reads them like browsers do.
import { define, defineGlobal } from "./define.mjs";
import { attach, isAttached } from "./date_format.mjs";

export { attach, isAttached };

const NativeDate = Date;
const nativeParse = Date.parse;
const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const DAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const ZONES = { z: 0, utc: 0, gmt: 0, ut: 0, est: -300, edt: -240, cst: -360, cdt: -300, mst: -420, mdt: -360, pst: -480, pdt: -420 };

function readWord(word, parts) {
    const name = word.slice(0, 3);
    if (word === "am" || word === "pm")
        parts.half = word;
    else if (word in ZONES)
        parts.offset = ZONES[word];
    else if (MONTHS.indexOf(name) >= 0)
        parts.month = MONTHS.indexOf(name);
    else if (DAYS.indexOf(name) < 0 && word !== "t")
        return parts.numbers.length === 0 && parts.time === null; // words before anything else are passed over
    return true;
}

function readOffset(sign, text, parts) {
    const digits = text.replace(":", "");
    const hours = Number(digits.length > 2 ? digits.slice(0, digits.length - 2) : digits);
    const minutes = digits.length > 2 ? Number(digits.slice(-2)) : 0;
    parts.offset = (parts.offset || 0) + (sign === "-" ? -1 : 1) * (hours * 60 + minutes);
}

const TOKEN = /\(([^)]*)\)|(\d+):(\d\d)(?::(\d\d)(?:\.(\d+))?)?|([+-])(\d\d:?\d\d|\d\d?)(?![\d/-])|(\d+)|([a-z]+)\.?|([-\s,/.]+)/gy;

function tokenize(text) {
    const parts = { numbers: [], month: -1, time: null, half: "", offset: null };
    const lower = text.toLowerCase();
    let end = 0;
    TOKEN.lastIndex = 0;
    for (let match = TOKEN.exec(lower); match !== null; match = TOKEN.exec(lower)) {
        end = TOKEN.lastIndex;
        if (match[2] !== undefined)
            parts.time = [Number(match[2]), Number(match[3]), Number(match[4] || 0), Number(((match[5] || "0") + "00").slice(0, 3))];
        else if (match[6] !== undefined && parts.time !== null)
            readOffset(match[6], match[7], parts);
        else if (match[7] !== undefined || match[8] !== undefined)
            parts.numbers.push(match[7] === undefined ? match[8] : match[7]);
        else if (match[9] !== undefined && !readWord(match[9], parts))
            return null;
    }
    return end === lower.length ? parts : null;
}

const fullYear = (text) => {
    const year = Number(text);
    return text.length > 2 ? year : year < 50 ? 2000 + year : 1900 + year;
};

// [year, month from 0, day] of the numbers found.
function dateOf(parts) {
    const numbers = parts.numbers;
    if (parts.month >= 0) {
        if (numbers.length === 1 && numbers[0].length > 2)
            return [Number(numbers[0]), parts.month, 1];
        if (numbers.length === 1)
            return [2001, parts.month, Number(numbers[0])];
        if (numbers.length !== 2)
            return null;
        const yearFirst = numbers[0].length > 2;
        return [fullYear(numbers[yearFirst ? 0 : 1]), parts.month, Number(numbers[yearFirst ? 1 : 0])];
    }
    if (numbers.length === 3) {
        const yearFirst = numbers[0].length > 2;
        const [year, month, day] = yearFirst ? numbers : [numbers[2], numbers[0], numbers[1]];
        return [fullYear(year), Number(month) - 1, Number(day)];
    }
    if (numbers.length === 2)
        return [2001, Number(numbers[0]) - 1, Number(numbers[1])];
    if (numbers.length === 1) {
        const only = Number(numbers[0]);
        return only >= 1 && only <= 12 ? [2001, only - 1, 1] : [fullYear(numbers[0]), 0, 1];
    }
    return null;
}

function hoursOf(parts) {
    const [hours] = parts.time;
    if (parts.half === "")
        return hours <= 24 ? hours : NaN;
    return hours >= 1 && hours <= 12 ? hours % 12 + (parts.half === "pm" ? 12 : 0) : NaN;
}

function parseFreely(text) {
    const parts = tokenize(text);
    const date = parts === null ? null : dateOf(parts);
    if (date === null || date[1] < 0 || date[1] > 11 || date[2] < 1 || date[2] > 31)
        return NaN;
    const time = parts.time === null ? [0, 0, 0, 0] : [hoursOf(parts), parts.time[1], parts.time[2], parts.time[3]];
    if (time[1] > 59 || time[2] > 59)
        return NaN;
    if (parts.offset === null)
        return new NativeDate(...date, ...time).getTime();
    return NativeDate.UTC(...date, ...time) - parts.offset * 60000;
}

// What begins like ECMAScript's own form and is wrong is wrong.
const looksStandard = (text) => /^[+-]?\d{4,6}-\d\d(-\d\d)?(t.*)?$/i.test(text);

function parse(text) {
    const time = nativeParse(text);
    const trimmed = text.trim();
    return Number.isNaN(time) && trimmed !== "" && !looksStandard(trimmed) ? parseFreely(trimmed) : time;
}

const PatientDate = function Date(...values) {
    if (new.target === undefined)
        return new NativeDate().toString();
    if (values.length === 1 && (typeof values[0] === "string" || values[0] instanceof String))
        values[0] = parse(`${values[0]}`);
    return Reflect.construct(NativeDate, values, new.target);
};
Object.defineProperty(PatientDate, "length", { value: 7, configurable: true });
Object.defineProperty(PatientDate, "prototype", { value: NativeDate.prototype, writable: false });
define(PatientDate, {
    now: NativeDate.now,
    UTC: NativeDate.UTC,
    parse(text) { return parse(`${text}`); },
});
define(NativeDate.prototype, { constructor: PatientDate });
defineGlobal("Date", PatientDate);
