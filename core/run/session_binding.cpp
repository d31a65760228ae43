// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/session_binding.h"

#include "k6/tcp_module.h"
#include "script/virtual_user.h"

namespace sockscope {

QJSValue SessionBinding::promptFunctions()
{
    return m_vu.service<TcpModule>().promptFunctions();
}

} // namespace sockscope
