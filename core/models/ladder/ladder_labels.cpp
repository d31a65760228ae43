// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/ladder/ladder_model.h"

#include <QLocale>

#include <array>
#include <limits>

using namespace Qt::StringLiterals;

namespace sockscope {

namespace {

QString bytesText(std::int64_t bytes)
{
    const QLocale locale;
    return bytes < 10'000 ? locale.toString(qint64{bytes}) + u" B"_s
                          : locale.formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat);
}

QString joined(const QString &first, const QString &second)
{
    return second.isEmpty() ? first : first + u"  "_s + second;
}

/// What went wrong, without the way there: "dial tcp 127.0.0.1:1: connect: connection refused".
QString lastPart(const QString &sentence)
{
    const auto colon = sentence.lastIndexOf(": "_L1);
    return colon < 0 ? sentence : sentence.sliced(colon + 2);
}

} // namespace

QString LadderModel::shortLabel(const LadderGroup &group)
{
    static constexpr std::array names{QT_TR_NOOP("connect"),   QT_TR_NOOP("connected"), QT_TR_NOOP("failed"),
                                      QT_TR_NOOP("write"),     QT_TR_NOOP("data"),      QT_TR_NOOP("FIN"),
                                      QT_TR_NOOP("RST"),       QT_TR_NOOP("close"),     QT_TR_NOOP("TLS"),
                                      QT_TR_NOOP("fulfilled"), QT_TR_NOOP("rejected"),  QT_TR_NOOP("refused"),
                                      QT_TR_NOOP("error"),     QT_TR_NOOP("timeout")};
    static_assert(names.size() == std::size_t{LadderGroup::Timeout} + 1);
    const QString name = tr(names.at(group.kind));
    return group.count == 1 ? name : name + u" \u00d7%1"_s.arg(group.count);
}

QString LadderModel::label(const LadderGroup &group) const
{
    const auto n = static_cast<int>(std::min<std::int64_t>(group.count, std::numeric_limits<int>::max()));
    const bool isOne = n == 1;
    const auto text = isOne && journal() ? m_texts.at(journal()->reader(), group.offset) : RecordTexts::Text();
    switch (group.kind) {
    case LadderGroup::Connect:
        return isOne ? joined(tr("connect"), text.preview) : tr("%n connects", nullptr, n);
    case LadderGroup::Opened:
        return isOne ? tr("connected") : tr("%n connected", nullptr, n);
    case LadderGroup::Failed:
        return isOne ? joined(tr("failed"), lastPart(text.cause)) : tr("%n connects failed", nullptr, n);
    case LadderGroup::Write:
        return isOne ? joined(tr("write %1").arg(bytesText(group.bytes)), text.preview)
                     : tr("%n writes, %1", nullptr, n).arg(bytesText(group.bytes));
    case LadderGroup::Data:
        return isOne ? joined(tr("data %1").arg(bytesText(group.bytes)), text.preview)
                     : tr("%n data, %1", nullptr, n).arg(bytesText(group.bytes));
    case LadderGroup::PeerFin:
        return isOne ? joined(tr("FIN"), text.cause) : tr("%n FIN", nullptr, n);
    case LadderGroup::PeerReset:
        return isOne ? tr("RST") : tr("%n RST", nullptr, n);
    case LadderGroup::LocalClose:
        return isOne ? joined(tr("close"), text.cause) : tr("%n closes", nullptr, n);
    case LadderGroup::Tls:
        return isOne ? joined(tr("TLS"), text.preview) : tr("%n TLS handshakes", nullptr, n);
    case LadderGroup::Fulfilled:
        return isOne ? text.preview : tr("%n fulfilled", nullptr, n);
    case LadderGroup::Rejected:
        return isOne ? text.preview : tr("%n rejected", nullptr, n);
    case LadderGroup::Refused:
        return isOne ? joined(tr("%1() refused").arg(text.cause), text.preview) : tr("%n calls refused", nullptr, n);
    case LadderGroup::Error:
        return isOne ? joined(tr("error"), lastPart(text.preview)) : tr("%n errors", nullptr, n);
    case LadderGroup::Timeout:
        return isOne ? tr("timeout") : tr("%n timeouts", nullptr, n);
    }
    Q_UNREACHABLE();
}

} // namespace sockscope
