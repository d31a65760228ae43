// SPDX-License-Identifier: GPL-3.0-or-later
// What a session's prompt has from the start: the names that a k6 script would import, and one socket to begin with.
export default function (global, require) {
    const offer = (name, get) => Object.defineProperty(global, name, {
        configurable: true,
        get: () => {
            const value = get();
            Object.defineProperty(global, name, { value, writable: true, configurable: true });
            return value;
        },
        set: (value) => { Object.defineProperty(global, name, { value, writable: true, configurable: true }); },
    });
    offer("Socket", () => require("k6/x/tcp").Socket);
    offer("socket", () => new global.Socket());
    for (const name of ["check", "fail", "group", "sleep", "randomSeed"])
        offer(name, () => require("k6")[name]);
    for (const name of ["encoding", "crypto", "execution"])
        offer(name === "execution" ? "exec" : name, () => require("k6/" + name).default);
    Object.defineProperty(global, "require", { value: require, writable: true, configurable: true });
}
