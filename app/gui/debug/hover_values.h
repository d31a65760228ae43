// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPoint>

namespace sockscope {

class Debugger;
class ScriptDocument;
class ScriptEditor;

/// While a run stands still, a tool tip with the value of the variable, or of the member of one, under the pointer.
class HoverValues : public QObject
{
    Q_OBJECT
public:
    HoverValues(ScriptEditor &editor, const ScriptDocument &document, Debugger &debugger, QObject *parent = nullptr);

    /// What would be evaluated for a place in a line: names joined by dots, up to the one at `column` (from 0). Empty
    /// where there is none, or what stands before it is not a name.
    [[nodiscard]] static QString expressionAt(const QString &line, qsizetype column);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void show(const QPoint &pos, const QPoint &globalPos);

    ScriptEditor &m_editor;
    const ScriptDocument &m_document;
    Debugger &m_debugger;
};

} // namespace sockscope
