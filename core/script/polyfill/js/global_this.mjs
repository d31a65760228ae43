// SPDX-License-Identifier: GPL-3.0-or-later
import { defineGlobal, globalObject } from "./define.mjs";

defineGlobal("globalThis", globalObject);
