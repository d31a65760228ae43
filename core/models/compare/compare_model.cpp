// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/compare/compare_model.h"

#include "models/compare/differing_parts.h"

#include <algorithm>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

QVariantList toVariant(const QList<TextPart> &parts)
{
    QVariantList list;
    for (const TextPart &part : parts)
        list.append(QVariantMap{{u"text"_s, part.text}, {u"differs"_s, part.differs}});
    return list;
}

QVariantList hexLines(const QByteArray &bytes, const QList<bool> &differs)
{
    constexpr qsizetype perLine = 16;
    QVariantList lines;
    for (qsizetype at = 0; at < bytes.size(); at += perLine)
        lines.append(QVariant(toVariant(hexParts(QByteArrayView(bytes).sliced(at, std::min(perLine, bytes.size() - at)),
                                                 differs.mid(at, perLine)))));
    return lines;
}

} // namespace

CompareModel::CompareModel(std::unique_ptr<SessionComparison> comparison, QObject *parent)
    : QAbstractListModel(parent)
    , m_comparison(std::move(comparison))
{
    findDifferences();
}

CompareModel::~CompareModel() = default;

void CompareModel::findDifferences()
{
    bool wasDifferent = false;
    const std::vector<ComparisonRow> &rows = m_comparison->rows();
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const bool isDifferent = rows[row].mark != ComparisonRow::Equal;
        const bool isNew = isDifferent && (!wasDifferent || rows[row].kind == ComparisonRow::Socket);
        if (isNew)
            m_differences.push_back(static_cast<int>(row));
        wasDifferent = isDifferent;
    }
}

const ComparisonRow &CompareModel::at(int row) const
{
    return m_comparison->rows()[static_cast<std::size_t>(row)];
}

const CompareModel::Pair &CompareModel::bytesOf(int row) const
{
    using enum SessionComparison::Side;
    if (m_read.row != row)
        m_read = {
            .row = row, .first = m_comparison->bytes(First, at(row)), .second = m_comparison->bytes(Second, at(row))};
    return m_read;
}

int CompareModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_comparison->rows().size());
}

QVariant CompareModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ComparisonRow &row = at(index.row());
    const bool hasBytes = row.kind == ComparisonRow::Bytes || row.kind == ComparisonRow::Stretch;
    switch (role) {
    case KindRole:
        return row.kind;
    case MarkRole:
        return row.mark;
    case MarkWordRole:
        return markWord(row.mark);
    case SentRole:
        return row.isSent;
    case FirstPartsRole:
        return toVariant(parts(index.row(), SessionComparison::Side::First));
    case SecondPartsRole:
        return toVariant(parts(index.row(), SessionComparison::Side::Second));
    case FirstOffsetRole:
        return hasBytes && row.firstBytes > 0 ? QVariant::fromValue<qint64>(row.first) : QVariant(-1);
    case SecondOffsetRole:
        return hasBytes && row.secondBytes > 0 ? QVariant::fromValue<qint64>(row.second) : QVariant(-1);
    case TitleRole:
        return title(row);
    case SpokenRole:
        return spoken(index.row());
    default:
        return {};
    }
}

QHash<int, QByteArray> CompareModel::roleNames() const
{
    return {{KindRole, "kind"},
            {MarkRole, "mark"},
            {MarkWordRole, "markWord"},
            {SentRole, "sent"},
            {FirstPartsRole, "firstParts"},
            {SecondPartsRole, "secondParts"},
            {FirstOffsetRole, "firstOffset"},
            {SecondOffsetRole, "secondOffset"},
            {TitleRole, "title"},
            {SpokenRole, "spoken"}};
}

bool CompareModel::isEqual() const
{
    return m_comparison->differentPairs() == 0;
}

int CompareModel::differenceBehind(int row) const
{
    const auto next = std::upper_bound(m_differences.begin(), m_differences.end(), row);
    return next == m_differences.end() ? -1 : *next;
}

int CompareModel::differenceBefore(int row) const
{
    const auto next = std::lower_bound(m_differences.begin(), m_differences.end(), row);
    return next == m_differences.begin() ? -1 : *(next - 1);
}

int CompareModel::differenceAt(int row) const
{
    if (row < 0 || row >= rowCount() || at(row).mark == ComparisonRow::Equal)
        return 0;
    return static_cast<int>(std::upper_bound(m_differences.begin(), m_differences.end(), row) - m_differences.begin());
}

QVariantMap CompareModel::detail(int row) const
{
    if (row < 0 || row >= rowCount() || at(row).kind != ComparisonRow::Bytes)
        return {};
    const auto &[same, first, second] = bytesOf(row);
    return {{u"title"_s, title(at(row))},
            {u"first"_s, hexLines(first, differingBytes(first, second))},
            {u"second"_s, hexLines(second, differingBytes(second, first))}};
}

} // namespace sockscope
