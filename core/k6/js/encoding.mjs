// SPDX-License-Identifier: GPL-3.0-or-later
// k6/encoding: base64 in four variants (https://grafana.com/docs/k6/latest/javascript-api/k6-encoding/).
export default function (native, rt, convert) {
    return {
        b64encode: (input, encoding) => native.encode(convert().bytes(input), convert().text(encoding)),
        b64decode: (input, encoding, format) =>
            native.decode(convert().text(input), convert().text(encoding), convert().text(format) === "s"),
    };
}
