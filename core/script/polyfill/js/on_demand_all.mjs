// SPDX-License-Identifier: GPL-3.0-or-later
// For scripts that make code at run time: every polyfill is loaded when one of its members is first touched.
import { provideLater } from "./on_demand.mjs";

let isLoaded = false;

export const isAttached = () => isLoaded;

export function attach(loader) {
    isLoaded = true;
    provideLater(loader, true);
}
