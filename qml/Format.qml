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
    /// "1,234 B", exact.
    function bytes(count: double): string {
        return Number(count).toLocaleString(Qt.locale(), "f", 0) + " B";
    }
}
