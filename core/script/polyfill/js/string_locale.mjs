// SPDX-License-Identifier: GPL-3.0-or-later
// V4 compares by the locale of the machine, and in the C locale by code unit; k6 by the root order of the Unicode collation.
import { define } from "./define.mjs";
import { receiverString } from "./values.mjs";

let locale = null;

export const isAttached = () => locale !== null;
export const attach = (native) => { locale = native; };

define(String.prototype, {
    localeCompare(that) {
        return locale.compare(receiverString(this, "String.prototype.localeCompare"), `${that}`);
    },
});
