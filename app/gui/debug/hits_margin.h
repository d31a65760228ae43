// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

namespace sockscope {

class LineHits;
class ScriptDocument;
class ScriptEditor;
class Theme;

/// Beside the lines of a script how often they were reached; lines that never were have a broken bar. Empty, and no
/// wider than nothing, unless somebody counts.
class HitsMargin : public QObject
{
    Q_OBJECT
public:
    HitsMargin(ScriptEditor &editor, const ScriptDocument &document, LineHits &hits, Theme &theme,
               QObject *parent = nullptr);

    [[nodiscard]] static QString text(qint64 hits); ///< "12", "3.4k", "2M"

private:
    void applyTheme();
    void show();

    ScriptEditor &m_editor;
    const ScriptDocument &m_document;
    LineHits &m_hits;
    Theme &m_theme;
};

} // namespace sockscope
