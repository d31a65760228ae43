// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "text_search.h"

#include <QFrame>
#include <QPointer>
#include <QTimer>

class QAction;
class QLabel;
class QLineEdit;
class QPushButton;
class QSettings;
class QToolButton;

namespace sockscope {

class ScriptEditor;
class Theme;

/// Find and replace in a script editor. Hidden until one of its actions opens it; Esc closes it and returns to the
/// editor. While it is open all matches are marked in the editor, and the one in question is selected.
class FindBar : public QFrame
{
    Q_OBJECT
public:
    static constexpr int Indicator = 20;        ///< of the editor, for the matches
    static constexpr int CurrentIndicator = 21; ///< for the one that is selected

    FindBar(Theme &theme, QSettings &settings, QWidget *parent = nullptr);
    ~FindBar() override;

    /// The editor to search in, as tabs change; null for none, then the actions are disabled. The bar may outlive it.
    void setEditor(ScriptEditor *editor);
    [[nodiscard]] ScriptEditor *editor() const { return m_editor; }

    /// For the Edit menu; owned by the bar.
    [[nodiscard]] QAction *findAction() const { return m_find; }
    [[nodiscard]] QAction *replaceAction() const { return m_replace; }
    [[nodiscard]] QAction *findNextAction() const { return m_findNext; }
    [[nodiscard]] QAction *findPreviousAction() const { return m_findPrevious; }
    [[nodiscard]] QList<QAction *> commands() const { return {m_find, m_replace, m_findNext, m_findPrevious}; }

    void openFind();
    void openReplace();
    void findNext();
    void findPrevious();
    void closeBar();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    QAction *addBarAction(const QString &text, const QList<QKeySequence> &keys, void (FindBar::*slot)());
    QToolButton *addOption(const QString &text, const QString &name, QLatin1StringView key);
    QToolButton *addIconButton(const QString &name, void (FindBar::*slot)());
    void createFields();
    void layOut();
    void applyTheme();
    void markIn(ScriptEditor &editor);
    void open(bool withReplace);

    void optionsChanged();
    void searchAnew(); ///< what is sought changed
    void refresh();    ///< the text changed
    void showMarks();
    void clearMarks();
    void markCurrent();
    void showCount();
    void select(qsizetype match);
    void step(bool forward);
    [[nodiscard]] qsizetype currentMatch() const; ///< the selected one, or -1
    void replaceOne();
    void replaceAll();
    void replaceIn(const TextMatch &match);
    [[nodiscard]] bool mayReplace();
    void say(const QString &sentence, bool isError = false);

    Theme &m_theme;
    QSettings &m_settings;
    QPointer<ScriptEditor> m_editor;
    TextSearch m_search;
    QList<TextMatch> m_matches;
    QTimer m_refresh;
    qsizetype m_origin = 0; ///< where the caret was when the search began
    QString m_wrapped;      ///< that the last step went around

    QAction *m_find;
    QAction *m_replace;
    QAction *m_findNext;
    QAction *m_findPrevious;
    QLineEdit *m_pattern;
    QLineEdit *m_replacement;
    QLabel *m_count;
    QLabel *m_noteIcon;
    QLabel *m_note;
    QToolButton *m_matchCase;
    QToolButton *m_wholeWords;
    QToolButton *m_expression;
    QToolButton *m_previous;
    QToolButton *m_next;
    QToolButton *m_close;
    QPushButton *m_replaceOne;
    QPushButton *m_replaceAll;
    QWidget *m_replaceRow;
    QWidget *m_noteRow;
};

} // namespace sockscope
