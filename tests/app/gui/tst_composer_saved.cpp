// SPDX-License-Identifier: GPL-3.0-or-later
// Saved sends and lists of them in the composer, by keyboard and mouse.
#include "composer_fixture.h"
#include "composer_status.h"

#include <QComboBox>
#include <QInputDialog>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>

using namespace Qt::StringLiterals;
using namespace sockscope;

class TestComposerSaved : public ComposerFixture
{
    Q_OBJECT
private Q_SLOTS:
    void savesUnderAName();
    void asksBeforeReplacing();
    void loadsWhatIsSaved();
    void runsAList();
    void escapeStopsAList();
    void aLostConnectionStopsAList();
    void anotherSessionStopsAList();
    void aListWithAnErrorIsNotBegun();
};

void TestComposerSaved::savesUnderAName()
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

void TestComposerSaved::asksBeforeReplacing()
{
    saveSends();
    type(u"new"_s);
    m_composer->saveAs();
    auto *dialog = m_composer->findChild<QInputDialog *>();
    QTest::keyClicks(dialog->findChild<QLineEdit *>(), u"ping"_s);
    QTest::keyClick(dialog->findChild<QLineEdit *>(), Qt::Key_Return);
    auto *question = m_composer->findChild<QMessageBox *>();
    QVERIFY(question);
    QCOMPARE(question->textFormat(), Qt::PlainText); // a name may look like markup
    QCOMPARE(m_saved->find(u"ping"_s)->draft.text, u"00 01"_s);
    QTest::mouseClick(question->findChildren<QPushButton *>().last(), Qt::LeftButton);
    QTRY_COMPARE(m_saved->find(u"ping"_s)->draft.text, u"new"_s);
}

void TestComposerSaved::loadsWhatIsSaved()
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

void TestComposerSaved::runsAList()
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

void TestComposerSaved::escapeStopsAList()
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

void TestComposerSaved::aLostConnectionStopsAList()
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

void TestComposerSaved::anotherSessionStopsAList()
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

void TestComposerSaved::aListWithAnErrorIsNotBegun()
{
    saveSends();
    QCOMPARE(m_saved->put({u"ping"_s, {PayloadMode::Hex, u"0"_s, LineEnding::None}}), QString());
    m_composer->runList(u"both"_s);
    QCOMPARE(m_sent->size(), 0);
    QVERIFY2(
        m_composer->status().sentence().startsWith(u"The list can't be sent. “ping” has an error: “0” is one digit"_s),
        qPrintable(m_composer->status().sentence()));
}

QTEST_MAIN(TestComposerSaved)
#include "tst_composer_saved.moc"
