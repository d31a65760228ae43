// SPDX-License-Identifier: GPL-3.0-or-later
#include "script/interpreter_only.h"

#include <QByteArray>

#include <mutex>

namespace sockscope {

InterpreterOnly::InterpreterOnly()
{
    static std::once_flag once;
    std::call_once(once, [] { qputenv("QV4_FORCE_INTERPRETER", QByteArrayLiteral("1")); });
}

} // namespace sockscope
