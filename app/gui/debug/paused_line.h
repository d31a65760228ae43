// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace sockscope {

class Debugger;
class ScriptDocument;
class ScriptEditor;
class Theme;

/// The line of a script that runs next, with an arrow in the margin and a ground of its own; the line of another frame
/// that is looked at has an outlined arrow. While a run stands still, the values of local variables follow the lines
/// that name them.
class PausedLine : public QObject
{
    Q_OBJECT
public:
    PausedLine(ScriptEditor &editor, const ScriptDocument &document, Debugger &debugger, Theme &theme,
               QObject *parent = nullptr);

    [[nodiscard]] int line() const { return m_line; } ///< from 1; 0: the run does not stand still in this script

private:
    void defineMarkers();
    void show();
    void showValues();

    ScriptEditor &m_editor;
    const ScriptDocument &m_document;
    Debugger &m_debugger;
    Theme &m_theme;
    int m_line = 0;
};

} // namespace sockscope
