// SPDX-License-Identifier: GPL-3.0-or-later
// The composer, driven as a person drives it: with the keyboard and the mouse.
#include "composer.h"

#include "byte_preview.h"
#include "composer_edit.h"
#include "composer_status.h"
#include "payload/saved_sends.h"
#include "send_sequence.h"
#include "theme.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QInputDialog>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QToolTip>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using namespace sockscope;

class TestComposer : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void enterSends();
    void shiftEnterBeginsALine();
    void theButtonSends();
    void whatWasSentIsReplacedByTyping();
    void upAndDownWalkTheHistory();
    void arrowsStayInTheText();
    void saysWhyNothingCanBeSent();
    void nothingToSend();
    void showsBytesAsTheyAreTyped();
    void lineEndings();
    void otherModesHaveNoLineEnding();
    void errorsAreMarkedInPlace();
    void enterGoesToTheError();
    void theErrorAtTheCursorIsTold();
    void errorsHaveTooltips();
    void textStaysExact();
    void largePastesAreRefused();
    void placeholdersAreInserted();
    void countersCount();
    void sendsAFile();
    void keepsASessionsState();
    void savesUnderAName();
    void asksBeforeReplacing();
    void loadsWhatIsSaved();
    void runsAList();
    void escapeStopsAList();
    void aLostConnectionStopsAList();
    void anotherSessionStopsAList();
    void aListWithAnErrorIsNotBegun();
    void growsWithTheText();
    void tabGoesRound();
    void everythingHasAName();

private:
    void type(const QString &text) { QTest::keyClicks(edit(), text); }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(edit(), key, modifiers); }
    void pick(const char *picker, int row);
    [[nodiscard]] ComposerEdit *edit() const { return &m_composer->edit(); }
    [[nodiscard]] QByteArrayList sent() const;
    [[nodiscard]] QAction *menuItem(const char *button, const QString &text) const;
    template <typename Widget>
    [[nodiscard]] Widget *part(const char *name) const
    {
        return m_composer->findChild<Widget *>(QString::fromLatin1(name));
    }
    void saveSends();

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<SavedSends> m_saved;
    std::unique_ptr<QWidget> m_window;
    Composer *m_composer = nullptr;
    std::unique_ptr<QSignalSpy> m_sent;
};

void TestComposer::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_saved = std::make_unique<SavedSends>(m_folder->filePath(u"sends.json"_s));
    QCOMPARE(m_saved->load(), QString());
    m_window = std::make_unique<QWidget>();
    m_composer = new Composer(*Theme::instance(), *m_saved, m_window.get());
    auto *layout = new QVBoxLayout(m_window.get());
    layout->addWidget(m_composer);
    layout->addStretch();
    m_sent = std::make_unique<QSignalSpy>(m_composer, &Composer::sendRequested);
    m_composer->setTarget(u"socket"_s, true, {});
    m_window->resize(900, 300);
    m_window->show();
    m_window->activateWindow();
    m_composer->focusText();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

void TestComposer::cleanup()
{
    m_sent.reset();
    m_window.reset();
}

void TestComposer::pick(const char *picker, int row)
{
    auto *box = part<QComboBox>(picker);
    box->setFocus();
    QTest::keyClick(box, Qt::Key_Home);
    for (int i = 0; i < row; ++i)
        QTest::keyClick(box, Qt::Key_Down);
    QCOMPARE(box->currentIndex(), row);
    m_composer->focusText();
}

QByteArrayList TestComposer::sent() const
{
    QByteArrayList payloads;
    for (const auto &arguments : *m_sent)
        payloads.append(arguments[1].toByteArray());
    return payloads;
}

QAction *TestComposer::menuItem(const char *button, const QString &text) const
{
    QMenu *menu = part<QToolButton>(button)->menu();
    Q_EMIT menu->aboutToShow();
    const QList<QAction *> actions = menu->actions();
    const auto found = std::ranges::find_if(actions, [&](QAction *action) { return action->text().startsWith(text); });
    return found == actions.end() ? nullptr : *found;
}

