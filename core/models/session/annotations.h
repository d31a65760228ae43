// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QMap>
#include <QObject>

namespace sockscope {

/// A person's marks on the records of a journal and notes about them, by the record's offset in it. The journal itself
/// stays as it was recorded: who saves a session saves toJson() beside it. Bounded, and says so.
class Annotations : public QObject
{
    Q_OBJECT
    Q_PROPERTY(int count READ count NOTIFY changed)
    Q_PROPERTY(QString problem READ problem NOTIFY problemChanged)
public:
    static constexpr int MaxRecords = 10'000;
    static constexpr int MaxNoteChars = 2000;

    using QObject::QObject;

    [[nodiscard]] int count() const { return static_cast<int>(m_entries.size()); } ///< records with a mark or a note
    [[nodiscard]] const QString &problem() const { return m_problem; } ///< why the last change wasn't made, or empty
    Q_INVOKABLE bool isMarked(qint64 offset) const { return m_entries.value(offset).isMarked; }
    Q_INVOKABLE QString note(qint64 offset) const { return m_entries.value(offset).note; }

    Q_INVOKABLE void setMarked(qint64 offset, bool marked);
    /// An empty note is none. What is longer than MaxNoteChars is cut, which problem() then tells.
    Q_INVOKABLE void setNote(qint64 offset, const QString &note);
    /// Marks all, or removes the marks where all have one. More than MaxRecords change nothing but problem().
    void toggleMarks(const QList<qint64> &offsets);
    Q_INVOKABLE void clear();

    /// The first annotated record behind this offset, or before it; -1 where there is none.
    [[nodiscard]] qint64 next(qint64 offset) const;
    [[nodiscard]] qint64 previous(qint64 offset) const;

    /// `{"records":[{"offset":128,"marked":true,"note":"text"}, ..]}`
    [[nodiscard]] QJsonObject toJson() const;
    /// Replaces everything. False, with a sentence in problem(), where the object isn't such a one: then nothing
    /// changes.
    bool fromJson(const QJsonObject &json);

Q_SIGNALS:
    void changed(qint64 offset); ///< -1: of many records
    void problemChanged();

private:
    struct Entry
    {
        bool isMarked = false;
        QString note;
    };
    bool change(qint64 offset, const Entry &entry);
    bool report(const QString &problem);

    QMap<qint64, Entry> m_entries;
    QString m_problem;
};

} // namespace sockscope
