// SPDX-License-Identifier: GPL-3.0-or-later
// What every virtual user starts with: makes the globals of a script and returns what the native side calls, in the order that
// VirtualUser's constructor reads. A list, because V4 keeps a layout object for each name of an object.
import { captureRawStack, installErrors } from "./errors.mjs";
import { forgetTimers, installGlobals } from "./globals.mjs";
import { installLazy } from "./lazy.mjs";
import makeLoader from "./loader.mjs";
import { forgetJobs, installPromise } from "./promise.mjs";
import { describe, enter, enterForResult, facade, format, installRuntime, makeError, reportUnhandled } from "./runtime.mjs";

/// What an iteration leaves behind.
function forgetIteration() {
    forgetTimers();
    forgetJobs();
}

export default function (global, native) {
    installErrors(global, native);
    installLazy(native);
    installPromise(global, native);
    installRuntime(native);
    const globals = installGlobals(global, native);
    return [facade(), enter, enterForResult, globals.fireTimer, reportUnhandled, captureRawStack, forgetIteration, describe, format, makeError,
            makeLoader, globals.setNumber, globals.resetEnvironment];
}
