// SPDX-License-Identifier: GPL-3.0-or-later
// V4's cube root is off by one in the last place for many numbers, cubes of integers among them.
import { define } from "./define.mjs";

const nativeCbrt = Math.cbrt;

const error = (root, cube) => Math.abs(root * root * root - cube);

define(Math, {
    cbrt(value) {
        const root = nativeCbrt(value);
        if (root === 0 || !Number.isFinite(root))
            return root;
        const better = root - (root * root * root - value) / (3 * root * root);
        return error(better, value) < error(root, value) ? better : root;
    },
});
