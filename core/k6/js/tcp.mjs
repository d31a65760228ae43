// SPDX-License-Identifier: GPL-3.0-or-later
// The JavaScript side of k6/x/tcp (https://grafana.com/docs/k6/latest/javascript-api/k6-x-tcp/): coercions, promises and handlers.
// `native` is the TcpModule of the VU, `rt` the runtime of prelude/runtime.js.
export default function (native, rt) {
    const GoError = rt.GoError;
    const sockets = Object.create(null); // handle -> SocketState, until closed and settled
    const EVENTS = Object.assign(Object.create(null), { connect: 0, data: 1, close: 2, error: 3, timeout: 4 });
    const hidden = (object, name, value) => Object.defineProperty(object, name, { value, writable: true, configurable: true });

    function SocketState(handle) {
        this.handle = handle;
        this.handlers = [[], [], [], [], []]; // every handler ever registered; events carry the index of the one they are for
        this.pending = Object.create(null);   // ticket -> promise of a connect() or write()
        this.totals = null;                   // [written, read] once the socket has closed and its native part is gone
    }

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
            hidden(this, "name", undefined);
            this.error = () => text;
        }
        toString() {
            return this.error();
        }
    }

    function tagMap(tags, wrong) {
        if (tags === undefined || tags === null)
            return "";
        if (typeof tags !== "object" && typeof tags !== "function")
            throw new GoError(wrong(tags, "could not convert " + String(tags) + " to map[string]string"));
        const map = {};
        for (const key of Object.keys(tags))
            map[key] = String(tags[key]);
        return JSON.stringify(map);
    }
    const structTags = (value, reason) => "could not convert struct value " + String(value)
        + " to map[string]string for field Tags: " + reason;

    function socketTags(options) {
        if (options === undefined || options === null)
            return "";
        if (typeof options !== "object" && typeof options !== "function")
            throw new GoError("could not convert " + String(options) + " to tcp.socketOptions");
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

    function newPending(state, ticket) {
        const promise = rt.makePending();
        state.pending[ticket] = promise;
        return promise;
    }

    // Nothing is delivered to a destroyed socket but its `close`, so calls on it are answered here and at once.
    const isOver = (state) => state.totals !== null || native.readyState(state.handle) === "destroyed";

    function refuseEnded(state, error) {
        native.refuseEnded(state.handle, error.method === undefined ? "" : error.method, error.message);
        return Promise.reject(error);
    }

    function connect(state, first, second) {
        native.checkUse("connect");
        if (isOver(state))
            return refuseEnded(state, new TCPError("connect", "the socket was destroyed: create a new Socket to connect again"));
        let request = null;
        let problem = "invalid type: expected integer or object";
        try {
            request = connectRequest(first, second);
        } catch (error) {
            problem = error.message;
        }
        const ticket = request === null
            ? native.refuse(state.handle, "connect", problem, "")
            : native.connect(state.handle, request.port, request.host, request.tls, request.tags);
        return newPending(state, ticket);
    }

    function payloadOf(data) {
        if (data instanceof ArrayBuffer)
            return data;
        if (data instanceof Uint8Array || data instanceof Uint8ClampedArray) {
            const whole = data.byteOffset === 0 && data.byteLength === data.buffer.byteLength;
            return whole ? data.buffer : data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength);
        }
        return undefined;
    }

    function endedWriteError(data, encoding) {
        const problem = typeof data === "string" ? native.encodingProblem(data, encoding)
            : payloadOf(data) === undefined ? "invalid type: String or ArrayBuffer expected" : "";
        return problem === "" ? new WriteError("no active connection") : new TCPError("write", problem);
    }

    function write(state, data, options) {
        let encoding = "";
        let tags = "";
        if (options !== undefined && options !== null) {
            if (typeof options !== "object" && typeof options !== "function")
                throw new TypeError("could not convert function call parameter 1: could not convert " + String(options)
                    + " to tcp.writeOptions");
            encoding = options.encoding === undefined || options.encoding === null ? "" : String(options.encoding);
            try {
                tags = tagMap(options.tags, structTags);
            } catch (error) {
                throw new TypeError("could not convert function call parameter 1: " + error.message);
            }
        }
        if (isOver(state))
            return refuseEnded(state, endedWriteError(data, encoding));
        if (typeof data === "string")
            return newPending(state, native.writeText(state.handle, data, encoding, tags));
        const payload = payloadOf(data);
        if (payload !== undefined)
            return newPending(state, native.writeBytes(state.handle, payload, tags));
        return newPending(state, native.refuse(state.handle, "write", "invalid type: String or ArrayBuffer expected", tags));
    }

    function on(state, event, handler) {
        const none = handler === undefined || handler === null;
        if (!none && typeof handler !== "function")
            throw new TypeError("could not convert function call parameter 1: could not convert " + String(handler)
                + " to sobek.Callable");
        const name = event === undefined ? "" : String(event);
        const index = EVENTS[name];
        if (index === undefined) {
            native.warn("Unknown event type", name);
            return;
        }
        const list = state.handlers[index];
        if (list.length > 0)
            native.warn("Event handler already registered, overriding", name);
        list.push(handler);
        native.setHandler(state.handle, index, none ? 0 : list.length);
    }

    function setIdleTimeout(state, ms) {
        native.checkUse("setTimeout");
        const number = Math.trunc(Number(ms));
        native.setIdleTimeout(state.handle, number > 0 ? Math.min(number, 2147483647) : 0);
    }

    const stateOf = Symbol("socket");

    function Socket(options) {
        const self = new.target ? this : Object.create(Socket.prototype);
        const state = new SocketState(native.create(socketTags(options)));
        sockets[state.handle] = state;
        Object.defineProperty(self, stateOf, { value: state });
        self.connect = (first, second) => connect(state, first, second);
        self.write = (data, writeOptions) => write(state, data, writeOptions);
        self.destroy = () => native.close(state.handle);
        self.setTimeout = (ms) => { setIdleTimeout(state, ms); return self; };
        self.on = (event, handler) => on(state, event, handler);
        return self;
    }

    function accessor(name, read, retired) {
        Object.defineProperty(Socket.prototype, name, {
            get: function () {
                const state = this[stateOf];
                return state.totals === null ? read(state.handle) : retired(state.totals);
            },
            set: function () { throw new TypeError("Cannot assign to read only property '" + name + "'"); },
        });
    }
    accessor("ready_state", (handle) => native.readyState(handle), () => "destroyed");
    accessor("connected", (handle) => native.readyState(handle) === "open", () => false);
    accessor("bytes_written", (handle) => native.bytesWritten(handle), (totals) => totals[0]);
    accessor("bytes_read", (handle) => native.bytesRead(handle), (totals) => totals[1]);
    ["local_ip", "local_port", "remote_ip", "remote_port"].forEach((name, which) => {
        accessor(name, (handle) => native.endpoint(handle, which), () => undefined);
    });

    const handlerOf = (handle, event, version) => version > 0 && sockets[handle] ? sockets[handle].handlers[event][version - 1] : undefined;

    function deliver(handle, event, version, value) {
        const handler = handlerOf(handle, event, version);
        if (handler === undefined)
            return;
        if (event === EVENTS.data)
            rt.enter(handler, new Uint8Array(value));
        else
            rt.enter(handler);
    }

    function deliverError(handle, version, method, message) {
        const handler = handlerOf(handle, EVENTS.error, version);
        if (handler !== undefined)
            rt.enter(handler, new TCPError(method, message));
    }

    function take(handle, ticket) {
        const state = sockets[handle];
        if (state === undefined)
            return undefined;
        const promise = state.pending[ticket];
        delete state.pending[ticket];
        return promise;
    }

    function fulfil(handle, ticket, value) {
        const promise = take(handle, ticket);
        if (promise !== undefined)
            rt.resolve(promise, value);
        rt.drain();
    }

    /// An empty method stands for an I/O failure of write(), which k6 reports as a bare error.
    function reject(handle, ticket, method, message) {
        const promise = take(handle, ticket);
        if (promise !== undefined)
            rt.reject(promise, method === "" ? new WriteError(message) : new TCPError(method, message));
        rt.drain();
    }

    function retire(handle, written, read) {
        sockets[handle].totals = [written, read];
        delete sockets[handle];
    }

    native.setDispatcher({ deliver, deliverError, fulfil, reject, retire });
    return { Socket };
}
