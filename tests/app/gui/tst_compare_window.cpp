// SPDX-License-Identifier: GPL-3.0-or-later
// Two sessions side by side in the real window, by key events.
#include "compare_pane.h"
#include "core/models/compare/recorded_session.h"
#include "hand_window.h"
#include "menu_driver.h"
#include "models/compare/compare_model.h"
#include "panel_dock.h"
#include "panel_view.h"

#include <QLabel>
#include <QTabBar>
#include <QToolBar>

using namespace Qt::StringLiterals;
using namespace sockscope;
using Kind = SessionTab::Kind;

class TestCompareWindow : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_window.reset(); }

    void withAFile();
    void keysGoThroughTheDifferences();
    void twoFiles();
    void twoTabs();
    void sessionByHandAgainstItsFile();
    void theWindowMakesRoom();
    void whatCantBeRead();
    void changesOfMind();

private:
    [[nodiscard]] QString record(const QString &name, const QByteArrayList &lines);
    void compareCommand();
    [[nodiscard]] bool isComparing()
    {
        return m_window->waitFor([this] { return m_window->window().current().comparison() != nullptr; }) &&
               m_window->comesBack();
    }
    [[nodiscard]] QQuickItem *panel() { return m_window->window().current().comparison()->view().rootObject(); }
    [[nodiscard]] CompareModel &model() { return *panel()->property("comparison").value<CompareModel *>(); }
    [[nodiscard]] int currentRow()
    {
        return panel()->property("list").value<QQuickItem *>()->property("current").toInt();
    }
    [[nodiscard]] QString progressText();

    std::unique_ptr<HandWindow> m_window;
    QString m_first;
    QString m_second;
};

void TestCompareWindow::init()
{
    m_window = std::make_unique<HandWindow>();
    m_first = record(u"first.journal"_s, {"> PING", "< +PONG", "> GET a", "< $1", "> QUIT", "< +OK"});
    m_second = record(u"second.journal"_s, {"> PING", "< +PANG", "> GET a", "< $1", "> QUIT", "< -NO"});
}

QString TestCompareWindow::record(const QString &name, const QByteArrayList &lines)
{
    RecordedSession session(m_window->path(name));
    session.lines(lines);
    return session.path();
}

void TestCompareWindow::compareCommand()
{
    m_window->press(Qt::Key_K, Qt::ControlModifier);
    QTest::keyClicks(QApplication::focusWidget(), u"compare with session"_s);
    m_window->press(Qt::Key_Return);
}

QString TestCompareWindow::progressText()
{
    QStringList texts;
    const QList<QLabel *> labels = m_window->window().findChild<ProgressStrip *>()->findChildren<QLabel *>();
    for (const QLabel *label : labels)
        texts += label->text();
    return texts.join(u' ');
}

void TestCompareWindow::withAFile()
{
    QVERIFY(m_window->window().openFile(m_first));
    QTRY_COMPARE(m_window->journal().recordCount(), 6);
    answerFileDialog(m_second);
    compareCommand();
    QVERIFY(isComparing());
    QCOMPARE(m_window->window().current().title(), u"first.journal ↔ second.journal"_s);
    QCOMPARE(m_window->window().current().toolTip(), u"2 differences, in the only socket."_s);
    QCOMPARE(model().count(), 8);
    QTRY_VERIFY(m_window->window().current().comparison()->view().hasFocus());
    QVERIFY(!m_window->window().isWindowModified());
}

void TestCompareWindow::keysGoThroughTheDifferences()
{
    QVERIFY(m_window->window().openFile(m_first));
    QTRY_COMPARE(m_window->journal().recordCount(), 6);
    answerFileDialog(m_second);
    compareCommand();
    QVERIFY(isComparing());
    QTRY_COMPARE(currentRow(), 2); // the first difference
    m_window->press(Qt::Key_F8);
    QCOMPARE(currentRow(), 6);
    m_window->press(Qt::Key_F8); // there is no other
    QCOMPARE(currentRow(), 6);
    m_window->press(Qt::Key_F8, Qt::ShiftModifier);
    QCOMPARE(currentRow(), 2);
    m_window->press(Qt::Key_Down);
    QCOMPARE(currentRow(), 3);
    m_window->press(Qt::Key_End);
    QCOMPARE(currentRow(), 7);
    m_window->press(Qt::Key_F6); // nowhere else to go
    QVERIFY(m_window->window().current().comparison()->view().hasFocus());
    QVERIFY(menuCommand(m_window->window(), u"View › Next Difference"_s)->isEnabled());
    m_window->press(Qt::Key_W, Qt::ControlModifier);
    QVERIFY(!menuCommand(m_window->window(), u"View › Next Difference"_s)->isEnabled());
}

void TestCompareWindow::twoFiles()
{
    answerFileDialog(m_first, [this] { answerFileDialog(m_second); }); // nothing happened here: there is no first one
    compareCommand();
    QVERIFY(isComparing());
    QCOMPARE(m_window->window().current().title(), u"first.journal ↔ second.journal"_s);
    m_window->press(Qt::Key_T, Qt::ControlModifier);
    answerFileDialog(u"\"first.journal\" \"second.journal\""_s); // both at once, where the last question was
    compareCommand();
    QVERIFY(isComparing());
    QCOMPARE(m_window->window().tabs().all().size(), 4);
}

