// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/record.h"

#include <QJsonObject>
#include <QList>

#include <vector>

namespace sockscope {

/// What a journal tells of the run as a whole: how it was doing each second, its summary, and what it left out.
/// Bounded: when there are too many moments every second one goes, so a long run keeps its shape.
class RunHistory
{
public:
    static constexpr std::size_t MaxMoments = 20'000;

    /// The figures that charts need of all moments; the rest of a moment is parsed when it is shown.
    struct Moment
    {
        std::int64_t timeNs = 0; ///< of the record
        double elapsed = 0;      ///< seconds of the run
        double vus = 0;
        double iterations = 0; ///< so far
        QByteArray payload;    ///< the record's JSON, compressed
    };

    void append(const QList<Record> &records);
    void clear() { *this = RunHistory(); }

    [[nodiscard]] const std::vector<Moment> &moments() const { return m_moments; }
    /// How many moments are not later than a time; a negative time means all.
    [[nodiscard]] std::size_t momentsUntil(std::int64_t timeNs) const;
    [[nodiscard]] QJsonObject at(std::size_t moment) const;
    [[nodiscard]] const QString &summary() const { return m_summary; } ///< text, empty before the end
    /// Records of the run that are too large to be kept: no program of this version writes such.
    [[nodiscard]] qint64 omittedMoments() const { return m_omittedMoments; }
    [[nodiscard]] int firstUncaptured() const
    {
        return m_uncaptured;
    } ///< number of a virtual user, 0: all are recorded

private:
    void thinOut();

    std::vector<Moment> m_moments;
    QString m_summary;
    qint64 m_omittedMoments = 0;
    int m_uncaptured = 0;
};

} // namespace sockscope
