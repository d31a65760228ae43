// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "composer_edit.h"
#include "composer_state.h"
#include "payload/payload_template.h"

#include <QWidget>

class QComboBox;
class QPushButton;
class QStackedWidget;
class QToolButton;

namespace sockscope {

class ComposerStatus;
class FileChoice;
class PlaceholderMenu;
class SavedSends;
class SavedSendsMenu;
class SendSequence;
class Theme;

/// The bar at the bottom of the window in which a payload is written and sent. It sends nothing itself: it asks for the
/// evaluation of a line of script. As wide as the window, three to eight lines of text high.
class Composer : public QWidget
{
    Q_OBJECT
public:
    /// The theme and the saved sends (loaded by the caller) must outlive the composer.
    Composer(Theme &theme, SavedSends &saved, QWidget *parent = nullptr);
    ~Composer() override;

    /// Shows another session's payload, and keeps `state` up to date from then on; null for the composer's own. Not
    /// owned; call this again before it goes. A list that is being sent is stopped.
    void setState(ComposerState *state);
    /// To which socket is sent: a JavaScript expression, "socket". Where nothing can be sent, `whyNot` is shown:
    /// "Connect first". A list that is being sent is stopped when its socket is gone.
    void setTarget(const QString &socketExpression, bool canSend, const QString &whyNot);
    /// Puts a payload into the composer, in place of what is there.
    void setDraft(const PayloadDraft &draft);
    /// Bytes came on the target socket.
    void replyReceived();

    /// A sentence for the person, in the place of the preview: an error of sendRequested()'s evaluation, for example.
    void showProblem(const QString &sentence);

    [[nodiscard]] const ComposerState &state() const { return *m_state; }
    [[nodiscard]] ComposerEdit &edit() const { return *m_edit; }
    [[nodiscard]] const ComposerStatus &status() const { return *m_status; }
    [[nodiscard]] const SendSequence &sequence() const { return *m_sequence; }

public Q_SLOTS:
    /// Sends what is there, or says why not and goes to the error.
    void send();
    void runList(const QString &name);
    void stopList();
    void saveAs();
    void manageSaved();
    /// Where setFocus() would be called: a focus proxy would keep Tab from leaving the composer.
    void focusText();

Q_SIGNALS:
    /// Evaluate this in the session: `await socket.write("PING\r\n")`, which sends `bytes`.
    void sendRequested(const QString &expression, const QByteArray &bytes);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void createPickers();
    void createButtons();
    void layOut();
    void connectParts();
    void applyTheme();

    void modePicked();
    void endingPicked();
    void edited();
    void fileChosen(const QString &path);
    void insertPlaceholder(const QString &placeholder);
    void walkHistory(bool isBack);
    void showDraft(const PayloadDraft &draft, ComposerEdit::CursorAt cursor);

    void showState();
    void showMode();
    void refresh();
    void showCursorError();
    void showErrors(const QList<PayloadError> &errors);
    void showTarget();

    [[nodiscard]] RenderedPayload renderNow(const PayloadTemplate &payload);
    [[nodiscard]] QString whyNotRun() const;
    void requestSend(const QByteArray &bytes);
    void loadSaved(const QString &name);
    void saveUnder(const QString &name);
    void sequenceFinished(bool completed, const QString &sentence);
    void sendOrStop();

    Theme &m_theme;
    SavedSends &m_saved;
    ComposerState m_ownState;
    ComposerState *m_state = &m_ownState;
    PayloadTemplate m_template; ///< of what is there; of no file's old contents, which are read again to be sent
    QString m_socket;
    QString m_whyNot;
    bool m_canSend = false;
    bool m_isShowing = false; ///< the widgets are being set from the state, not by the person

    QComboBox *m_mode;
    QComboBox *m_ending;
    QStackedWidget *m_pages;
    ComposerEdit *m_edit;
    FileChoice *m_file;
    QPushButton *m_send;
    QToolButton *m_insert;
    QToolButton *m_savedButton;
    PlaceholderMenu *m_placeholders;
    SavedSendsMenu *m_savedMenu;
    ComposerStatus *m_status;
    SendSequence *m_sequence;
};

} // namespace sockscope
