// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSet>
#include <QStringList>

#include <cstdint>

namespace sockscope {

/// The values of a --socket flag. Returns a sentence about the first that is no number of a socket, otherwise empty.
[[nodiscard]] QString readSocketNumbers(const QStringList &values, QSet<std::uint32_t> &sockets);

} // namespace sockscope
