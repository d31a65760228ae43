// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;

namespace sockscope {

class Recovery;
class ScriptDocument;
class ScriptEditor;
class Theme;

/// The editor under a title that names the script and says whether it is saved.
class ScriptPane : public QWidget
{
    Q_OBJECT
public:
    /// The references must outlive the pane.
    ScriptPane(ScriptEditor *editor, ScriptDocument &document, Recovery &recovery, Theme &theme,
               QWidget *parent = nullptr);

    void setNote(const QString &note); ///< said behind the name while there is nothing to say about saving

private:
    void applyTheme();
    void showName();

    const ScriptDocument &m_document;
    Theme &m_theme;
    QWidget *m_title;
    QLabel *m_name;
    QLabel *m_note;
    QString m_ownNote;
};

} // namespace sockscope
