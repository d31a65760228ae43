// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace sockscope {

/// Makes the JavaScript engines created after it in this process interpret and not compile to machine code. An object
/// of this class stands before the engine in a virtual user.
///
/// QJSEngine::setInterrupted() makes machine code of V4 (Qt 6.4) return whatever the processor's result register held,
/// and what called it from C++ (`new`, sort(), map() and others) takes that for a value and crashes. The interpreter
/// returns undefined. Socket scripts are as fast with it (measured: ping-pong and connecting within 1 %, loops over
/// bytes 10 % slower), and each virtual user is smaller.
class InterpreterOnly
{
public:
    InterpreterOnly();
};

} // namespace sockscope
