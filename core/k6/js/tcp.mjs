// SPDX-License-Identifier: GPL-3.0-or-later
// The JavaScript side of k6/x/tcp (https://grafana.com/docs/k6/latest/javascript-api/k6-x-tcp/): coercions, promises and handlers.
// `native` is the TcpModule of the VU, `rt` the runtime of prelude/runtime.mjs.
export default function (native, rt) {
    const sockets = Object.create(null); // handle -> SocketState, until closed and settled
    const EVENTS = Object.assign(Object.create(null), { connect: 0, data: 1, close: 2, error: 3, timeout: 4 });

    function SocketState(handle) {
        this.handle = handle;
        this.handlers = [];                   // by event, every handler ever registered; events carry the index of the one they are for
        this.pending = [];                    // ticket -> promise of a connect() or write(); tickets are small, and used again
        this.self = null;                     // the script's object
        this.totals = null;                   // its members, once the socket has closed and its native part is gone
    }

    // Loaded when first needed: most sockets connect to a port and a host, send strings, and meet no error.
    const refusals = rt.lazy(":/Sockscope/K6/tcp_errors.mjs");
    const coercions = rt.lazy(":/Sockscope/K6/tcp_arguments.mjs", rt);

    /// The number of a port given as such or in digits, NaN for anything else.
    function plainPort(port) {
        const number = typeof port === "string" ? Number(port) : port;
        return typeof number === "number" && number > 0 && number < 65536 && Math.floor(number) === number ? number : NaN;
    }

    // These are fetched once: V4 makes an object each time that a method is taken from a native one.
    const nativeConnect = native.connect;
    const nativeWriteText = native.writeText;
    const nativeWriteBytes = native.writeBytes;

    function newPending(state, ticket) {
        const promise = rt.makePending();
        state.pending[ticket] = promise;
        return promise;
    }

    // Nothing is delivered to a destroyed socket but its `close`, so calls on it are answered here and at once. The native side gives
    // them the ticket 0; where there is more to do before it is called, isOver() asks.
    const isOver = (state) => state.totals !== null || native.isDestroyed(state.handle);

    function refuseEnded(state, error) {
        native.refuseEnded(state.handle, error.method === undefined ? "" : error.method, error.message);
        return Promise.reject(error);
    }

    const refuseConnect = (state) => refuseEnded(state,
        refusals().tcpError("connect", "the socket was destroyed: create a new Socket to connect again"));

    function connect(state, first, second) {
        const port = plainPort(first);
        if (port === port && typeof second === "string") {
            const ticket = nativeConnect(state.handle, port, second, false, "");
            return ticket === 0 ? refuseConnect(state) : newPending(state, ticket);
        }
        native.checkUse("connect");
        if (isOver(state))
            return refuseConnect(state);
        let request = null;
        let problem = "invalid type: expected integer or object";
        try {
            request = coercions().connectRequest(first, second);
        } catch (error) {
            problem = error.message;
        }
        const ticket = request === null
            ? native.refuse(state.handle, "connect", problem, "")
            : nativeConnect(state.handle, request.port, request.host, request.tls, request.tags);
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
        return problem === "" ? refusals().writeError("no active connection") : refusals().tcpError("write", problem);
    }

    function submit(handle, data, encoding, tags) {
        if (typeof data === "string")
            return nativeWriteText(handle, data, encoding, tags);
        const payload = payloadOf(data);
        return payload === undefined ? native.refuse(handle, "write", "invalid type: String or ArrayBuffer expected", tags)
            : nativeWriteBytes(handle, payload, tags);
    }

    function write(state, data, options) {
        let encoding = "";
        let tags = "";
        if (options !== undefined && options !== null) {
            const given = coercions().writeOptions(options);
            encoding = given.encoding;
            tags = given.tags;
        }
        const ticket = submit(state.handle, data, encoding, tags);
        return ticket === 0 ? refuseEnded(state, endedWriteError(data, encoding)) : newPending(state, ticket);
    }

    /// Shuts down the sending side and goes on receiving. k6 has no such call: only a session's prompt is given it.
    function halfClose(socket) {
        const state = socket !== null && typeof socket === "object" ? socket[stateOf] : undefined;
        if (state === undefined)
            return Promise.reject(new TypeError("halfClose() takes a Socket, as in halfClose(socket)"));
        if (isOver(state))
            return refuseEnded(state, refusals().tcpError("halfClose", "the socket was destroyed: there is nothing to close"));
        return newPending(state, native.halfClose(state.handle));
    }

    /// The sockets that are not destroyed, by number.
    function live() {
        const all = {};
        for (const handle in sockets)
            if (!native.isDestroyed(Number(handle)))
                all[handle] = sockets[handle].self;
        return all;
    }

    const endpoint = (ip, port) => (ip.indexOf(":") < 0 ? ip : "[" + ip + "]") + ":" + port;

    /// A socket in words for a person, undefined for anything else.
    function describe(value) {
        const state = value !== null && typeof value === "object" ? value[stateOf] : undefined;
        if (state === undefined)
            return undefined;
        const ends = value.connected ? " " + endpoint(value.local_ip, value.local_port) + " → " + endpoint(value.remote_ip, value.remote_port) : "";
        return "Socket " + state.handle + " " + value.ready_state + ends + ", " + value.bytes_written + " B sent, " + value.bytes_read
            + " B received";
    }

    function on(state, event, handler) {
        const none = handler === undefined || handler === null;
        if (!none && typeof handler !== "function")
            throw new TypeError("could not convert function call parameter 1: could not convert " + String(handler)
                + " to sobek.Callable");
        const name = event === undefined ? "" : String(event);
        const index = EVENTS[name];
        if (index === undefined) {
            native.warnOfUnknownEvent(state.handle, name);
            return;
        }
        const list = state.handlers[index] || (state.handlers[index] = []);
        if (list.length > 0)
            native.warnOfReplacedHandler(name);
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
        const state = new SocketState(native.create(options === undefined || options === null ? "" : coercions().socketTags(options)));
        sockets[state.handle] = state;
        state.self = self;
        Object.defineProperty(self, stateOf, { value: state });
        self.connect = (first, second) => connect(state, first, second);
        self.write = (data, writeOptions) => write(state, data, writeOptions);
        self.destroy = () => native.close(state.handle);
        self.setTimeout = (ms) => { setIdleTimeout(state, ms); return self; };
        self.on = (event, handler) => on(state, event, handler);
        return self;
    }

    Object.defineProperty(Socket, "name", { value: "Socket", configurable: true });

    // The members in the order that TcpModule::member() knows.
    ["ready_state", "connected", "bytes_written", "bytes_read", "local_ip", "local_port", "remote_ip", "remote_port"].forEach((name, which) => {
        Object.defineProperty(Socket.prototype, name, {
            get: function () {
                const state = this[stateOf];
                return state.totals === null ? native.member(state.handle, which) : state.totals[which];
            },
            set: function () { throw new TypeError("Cannot assign to read only property '" + name + "'"); },
        });
    });

    const handlerOf = (handle, event, version) => version > 0 && sockets[handle] ? sockets[handle].handlers[event][version - 1] : undefined;

    function deliver(handle, event, version, value) {
        const handler = handlerOf(handle, event, version);
        if (handler === undefined)
            return;
        if (event === EVENTS.data)
            rt.enter(handler, true, new Uint8Array(value));
        else
            rt.enter(handler, false);
    }

    function deliverError(handle, version, method, message) {
        const handler = handlerOf(handle, EVENTS.error, version);
        if (handler !== undefined)
            rt.enter(handler, true, refusals().tcpError(method, message));
    }

    function take(handle, ticket) {
        const state = sockets[handle];
        if (state === undefined)
            return undefined;
        const promise = state.pending[ticket];
        state.pending[ticket] = undefined;
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
            rt.reject(promise, method === "" ? refusals().writeError(message) : refusals().tcpError(method, message));
        rt.drain();
    }

    function retire(handle, written, read) {
        sockets[handle].totals = ["destroyed", false, written, read];
        delete sockets[handle];
    }

    native.setDispatcher({ deliver, deliverError, fulfil, reject, retire, prompt: { halfClose, live, describe } });
    return { Socket };
}
