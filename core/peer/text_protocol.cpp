// SPDX-License-Identifier: GPL-3.0-or-later
#include "peer/text_protocol.h"

namespace sockscope {

qsizetype TextProtocol::take(QByteArrayView input, PeerOutput &out)
{
    const qsizetype end = input.indexOf('\n');
    QByteArrayView line = end < 0 ? input : input.first(end);
    if (line.endsWith('\r'))
        line.chop(1);
    if (line.size() > m_longestLine) {
        out.write(tooLong());
        out.close();
        return input.size();
    }
    if (end < 0)
        return 0;
    answer(line, out);
    return end + 1;
}

} // namespace sockscope