void TestCompareWindow::twoTabs()
{
    QVERIFY(m_window->window().openFile(m_second));
    QTRY_COMPARE(m_window->journal().recordCount(), 6);
    QVERIFY(m_window->window().openFile(m_first));
    QTRY_COMPARE(m_window->journal().recordCount(), 6);
    m_window->press(Qt::Key_K, Qt::ControlModifier);
    QTest::keyClicks(QApplication::focusWidget(), u"compare with second"_s);
    m_window->press(Qt::Key_Return);
    QVERIFY(isComparing());
    QCOMPARE(model().firstName(), u"first.journal"_s);
    QCOMPARE(model().secondName(), u"second.journal"_s);
}

/// The session goes on, and what it did until then is compared; its journal may go.
void TestCompareWindow::sessionByHandAgainstItsFile()
{
    m_window->connectTo(u"built-in echo"_s);
    QVERIFY(m_window->isOpen());
    m_window->send(u"hello"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_window->socket().bytesReceived(), 7, 30'000);
    const QString saved = m_window->path(u"saved.sockscope"_s);
    m_window->window().files().saveTo(saved, m_window->session());
    QTRY_VERIFY(QFile::exists(saved));
    SessionTab *hand = &m_window->window().current();
    answerFileDialog(saved);
    compareCommand();
    QVERIFY(isComparing());
    QCOMPARE(model().summary(), u"The sessions are equal: one socket, 7 bytes sent, 7 received."_s);
    QVERIFY(!menuCommand(m_window->window(), u"View › Next Difference"_s)->isEnabled());
    hand->session().shutDown();
    QVERIFY(model().index(1).data(CompareModel::SpokenRole).toString().endsWith(u"hello␍␊"_s));
}

void TestCompareWindow::theWindowMakesRoom()
{
    const auto isDockShown = [this](const char *name) {
        return m_window->window().findChild<PanelDock *>(QString::fromLatin1(name))->isVisible();
    };
    QVERIFY(m_window->window().openFile(m_first));
    QTRY_COMPARE(m_window->journal().recordCount(), 6);
    QVERIFY(isDockShown("timeline"));
    m_window->window().findChild<PanelDock *>(u"bytes"_s)->close();
    answerFileDialog(m_second);
    compareCommand();
    QVERIFY(isComparing());
    for (const char *name : {"timeline", "console", "bytes", "lifecycle", "ladder", "sockets"})
        QVERIFY2(!isDockShown(name), name);
    QVERIFY(!m_window->window().findChild<QToolBar *>(u"connectionBar"_s)->isVisible());
    QVERIFY(!menuCommand(m_window->window(), u"File › Save Session"_s)->isEnabled());
    QVERIFY(m_window->window().current().comparison()->height() > m_window->window().height() * 3 / 4);
    m_window->press(Qt::Key_Tab, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(isDockShown("timeline"));
    QVERIFY(!isDockShown("bytes")); // as it was left
    QVERIFY(m_window->window().findChild<QToolBar *>(u"connectionBar"_s)->isVisible());
    QVERIFY(menuCommand(m_window->window(), u"File › Save Session"_s)->isEnabled());
    m_window->press(Qt::Key_Tab, Qt::ControlModifier);
    QVERIFY(!isDockShown("timeline"));
    QVERIFY(m_window->window().close()); // from here, too, the next start has its panels
    m_window->reopen();
    QVERIFY(isDockShown("timeline"));
    QVERIFY(m_window->isUsable());
}

void TestCompareWindow::whatCantBeRead()
{
    QVERIFY(m_window->window().openFile(m_first));
    QTRY_COMPARE(m_window->journal().recordCount(), 6);
    answerFileDialog(m_window->write(u"text.journal"_s, "this is no journal"));
    compareCommand();
    QTRY_VERIFY2(progressText().contains(u"not a journal"_s) || progressText().contains(u"no journal"_s),
                 qPrintable(progressText()));
    QVERIFY(progressText().contains(u"text.journal"_s));
    QCOMPARE(m_window->window().current().kind(), Kind::Recording);
    QCOMPARE(m_window->window().tabs().all().size(), 2);
}

void TestCompareWindow::changesOfMind()
{
    bool isAsked = false;
    withNextDialog<QFileDialog>([&isAsked](QFileDialog &dialog) {
        isAsked = true;
        dialog.reject();
    });
    compareCommand();
    QTRY_VERIFY(isAsked);
    QTRY_VERIFY(!QApplication::activeModalWidget());
    QVERIFY(m_window->comesBack());
    QCOMPARE(m_window->window().tabs().all().size(), 1);
    QVERIFY(m_window->isUsable());
}

QTEST_MAIN(TestCompareWindow)
#include "tst_compare_window.moc"
