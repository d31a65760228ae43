// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "composer_state.h"
#include "hand_control.h"
#include "session.h"

#include <QObject>
#include <QPointer>
#include <QString>

#include <memory>

class QSettings;
class QWidget;

namespace sockscope {

class BreakpointMargin;
class ComparePane;
class ConsolePrompt;
class Recovery;
class ScriptDocument;
class ScriptEditor;
class ScriptPane;
class Theme;
class UnsavedCopy;
struct UnsavedText;

/// One tab of the window: a session with an engine of its own, and what belongs to its kind. Session and panels are the
/// same for all kinds.
class SessionTab : public QObject
{
    Q_OBJECT
public:
    enum class Kind {
        Hand,       ///< driven by hand
        Script,     ///< runs the script in its editor
        Recording,  ///< a session file; nothing runs
        Comparison, ///< two sessions side by side; it has none of its own
    };
    struct Parts
    {
        QSettings &settings;
        Theme &theme;
        Recovery &recovery;                ///< of unsaved scripts
        std::shared_ptr<DebugLists> lists; ///< shared by all tabs
        QString engineProgram;             ///< path of the sockscope executable
    };

    SessionTab(Kind kind, const Parts &parts, QObject *parent = nullptr);
    ~SessionTab() override;

    [[nodiscard]] Kind kind() const { return m_kind; }
    [[nodiscard]] Session &session() { return m_session; }
    /// The tab whose session is shown with this one's script: itself, or, where the script is a part of what another
    /// tab debugs or debugged, that one.
    [[nodiscard]] SessionTab &host() { return m_host ? *m_host : *this; }
    void setHost(SessionTab *host); ///< null: itself
    [[nodiscard]] SessionView &view() const { return *m_session.view(); }
    /// Who shows it becomes its parent widget; the tab owns it.
    [[nodiscard]] ConsolePrompt &prompt() const { return *m_prompt; }
    [[nodiscard]] ComposerState &composerState() { return m_composer; }
    [[nodiscard]] HandControl &control() { return m_control; }
    /// What stands in the connection strip of this session.
    [[nodiscard]] const QString &targetText() const { return m_targetText; }
    void setTargetText(const QString &text) { m_targetText = text; }
    /// Of a Script tab, null otherwise. The pane holds the editor; who shows it becomes its parent widget.
    [[nodiscard]] ScriptPane *pane() const { return m_pane; }
    [[nodiscard]] ScriptEditor *editor() const { return m_editor; }
    [[nodiscard]] ScriptDocument *document() const { return m_document; }
    [[nodiscard]] BreakpointMargin *margin() const { return m_margin; }

    /// Of a Comparison tab, null before showComparison() and otherwise.
    [[nodiscard]] ComparePane *comparison() const { return m_comparison; }
    void showComparison(ComparePane *pane); ///< it belongs to the tab; who shows it becomes its parent widget
    /// What fills the window's centre: pane() or comparison().
    [[nodiscard]] QWidget *page() const;

    [[nodiscard]] QString title() const; ///< "hello.js", "localhost:6379"
    [[nodiscard]] QString toolTip() const;
    [[nodiscard]] QString iconName() const;
    /// Whether what it has is in this file, under whichever name and through whichever links.
    [[nodiscard]] bool isFile(const QString &path) const;
    [[nodiscard]] bool isModified() const;
    /// A Script tab that was neither changed, saved nor run: opening another script may take its place.
    [[nodiscard]] bool isPristine() const;
    /// Asks about unsaved changes; false if the tab must stay. Whoever closes it then calls forgetUnsaved().
    [[nodiscard]] bool mayClose();
    void forgetUnsaved();                  ///< gives up the copy of changes that the person doesn't want
    void restore(const UnsavedText &text); ///< of a Script tab: unsaved work of an earlier start
    void run(bool isDebugged = false);     ///< the script of a Script tab
    void runInto();                        ///< likewise, in the session's prompt: its sockets stay for the person

Q_SIGNALS:
    void changed(); ///< title, icon or modification
    void hostChanged();

private:
    void createScript(const Parts &parts);
    void createMarks();
    [[nodiscard]] EngineRequest request() const;

    Kind m_kind;
    Theme &m_theme;
    Session m_session;
    QPointer<SessionTab> m_host;
    HandControl m_control{m_session};
    std::unique_ptr<ConsolePrompt> m_prompt;
    ComposerState m_composer;
    QString m_targetText;
    std::unique_ptr<UnsavedCopy> m_unsaved;
    ScriptPane *m_pane = nullptr;
    ScriptEditor *m_editor = nullptr;
    ScriptDocument *m_document = nullptr;
    BreakpointMargin *m_margin = nullptr;
    std::unique_ptr<QObject> m_marks; ///< what the host's session shows in the editor
    ComparePane *m_comparison = nullptr;
    bool m_wasRun = false;
};

} // namespace sockscope