void TestComposer::saveSends()
{
    QCOMPARE(m_saved->put({u"login"_s, {PayloadMode::Text, u"AUTH {{counter}}"_s, LineEnding::Lf}}), QString());
    QCOMPARE(m_saved->put({u"ping"_s, {PayloadMode::Hex, u"00 01"_s, LineEnding::None}}), QString());
    QCOMPARE(m_saved->putList(
                 {u"both"_s, {{u"login"_s, SendStep::Then::Reply, 60'000}, {u"ping"_s, SendStep::Then::Delay, 0}}}),
             QString());
}

void TestComposer::enterSends()
{
    type(u"PING"_s);
    QCOMPARE(m_sent->size(), 0);
    press(Qt::Key_Return);
    QCOMPARE(m_sent->size(), 1);
    QCOMPARE(m_sent->first(), (QVariantList{uR"(await socket.write("PING\r\n"))"_s, "PING\r\n"_qba}));
    m_composer->setTarget(u"sockets[2]"_s, true, {});
    press(Qt::Key_Enter, Qt::KeypadModifier);
    QCOMPARE(m_sent->last().first().toString(), uR"(await sockets[2].write("PING\r\n"))"_s);
    press(Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(m_sent->size(), 3);
    QCOMPARE(edit()->text(), u"PING"_s);
}

void TestComposer::shiftEnterBeginsALine()
{
    type(u"a"_s);
    press(Qt::Key_Return, Qt::ShiftModifier);
    type(u"b"_s);
    QCOMPARE(edit()->text(), u"a\nb"_s);
    QCOMPARE(m_sent->size(), 0);
    press(Qt::Key_Return);
    QCOMPARE(sent(), QByteArrayList{"a\r\nb\r\n"});
}

void TestComposer::theButtonSends()
{
    type(u"x"_s);
    QTest::mouseClick(part<QPushButton>("sendButton"), Qt::LeftButton);
    QCOMPARE(sent(), QByteArrayList{"x\r\n"});
    QVERIFY(edit()->hasFocus());
}

void TestComposer::whatWasSentIsReplacedByTyping()
{
    type(u"one"_s);
    press(Qt::Key_Return);
    type(u"two"_s);
    press(Qt::Key_Return);
    press(Qt::Key_Return);
    QCOMPARE(sent(), (QByteArrayList{"one\r\n", "two\r\n", "two\r\n"}));
}

void TestComposer::upAndDownWalkTheHistory()
{
    type(u"one"_s);
    press(Qt::Key_Return);
    type(u"two"_s);
    press(Qt::Key_Return, Qt::ShiftModifier);
    type(u"lines"_s);
    press(Qt::Key_Return);
    pick("payloadMode", 1);
    type(u"0a 0b"_s);
    press(Qt::Key_Return);
    type(u"0c"_s);
    press(Qt::Key_Up);
    QCOMPARE(edit()->text(), u"0a 0b"_s);
    press(Qt::Key_Up);
    QCOMPARE(edit()->text(), u"two\nlines"_s);
    QCOMPARE(part<QComboBox>("payloadMode")->currentText(), u"Text"_s);
    press(Qt::Key_Up);
    QCOMPARE(edit()->text(), u"one"_s);
    press(Qt::Key_Up);
    QCOMPARE(edit()->text(), u"one"_s);
    press(Qt::Key_Down);
    QCOMPARE(edit()->text(), u"two\nlines"_s);
    press(Qt::Key_Down);
    QCOMPARE(edit()->text(), u"0a 0b"_s);
    press(Qt::Key_Down);
    QCOMPARE(edit()->text(), u"0c"_s);
    QCOMPARE(part<QComboBox>("payloadMode")->currentText(), u"Hex"_s);
    press(Qt::Key_Return);
    QCOMPARE(sent().last(), "\x0c"_qba);
    press(Qt::Key_Z, Qt::ControlModifier); // the walk can be undone
    QVERIFY(edit()->text() != u"0c"_s);
}

void TestComposer::arrowsStayInTheText()
{
    type(u"sent"_s);
    press(Qt::Key_Return);
    type(u"first"_s);
    press(Qt::Key_Return, Qt::ShiftModifier);
    type(u"second"_s);
    press(Qt::Key_Up);
    QCOMPARE(edit()->textCursor().blockNumber(), 0);
    QCOMPARE(edit()->text(), u"first\nsecond"_s);
    press(Qt::Key_Down);
    QCOMPARE(edit()->textCursor().blockNumber(), 1);
    press(Qt::Key_Down);
    QCOMPARE(edit()->text(), u"first\nsecond"_s);
    press(Qt::Key_Up, Qt::ShiftModifier); // selects
    press(Qt::Key_Up, Qt::ShiftModifier);
    QCOMPARE(edit()->text(), u"first\nsecond"_s);
}

void TestComposer::saysWhyNothingCanBeSent()
{
    m_composer->setTarget({}, false, u"Connect first"_s);
    QVERIFY(!part<QPushButton>("sendButton")->isEnabled());
    QCOMPARE(m_composer->status().note(), u"Connect first"_s);
    type(u"x"_s);
    press(Qt::Key_Return);
    QCOMPARE(m_sent->size(), 0);
    QCOMPARE(m_composer->status().sentence(), u"Connect first"_s);
    type(u"y"_s);
    QCOMPARE(m_composer->status().sentence(), QString());
    m_composer->setTarget(u"socket"_s, true, {});
    QCOMPARE(m_composer->status().note(), QString());
    press(Qt::Key_Return);
    QCOMPARE(sent(), QByteArrayList{"xy\r\n"});
}

void TestComposer::nothingToSend()
{
    pick("lineEnding", 0);
    press(Qt::Key_Return);
    QCOMPARE(m_sent->size(), 0);
    QCOMPARE(m_composer->status().sentence(), u"There is nothing to send: the payload has no bytes."_s);
}

void TestComposer::showsBytesAsTheyAreTyped()
{
    QCOMPARE(m_composer->status().countText(), u"2 bytes"_s);
    type(u"A\\x00"_s);
    QCOMPARE(m_composer->status().countText(), u"4 bytes"_s);
    QCOMPARE(m_composer->status().preview().text(), u"A␀␍␊"_s);
    QCOMPARE(m_composer->status().preview().hex(), u"41 00 0d 0a"_s);
    QVERIFY(m_composer->status().preview().isVisible());
    QVERIFY(m_composer->status().preview().toolTip().contains(u"41 00 0d 0a"_s));
}

void TestComposer::lineEndings()
{
    type(u"a"_s);
    const QList<QByteArray> endings{"", "\n", "\r", "\r\n"};
    for (int row = 0; row < 4; ++row) {
        pick("lineEnding", row);
        press(Qt::Key_Return);
        QCOMPARE(sent().last(), "a" + endings[row]);
    }
}

void TestComposer::otherModesHaveNoLineEnding()
{
    pick("payloadMode", 2);
    QVERIFY(!part<QComboBox>("lineEnding")->isEnabled());
    type(u"aGk="_s);
    press(Qt::Key_Return);
    QCOMPARE(sent(), QByteArrayList{"hi"});
    pick("payloadMode", 0);
    QVERIFY(part<QComboBox>("lineEnding")->isEnabled());
    QCOMPARE(part<QComboBox>("lineEnding")->currentText(), u"CRLF"_s);
}

void TestComposer::errorsAreMarkedInPlace()
{
    pick("payloadMode", 1);
    type(u"01 2 xy"_s);
    const auto marks = edit()->extraSelections();
    QCOMPARE(marks.size(), 2);
    QCOMPARE(marks[0].cursor.selectedText(), u"2"_s);
    QCOMPARE(marks[1].cursor.selectedText(), u"xy"_s);
    QCOMPARE(marks[0].format.underlineStyle(), QTextCharFormat::WaveUnderline);
    QCOMPARE(m_composer->status().countText(), u"2 errors"_s);
    QVERIFY(!m_composer->status().preview().isVisible());
    for (int i = 0; i < 5; ++i)
        press(Qt::Key_Backspace);
    QVERIFY(edit()->extraSelections().isEmpty());
    QCOMPARE(m_composer->status().countText(), u"1 byte"_s);
    QVERIFY(m_composer->status().preview().isVisible());
}

void TestComposer::enterGoesToTheError()
{
    type(u"ab\\q cd"_s);
    press(Qt::Key_Return);
    QCOMPARE(m_sent->size(), 0);
    QCOMPARE(edit()->textCursor().position(), 2);
    QVERIFY(m_composer->status().sentence().startsWith(u"“\\q” is no escape."_s));
}

void TestComposer::theErrorAtTheCursorIsTold()
{
    type(u"\\q {{no}}"_s);
    QVERIFY2(m_composer->status().sentence().startsWith(u"There is no placeholder “no”"_s),
             qPrintable(m_composer->status().sentence()));
    press(Qt::Key_Home);
    QVERIFY(m_composer->status().sentence().startsWith(u"“\\q”"_s));
}

void TestComposer::errorsHaveTooltips()
{
    type(u"\\q fine"_s);
    const auto helpAt = [&](int position) {
        QTextCursor cursor(edit()->document());
        cursor.setPosition(position);
        const QPoint at = edit()->viewport()->mapTo(edit(), edit()->cursorRect(cursor).center());
        QHelpEvent event(QEvent::ToolTip, at, edit()->mapToGlobal(at));
        QCoreApplication::sendEvent(edit(), &event);
        return QToolTip::text();
    };
    QVERIFY(helpAt(1).startsWith(u"“\\q” is no escape."_s));
    QToolTip::hideText();
    QTRY_VERIFY(!QToolTip::isVisible());
    QCOMPARE(helpAt(5), QString());
}

/// Characters that QPlainTextEdit::toPlainText() would replace.
void TestComposer::textStaysExact()
{
    QGuiApplication::clipboard()->setText(u"a\u00a0b\u2028c\r\nd"_s);
    press(Qt::Key_V, Qt::ControlModifier);
    press(Qt::Key_Return);
    QCOMPARE(sent(), QByteArrayList{"a\xc2\xa0"
                                    "b\xe2\x80\xa8"
                                    "c\r\nd\r\n"});
}

void TestComposer::largePastesAreRefused()
{
    type(u"kept"_s);
    QGuiApplication::clipboard()->setText(QString(ComposerEdit::MaxPaste + 1, u'x'));
    press(Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(edit()->text(), u"kept"_s);
    QCOMPARE(m_composer->status().sentence(), u"The pasted text has 1,048,577 characters; at most 1,048,576 fit here. "
                                              "Save it to a file and send that."_s);
    QGuiApplication::clipboard()->clear();
}

void TestComposer::placeholdersAreInserted()
{
    type(u"id="_s);
    QAction *uuid = menuItem("insertButton", u"UUID"_s);
    QVERIFY(uuid);
    uuid->trigger();
    QCOMPARE(edit()->text(), u"id={{uuid}}"_s);
    QVERIFY(edit()->hasFocus());
    for (const QMenu *menu : part<QToolButton>("insertButton")->menu()->findChildren<QMenu *>()) {
        for (QAction *action : menu->actions()) { // every one of them is understood
            press(Qt::Key_A, Qt::ControlModifier);
            action->trigger();
            QVERIFY2(edit()->extraSelections().isEmpty(), qPrintable(edit()->text()));
            QVERIFY(edit()->text().startsWith(u"{{"_s));
        }
    }
}

void TestComposer::countersCount()
{
    type(u"{{counter}}"_s);
    QCOMPARE(m_composer->status().preview().text(), u"1␍␊"_s);
    press(Qt::Key_Return);
    press(Qt::Key_Return);
    QCOMPARE(sent(), (QByteArrayList{"1\r\n", "2\r\n"}));
    QCOMPARE(m_composer->status().preview().text(), u"3␍␊"_s);
    menuItem("insertButton", u"Count from 1 again (the next is 3)"_s)->trigger();
    QCOMPARE(m_composer->status().preview().text(), u"1␍␊"_s);
}

void TestComposer::sendsAFile()
{
    QFile file(m_folder->filePath(u"data.bin"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write("\0\xff{{\\q", 6), 6);
    file.close();
    pick("payloadMode", 3);
    QCOMPARE(m_composer->status().sentence(), u"No file is chosen."_s);
    QVERIFY(part<QPushButton>("chooseFile")->hasFocus());
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(file.fileName())});
    auto *target = part<QWidget>("fileChoice");
    QDropEvent drop(QPointF(5, 5), Qt::CopyAction, &data, Qt::LeftButton, {});
    QDragEnterEvent enter(QPoint(5, 5), Qt::CopyAction, &data, Qt::LeftButton, {});
    QCoreApplication::sendEvent(target, &enter);
    QVERIFY(enter.isAccepted());
    QCoreApplication::sendEvent(target, &drop);
    QCOMPARE(m_composer->status().countText(), u"6 bytes"_s);
    QVERIFY(file.open(QIODevice::Append));
    QCOMPARE(file.write("!"), 1);
    file.close();
    QTest::mouseClick(part<QPushButton>("sendButton"), Qt::LeftButton);
    QCOMPARE(sent(), QByteArrayList{QByteArray("\0\xff{{\\q!", 7)}); // as it is now
    QVERIFY(file.remove());
    QTest::mouseClick(part<QPushButton>("sendButton"), Qt::LeftButton);
    QCOMPARE(m_sent->size(), 1);
    QVERIFY(m_composer->status().sentence().startsWith(u"There is no file “"_s));
}

void TestComposer::keepsASessionsState()
{
    ComposerState one, other;
    m_composer->setState(&one);
    type(u"{{counter}}one"_s);
    pick("lineEnding", 1);
    press(Qt::Key_Return);
    press(Qt::Key_Home);
    press(Qt::Key_Right);
    m_composer->setState(&other);
    QCOMPARE(edit()->text(), QString());
    QCOMPARE(part<QComboBox>("lineEnding")->currentText(), u"CRLF"_s);
    press(Qt::Key_Up);
    QCOMPARE(edit()->text(), QString());
    type(u"other"_s);
    m_composer->setState(&one);
    QCOMPARE(edit()->text(), u"{{counter}}one"_s);
    QCOMPARE(edit()->textCursor().position(), 1);
    QCOMPARE(part<QComboBox>("lineEnding")->currentText(), u"LF"_s);
    QCOMPARE(one.counter, 2U);
    QCOMPARE(other.text, u"other"_s);
    QCOMPARE(other.counter, 1U);
    m_composer->setState(nullptr);
    QCOMPARE(edit()->text(), QString());
}

void TestComposer::savesUnderAName()
{
    type(u"PING"_s);
    menuItem("savedButton", u"Save this as"_s)->trigger();
    auto *dialog = m_composer->findChild<QInputDialog *>();
    QVERIFY(dialog);
    QTest::keyClicks(dialog->findChild<QLineEdit *>(), u" ping "_s);
    QTest::keyClick(dialog->findChild<QLineEdit *>(), Qt::Key_Return);
    QCOMPARE(m_composer->status().sentence(), u"Saved as “ping”."_s);
    QVERIFY(m_saved->find(u"ping"_s));
    QCOMPARE(m_saved->find(u"ping"_s)->draft.text, u"PING"_s);
}

void TestComposer::asksBeforeReplacing()
{
    saveSends();
    type(u"new"_s);
    m_composer->saveAs();
    auto *dialog = m_composer->findChild<QInputDialog *>();
    QTest::keyClicks(dialog->findChild<QLineEdit *>(), u"ping"_s);
    QTest::keyClick(dialog->findChild<QLineEdit *>(), Qt::Key_Return);
    auto *question = m_composer->findChild<QMessageBox *>();
    QVERIFY(question);
    QCOMPARE(m_saved->find(u"ping"_s)->draft.text, u"00 01"_s);
    QTest::mouseClick(question->findChildren<QPushButton *>().last(), Qt::LeftButton);
    QTRY_COMPARE(m_saved->find(u"ping"_s)->draft.text, u"new"_s);
}

void TestComposer::loadsWhatIsSaved()
{
    saveSends();
    QAction *ping = menuItem("savedButton", u"ping"_s);
    QVERIFY(ping);
    ping->trigger();
    QCOMPARE(edit()->text(), u"00 01"_s);
    QCOMPARE(part<QComboBox>("payloadMode")->currentText(), u"Hex"_s);
    press(Qt::Key_Return);
    QCOMPARE(m_sent->last().first().toString(), u"await socket.write(new Uint8Array([0x00, 0x01]))"_s);
}

void TestComposer::runsAList()
{
    saveSends();
    type(u"kept"_s);
    menuItem("savedButton", u"both (2 steps)"_s)->trigger();
    QCOMPARE(sent(), QByteArrayList{"AUTH 1\n"});
    QCOMPARE(m_composer->status().note(), u"1 of 2 sent, waiting for a reply to “login”"_s);
    QCOMPARE(part<QPushButton>("sendButton")->text(), u"Stop"_s);
    press(Qt::Key_Return);
    QCOMPARE(m_sent->size(), 1);
    QVERIFY(m_composer->status().sentence().startsWith(u"A list is being sent."_s));
    m_composer->replyReceived();
    QTRY_COMPARE(sent(), (QByteArrayList{"AUTH 1\n", QByteArray("\0\1", 2)}));
    QTRY_COMPARE(m_composer->status().sentence(), u"All 2 were sent."_s);
    QCOMPARE(part<QPushButton>("sendButton")->text(), u"Send"_s);
    QCOMPARE(m_composer->status().note(), QString());
    QCOMPARE(edit()->text(), u"kept"_s);
    QCOMPARE(m_composer->state().counter, 2U);
}

void TestComposer::escapeStopsAList()
{
    saveSends();
    m_composer->runList(u"both"_s);
    press(Qt::Key_Escape);
    QVERIFY(!m_composer->sequence().isRunning());
    QCOMPARE(m_composer->status().sentence(), u"Stopped after step 1 of 2."_s);
    m_composer->runList(u"both"_s);
    QTest::mouseClick(part<QPushButton>("sendButton"), Qt::LeftButton);
    QVERIFY(!m_composer->sequence().isRunning());
}

void TestComposer::aLostConnectionStopsAList()
{
    saveSends();
    m_composer->runList(u"both"_s);
    m_composer->setTarget({}, false, u"The connection was closed."_s);
    QCOMPARE(m_composer->status().sentence(), u"Stopped after step 1 of 2: The connection was closed."_s);
    QVERIFY(!part<QPushButton>("sendButton")->isEnabled());
    QAction *both = menuItem("savedButton", u"both"_s);
    QVERIFY(!both->isEnabled());
    m_composer->runList(u"both"_s);
    QVERIFY(!m_composer->sequence().isRunning());
}

void TestComposer::anotherSessionStopsAList()
{
    saveSends();
    ComposerState one, other;
    m_composer->setState(&one);
    m_composer->runList(u"both"_s);
    m_composer->setState(&other);
    QVERIFY(!m_composer->sequence().isRunning());
    QCOMPARE(one.counter, 2U);
    QCOMPARE(other.counter, 1U);
    m_composer->setState(nullptr);
}

void TestComposer::aListWithAnErrorIsNotBegun()
{
    saveSends();
    QCOMPARE(m_saved->put({u"ping"_s, {PayloadMode::Hex, u"0"_s, LineEnding::None}}), QString());
    m_composer->runList(u"both"_s);
    QCOMPARE(m_sent->size(), 0);
    QVERIFY2(
        m_composer->status().sentence().startsWith(u"The list can't be sent. “ping” has an error: “0” is one digit"_s),
        qPrintable(m_composer->status().sentence()));
}

void TestComposer::growsWithTheText()
{
    const int before = edit()->sizeHint().height();
    for (int i = 0; i < 5; ++i)
        press(Qt::Key_Return, Qt::ShiftModifier);
    const int line = edit()->fontMetrics().lineSpacing();
    QCOMPARE(edit()->sizeHint().height(), before + 3 * line);
    QTRY_COMPARE(edit()->height(), edit()->sizeHint().height());
    for (int i = 0; i < 20; ++i)
        press(Qt::Key_Return, Qt::ShiftModifier);
    QCOMPARE(edit()->sizeHint().height(), before + 5 * line);
    press(Qt::Key_A, Qt::ControlModifier);
    press(Qt::Key_Delete);
    QTRY_COMPARE(edit()->height(), before);
    QVERIFY(m_composer->minimumSizeHint().width() <= 900);
}

void TestComposer::tabGoesRound()
{
    QStringList names;
    for (int i = 0; i < 6; ++i) {
        names.append(QApplication::focusWidget()->objectName());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    }
    QCOMPARE(names, (QStringList{u"payloadText"_s, u"sendButton"_s, u"insertButton"_s, u"savedButton"_s,
                                 u"payloadMode"_s, u"lineEnding"_s}));
    QCOMPARE(QApplication::focusWidget()->objectName(), u"payloadText"_s);
}

void TestComposer::everythingHasAName()
{
    for (QWidget *widget : m_composer->findChildren<QWidget *>()) {
        if (widget->focusPolicy() == Qt::NoFocus || !widget->isVisible() ||
            widget->parentWidget()->inherits("QAbstractScrollArea"))
            continue;
        QAccessibleInterface *face = QAccessible::queryAccessibleInterface(widget);
        QVERIFY(face);
        QVERIFY2(!face->text(QAccessible::Name).isEmpty(), qPrintable(widget->objectName()));
    }
}

QTEST_MAIN(TestComposer)
#include "tst_composer.moc"
