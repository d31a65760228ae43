// SPDX-License-Identifier: GPL-3.0-or-later
#include "peer/length_protocol.h"

#include <QByteArray>
#include <QtEndian>

#include <algorithm>

namespace sockscope {

namespace {

QByteArray framed(const QByteArray &payload)
{
    QByteArray message(LengthProtocol::prefixSize, Qt::Uninitialized);
    qToBigEndian(quint32(payload.size()), message.data());
    return message + payload;
}

} // namespace

qsizetype LengthProtocol::take(QByteArrayView input, PeerOutput &out)
{
    if (input.size() < prefixSize)
        return 0;
    const auto size = qFromBigEndian<quint32>(input.data());
    if (size > longestMessage) {
        out.write(framed("a message has at most " + QByteArray::number(longestMessage) + " bytes, not " +
                         QByteArray::number(size)));
        out.close();
        return input.size();
    }
    const qsizetype end = prefixSize + qsizetype(size);
    if (input.size() < end)
        return 0;
    QByteArray payload = input.sliced(prefixSize, size).toByteArray();
    std::reverse(payload.begin(), payload.end());
    out.write(framed(payload));
    return end;
}

} // namespace sockscope
