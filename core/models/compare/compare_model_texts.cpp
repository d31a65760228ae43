// SPDX-License-Identifier: GPL-3.0-or-later
// The words of a comparison.
#include "models/compare/compare_model.h"

#include "models/compare/differing_parts.h"

#include <QLocale>

namespace sockscope {

using namespace Qt::StringLiterals;
using Side = SessionComparison::Side;

namespace {

QString number(std::int64_t value)
{
    return QLocale().toString(static_cast<qlonglong>(value));
}

QString plain(const QList<TextPart> &parts)
{
    QString text;
    for (const TextPart &part : parts)
        text += part.text;
    return text;
}

} // namespace

QString CompareModel::firstName() const
{
    return m_comparison->source(Side::First).name;
}

QString CompareModel::secondName() const
{
    return m_comparison->source(Side::Second).name;
}

QString CompareModel::summary() const
{
    const std::size_t pairs = m_comparison->pairs();
    const auto sockets = static_cast<std::int64_t>(pairs);
    if (pairs == 0)
        return tr("Neither session has a socket.");
    if (isEqual()) {
        std::int64_t sent = 0;
        std::int64_t received = 0;
        for (std::size_t place = 0; place < pairs; ++place) {
            sent += m_comparison->socket(Side::First, place).sent.bytes();
            received += m_comparison->socket(Side::First, place).received.bytes();
        }
        const QString equal = pairs == 1 ? tr("The sessions are equal: one socket, %2 bytes sent, %3 received.")
                                               .arg(number(sent), number(received))
                                         : tr("The sessions are equal: %1 sockets, %2 bytes sent, %3 received.")
                                               .arg(number(sockets), number(sent), number(received));
        return equal;
    }
    const QString count = m_comparison->unlisted() > 0 ? tr("More than %1 differences").arg(number(differences()))
                          : differences() == 1         ? tr("One difference")
                                                       : tr("%1 differences").arg(number(differences()));
    const auto different = static_cast<std::int64_t>(m_comparison->differentPairs());
    return pairs == 1 ? tr("%1, in the only socket.").arg(count)
                      : tr("%1, in %2 of %3 sockets.").arg(count, number(different), number(sockets));
}

QString CompareModel::socketTitle(std::size_t place) const
{
    const SocketTrace &first = m_comparison->socket(Side::First, place);
    const SocketTrace &second = m_comparison->socket(Side::Second, place);
    const QString target = first.target.isEmpty() || first.target == second.target || second.target.isEmpty()
                               ? (first.target.isEmpty() ? second.target : first.target)
                               : tr("%1 in A, %2 in B").arg(first.target, second.target);
    const QString name = second.number == 0  ? tr("socket #%1, only in A").arg(first.number)
                         : first.number == 0 ? tr("socket #%1, only in B").arg(second.number)
                         : first.number == second.number
                             ? tr("socket #%1").arg(first.number)
                             : tr("socket #%1 in A, #%2 in B").arg(first.number).arg(second.number);
    const bool isInBoth = first.number != 0 && second.number != 0;
    const QString verdict = !isInBoth ? QString() : m_comparison->isDifferent(place) ? tr("different") : tr("equal");
    QStringList parts{name, target, verdict};
    parts.removeAll(QString());
    return parts.join(u" · "_s);
}

QString CompareModel::title(const ComparisonRow &row) const
{
    switch (row.kind) {
    case ComparisonRow::Socket:
        return socketTitle(row.place);
    case ComparisonRow::Bytes:
        return row.isSent ? tr("sent") : tr("received");
    case ComparisonRow::Stretch:
        return row.isSent ? tr("%1 equal bytes sent").arg(number(row.firstBytes))
                          : tr("%1 equal bytes received").arg(number(row.firstBytes));
    case ComparisonRow::States:
        return tr("states");
    case ComparisonRow::Unlisted:
        return tr("%1 more rows that differ are not listed: a comparison has %2 rows at most.")
            .arg(number(row.first), number(count() - 1));
    }
    return {};
}

QString CompareModel::markWord(ComparisonRow::Mark mark) const
{
    switch (mark) {
    case ComparisonRow::Equal:
        return tr("equal");
    case ComparisonRow::Different:
        return tr("different");
    case ComparisonRow::OnlyFirst:
        return tr("only in A");
    case ComparisonRow::OnlySecond:
        return tr("only in B");
    }
    return {};
}

QList<TextPart> CompareModel::parts(int row, SessionComparison::Side side) const
{
    const ComparisonRow &shown = at(row);
    const bool isFirst = side == Side::First;
    if (shown.kind == ComparisonRow::States) {
        const QStringList first = m_comparison->socket(Side::First, shown.place).states;
        const QStringList second = m_comparison->socket(Side::Second, shown.place).states;
        const QStringList &own = isFirst ? first : second;
        return wordParts(own, shown.mark == ComparisonRow::Equal ? own : isFirst ? second : first, u" \u2192 "_s);
    }
    if (shown.kind != ComparisonRow::Bytes)
        return {};
    const auto &[same, first, second] = bytesOf(row);
    return isFirst ? textParts(first, differingBytes(first, second)) : textParts(second, differingBytes(second, first));
}

QString CompareModel::spoken(int row) const
{
    const ComparisonRow &shown = at(row);
    const QString what = title(shown);
    if (shown.kind != ComparisonRow::Bytes && shown.kind != ComparisonRow::States)
        return what;
    const QString first = plain(parts(row, Side::First));
    const QString second = plain(parts(row, Side::Second));
    if (shown.mark == ComparisonRow::Different)
        return tr("%1, different: A %2, B %3").arg(what, first, second);
    return u"%1, %2: %3"_s.arg(what, markWord(shown.mark), first.isEmpty() ? second : first);
}

} // namespace sockscope
