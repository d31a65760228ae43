// SPDX-License-Identifier: GPL-3.0-or-later
// k6/crypto: digests and keyed digests (https://grafana.com/docs/k6/latest/javascript-api/k6-crypto/).
export default function (native, rt, convert) {
    const algorithms = ["md4", "md5", "ripemd160", "sha1", "sha256", "sha384", "sha512", "sha512_224", "sha512_256"];

    const hasher = (state) => ({
        update: (data) => { state.update(convert().bytes(data)); },
        digest: (outputEncoding) => state.digest(convert().text(outputEncoding)),
    });

    function algorithmNamed(value) {
        const name = convert().text(value);
        if (algorithms.indexOf(name) < 0)
            throw new rt.GoError("invalid algorithm: " + name);
        return name;
    }

    const createHash = (algorithm) => hasher(native.createHash(algorithmNamed(algorithm)));

    function createHMAC(algorithm, secret) {
        const name = algorithmNamed(algorithm); // before the key is looked at, as in k6
        return hasher(native.createHmac(name, convert().bytes(secret)));
    }

    function hmac(algorithm, secret, data, outputEncoding) {
        const state = createHMAC(algorithm, secret);
        state.update(data);
        return state.digest(outputEncoding);
    }

    function randomBytes(size) {
        const count = convert().integer(size);
        if (count < 1)
            throw new rt.GoError("invalid size");
        return native.randomBytes(count);
    }

    const exports = {
        createHash,
        createHMAC,
        hmac,
        randomBytes,
        hexEncode: (data) => native.hexEncode(convert().bytes(data)),
    };
    for (const name of algorithms)
        exports[name] = (input, outputEncoding) => native.digest(name, convert().bytes(input, name), convert().text(outputEncoding));
    return exports;
}
