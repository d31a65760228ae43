// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QList>

class QLabel;
class QPushButton;

namespace sockscope {

class ScriptDocument;
class Theme;

/// A sentence that asks for a decision without stopping anybody, over what it is about: icon, text, buttons.
class NoticeBar : public QFrame
{
    Q_OBJECT
public:
    explicit NoticeBar(Theme &theme, QWidget *parent = nullptr);

    /// Shows the bar; screen readers are told. The keyboard goes to the first button that is not hidden.
    void ask(const QString &sentence);
    /// In the order of reading; owned by the bar.
    QPushButton *addButton(const QString &text);

private:
    void applyTheme();

    Theme &m_theme;
    QList<QPushButton *> m_buttons;
    QLabel *m_icon;
    QLabel *m_text;
};

/// Asks what to do when another program changed or removed the script's file. Hidden while there is nothing to ask.
class FileChangeBar : public NoticeBar
{
    Q_OBJECT
public:
    /// The document must outlive the bar.
    FileChangeBar(ScriptDocument &document, Theme &theme, QWidget *parent = nullptr);

private:
    void showState();

    ScriptDocument &m_document;
    QPushButton *m_reload;
    QPushButton *m_keep;
};

} // namespace sockscope
