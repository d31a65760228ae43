// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace sockscope {

/// What a benchmark measured. Of several runs the best counts: others work on the same machine, and what they take is
/// nobody's merit or fault here.
class Figures
{
public:
    /// Smaller is better. `wanted` is the upper bound, 0 for none.
    void add(const QString &what, double value, const QString &unit, double wanted = 0);

    [[nodiscard]] bool areAllWanted() const; ///< no best figure is above its bound
    [[nodiscard]] QString markdown() const;  ///< a table
    [[nodiscard]] QByteArray json() const;   ///< `[{"what":..,"best":..,"unit":..,"wanted":..,"runs":[..]}, ..]`

private:
    struct Figure
    {
        QString what;
        QString unit;
        double wanted = 0;
        QList<double> runs;
        [[nodiscard]] double best() const;
    };
    QList<Figure> m_figures;
};

} // namespace sockscope
