// SPDX-License-Identifier: GPL-3.0-or-later
// The errors that calls of k6/x/tcp reject with and that `error` handlers get.
export default function () {
    class TCPError extends Error {
        constructor(method, message) {
            super();
            this.name = "TCPError";
            this.method = method;
            this.message = message;
            this.error = () => "TCP error during " + method + ": " + message;
        }
        toString() {
            return this.error();
        }
    }

    // What a failed write() rejects with: in k6 a bare Go error, without a name.
    class WriteError extends Error {
        constructor(text) {
            super(text);
            Object.defineProperty(this, "name", { value: undefined, writable: true, configurable: true });
            this.error = () => text;
        }
        toString() {
            return this.error();
        }
    }

    return {
        tcpError: (method, message) => new TCPError(method, message),
        writeError: (text) => new WriteError(text),
    };
}
