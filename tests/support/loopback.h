// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>

namespace sockscope::test {

/// A blocking listener with SO_REUSEADDR, IPv6 only for an IPv6 address; -1 on failure. The caller closes it.
[[nodiscard]] int listenOn(const QHostAddress &address, quint16 port, int backlog);
[[nodiscard]] quint16 portOf(int descriptor); ///< local port, 0 when unknown

} // namespace sockscope::test
