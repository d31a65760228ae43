// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace sockscope {

/// What a benchmark measured. Of several runs the best counts: others work on the same machine, and what they take is
/// no fault here.
class Figures
{
public:
    enum class Counts {
        Best,
        Worst, ///< of memory: a later run finds what an earlier one has freed
    };
    /// Smaller is better. `wanted` is the upper bound, 0 for none.
    void add(const QString &what, double value, const QString &unit, double wanted = 0, Counts counts = Counts::Best);

    [[nodiscard]] bool areAllWanted() const; ///< no figure is above its bound
    [[nodiscard]] QString markdown() const;  ///< a table
    [[nodiscard]] QByteArray json() const;   ///< `[{"what":..,"result":..,"unit":..,"wanted":..,"runs":[..]}, ..]`

private:
    struct Figure
    {
        QString what;
        QString unit;
        double wanted = 0;
        Counts counts = Counts::Best;
        QList<double> runs;
        [[nodiscard]] double result() const;
    };
    QList<Figure> m_figures;
};

} // namespace sockscope
