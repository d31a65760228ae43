// SPDX-License-Identifier: GPL-3.0-or-later
// V4's `source` escapes slashes that are escaped already: /a\/b/.source is another pattern than /a\/b/.
import { define } from "./define.mjs";
import { escapePattern, patternOf } from "./regexp_pattern.mjs";

define(RegExp.prototype, {
    get source() {
        return escapePattern(patternOf(this));
    },
});
