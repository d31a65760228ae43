// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explain/explainer.h"

#include <QAbstractListModel>
#include <QElapsedTimer>
#include <QTimer>

namespace sockscope {

/// What explains why a script does not do what it should, as the session's journal shows it: one row a finding, those
/// of one rule together. Rows come as soon as their evidence is recorded, and go where it turns out otherwise. At an
/// instant in the past only those have rows whose evidence had been recorded by then, each as if it had happened once.
class ExplanationModel : public QAbstractListModel
{
    Q_OBJECT
    Q_PROPERTY(int count READ count NOTIFY countChanged)
    Q_PROPERTY(int total READ total NOTIFY countChanged)
    Q_PROPERTY(double instant READ instant NOTIFY instantChanged)
    Q_PROPERTY(qint64 unlisted READ unlisted NOTIFY countChanged)
public:
    enum Role {
        IdRole = Qt::UserRole + 1, ///< of the finding, stays with it
        RuleRole,                  ///< its stable name, "line-ending"
        TitleRole,                 ///< of the rule
        FirstOfRuleRole,           ///< the rows of a rule begin here
        RuleCountRole,             ///< rows of its rule
        WhatRole,
        WhyRole,
        AdviceRole,
        TimesRole, ///< how often that happened at this place
        VuRole,
        IterationRole,
        SocketRole,
        LocationRole, ///< "script.js:12", empty where unknown
        FilePathRole,
        LineRole,
        ColumnRole,
        EvidenceRole, ///< list of maps {number, offset, time, kind, note, location, filePath, line, column}
    };
    Q_ENUM(Role)
    static constexpr qint64 Latest = -1; ///< instant: everything that was found

    explicit ExplanationModel(QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;
    [[nodiscard]] int count() const { return static_cast<int>(m_rows.size()); }
    [[nodiscard]] int total() const { return static_cast<int>(m_explainer.findings().all().size()); } ///< at the latest
    [[nodiscard]] qint64 unlisted() const { return m_explainer.findings().unlisted(); } ///< findings without a row
    /// The row of a finding, -1 where there is none.
    Q_INVOKABLE int rowOf(int id) const;

    void append(const QList<Record> &records);
    /// While the journal is followed, silence counts as it passes; afterwards only what was recorded does.
    void setLive(bool live);
    void finish(); ///< nothing more will come
    [[nodiscard]] double instant() const { return static_cast<double>(m_instant); }
    void setInstant(qint64 instant); ///< nanoseconds since the session's start, or Latest
    void clear();

Q_SIGNALS:
    void countChanged();
    void instantChanged();

private:
    struct Row
    {
        int id = 0;
        std::int64_t times = 0;
        bool isFirstOfRule = false;
        int ruleCount = 0;
    };

    void look();
    void update();
    void showRows();
    [[nodiscard]] bool hasHappened(const Explanation &finding) const;
    [[nodiscard]] QList<Row> rowsOf(const QList<const Explanation *> &findings) const;
    void removeGone(const QList<Row> &rows);
    void insertNew(const QList<Row> &rows);
    [[nodiscard]] QVariant placeData(const Explanation &finding, int role) const;
    [[nodiscard]] QVariantList evidenceOf(const Explanation &finding) const;

    Explainer m_explainer;
    QList<Row> m_rows;
    std::int64_t m_revision = 0;
    QTimer m_clock;
    QElapsedTimer m_sinceRecord;
    std::int64_t m_lastRecordNs = 0;
    qint64 m_instant = Latest;
};

} // namespace sockscope
