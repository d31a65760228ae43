// SPDX-License-Identifier: GPL-3.0-or-later
#include "socket_filter.h"

namespace sockscope {

using namespace Qt::StringLiterals;

QString readSocketNumbers(const QStringList &values, QSet<std::uint32_t> &sockets)
{
    for (const QString &value : values) {
        bool ok = false;
        sockets.insert(value.toUInt(&ok));
        if (!ok)
            return u"invalid argument \"%1\" for \"--socket\" flag: it takes the number of a socket"_s.arg(value);
    }
    return {};
}

} // namespace sockscope
