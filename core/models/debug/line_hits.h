// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QJsonArray>
#include <QMap>
#include <QObject>
#include <QString>

namespace sockscope {

/// How often the lines of scripts were reached in the present debug run, or the last one. Empty where nobody counted.
class LineHits : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    void set(const QJsonArray &files); ///< as the debugger tells (docs/debugger.md, `coverage`)
    void clear();
    /// Hits by line, of the lines that have a statement; 0: never reached.
    [[nodiscard]] QMap<int, qint64> of(const QString &file) const { return m_files.value(file); }

Q_SIGNALS:
    void changed();

private:
    QHash<QString, QMap<int, qint64>> m_files;
};

} // namespace sockscope
