// SPDX-License-Identifier: GPL-3.0-or-later
pragma Singleton
import QtQml

/// Numbers for people.
QtObject {
    /// Nanoseconds since the session's start as minutes and seconds with so many decimals: "00:12.004310".
    function time(ns: double, decimals: int): string {
        const unit = Math.pow(10, 9 - decimals);
        const units = Math.floor(ns / unit);
        const second = 1e9 / unit;
        const pad = (value, digits) => String(value).padStart(digits, "0");
        return pad(Math.floor(units / second / 60), 2) + ":" + pad(Math.floor(units / second) % 60, 2) + "." + pad(units % second, decimals);
    }
    /// How long something took: "640 ns", "12.4 ms", "3.20 s", "1:02.3".
    function duration(ns: double): string {
        if (ns < 1000)
            return Math.round(ns) + " ns";
        if (ns < 59.95e9) {
            const unit = ns < 999.5e3 ? 0 : ns < 999.5e6 ? 1 : 2;
            const value = ns / [1e3, 1e6, 1e9][unit];
            return value.toFixed(value < 9.995 ? 2 : value < 99.95 ? 1 : 0) + [" \u00b5s", " ms", " s"][unit];
        }
        const seconds = Math.round(ns / 1e8) / 10;
        return Math.floor(seconds / 60) + ":" + (seconds % 60).toFixed(1).padStart(4, "0");
    }
    /// A place in a script, "hello.js:12:5", without the column.
    function lineOf(location: string): string {
        return location.replace(/(:\d+):\d+$/, "$1");
    }
    /// "1,234 B", exact.
    function bytes(count: double): string {
        return Number(count).toLocaleString(Qt.locale(), "f", 0) + " B";
    }
    /// The same in nine characters at most, for columns: "123,456 B", "1.05 MB".
    function size(count: double): string {
        if (count < 999999.5)
            return bytes(count);
        const unit = count < 999.5e6 ? 0 : 1;
        return Number(count / [1e6, 1e9][unit]).toPrecision(3) + [" MB", " GB"][unit];
    }
}
