// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/annotations.h"

#include <QJsonArray>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace sockscope {

void Annotations::setMarked(qint64 offset, bool marked)
{
    auto entry = m_entries.value(offset);
    if (entry.isMarked == marked)
        return;
    entry.isMarked = marked;
    if (change(offset, entry))
        report({});
}

void Annotations::setNote(qint64 offset, const QString &note)
{
    auto entry = m_entries.value(offset);
    entry.note = note.trimmed().left(MaxNoteChars);
    const bool isCut = note.trimmed().size() > MaxNoteChars;
    if (change(offset, entry))
        report(isCut ? tr("The note was cut: it can have %1 characters.").arg(MaxNoteChars) : QString());
}

bool Annotations::change(qint64 offset, const Entry &entry)
{
    const bool isEmpty = !entry.isMarked && entry.note.isEmpty();
    if (offset < 0 || (isEmpty && !m_entries.contains(offset)))
        return false;
    if (!isEmpty && count() >= MaxRecords && !m_entries.contains(offset))
        return report(
            tr("A session keeps marks and notes of %1 records, and has them: remove some first.").arg(MaxRecords));
    if (isEmpty)
        m_entries.remove(offset);
    else
        m_entries.insert(offset, entry);
    Q_EMIT changed(offset);
    return true;
}

void Annotations::toggleMarks(const QList<qint64> &offsets)
{
    const bool areMarked =
        std::all_of(offsets.begin(), offsets.end(), [this](qint64 offset) { return isMarked(offset); });
    const auto added = std::count_if(offsets.begin(), offsets.end(),
                                     [this](qint64 offset) { return offset >= 0 && !m_entries.contains(offset); });
    if (!areMarked && count() + added > MaxRecords) {
        report(tr("A session keeps marks and notes of %1 records: these would be %2.")
                   .arg(MaxRecords)
                   .arg(count() + added));
        return;
    }
    for (const auto offset : offsets)
        setMarked(offset, !areMarked);
    report({});
}

void Annotations::clear()
{
    m_entries.clear();
    report({});
    Q_EMIT changed(-1);
}

qint64 Annotations::next(qint64 offset) const
{
    const auto found = m_entries.upperBound(offset);
    return found == m_entries.end() ? -1 : found.key();
}

qint64 Annotations::previous(qint64 offset) const
{
    const auto found = m_entries.lowerBound(offset);
    return found == m_entries.begin() ? -1 : std::prev(found).key();
}

QJsonObject Annotations::toJson() const
{
    QJsonArray records;
    for (auto entry = m_entries.begin(); entry != m_entries.end(); ++entry) {
        QJsonObject record{{u"offset"_s, entry.key()}};
        if (entry->isMarked)
            record.insert(u"marked"_s, true);
        if (!entry->note.isEmpty())
            record.insert(u"note"_s, entry->note);
        records.append(record);
    }
    return {{u"records"_s, records}};
}

bool Annotations::fromJson(const QJsonObject &json)
{
    if (!json[u"records"].isArray())
        return report(tr("The marks and notes can't be read: their object has no list \"records\"."));
    const auto records = json[u"records"].toArray();
    if (records.size() > MaxRecords)
        return report(tr("The marks and notes can't be read: they are about %1 records, and %2 is the most.")
                          .arg(records.size())
                          .arg(MaxRecords));
    QMap<qint64, Entry> entries;
    for (qsizetype i = 0; i < records.size(); ++i) {
        const auto record = records[i].toObject();
        const auto offset = record[u"offset"].toInteger(-1);
        if (offset < 0)
            return report(tr("The marks and notes can't be read: number %1 has no offset.").arg(i + 1));
        const Entry entry{record[u"marked"].toBool(), record[u"note"].toString().trimmed().left(MaxNoteChars)};
        if (entry.isMarked || !entry.note.isEmpty())
            entries.insert(offset, entry);
    }
    m_entries = std::move(entries);
    report({});
    Q_EMIT changed(-1);
    return true;
}

/// Returns whether all is well.
bool Annotations::report(const QString &problem)
{
    if (std::exchange(m_problem, problem) != problem)
        Q_EMIT problemChanged();
    return problem.isEmpty();
}

} // namespace sockscope
