// SPDX-License-Identifier: GPL-3.0-or-later
// The composer, driven as a person drives it: with the keyboard and the mouse.
#include "composer_fixture.h"
#include "composer_status.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QToolButton>
#include <QToolTip>

using namespace Qt::StringLiterals;
using namespace sockscope;

class TestComposer : public ComposerFixture
{
    Q_OBJECT
private Q_SLOTS:
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
    void growsWithTheText();
    void tabGoesRound();
    void everythingHasAName();
};

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
