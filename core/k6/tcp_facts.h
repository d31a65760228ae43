// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>

namespace sockscope {

class TcpSession;

/// What a socket looks like while its script stands still (docs/debugger.md, `meanwhile`): its state, what waits in
/// its buffers and in the kernel's, whether the peer has sent FIN or RST, and which calls have not been answered.
[[nodiscard]] QJsonObject tcpFacts(const TcpSession &session, int handle);

} // namespace sockscope
