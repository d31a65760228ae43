// SPDX-License-Identifier: GPL-3.0-or-later
// Opening, finding again and exporting, in the real window.
#include "core/models/compare/recorded_session.h"
#include "export_dialog.h"
#include "hand_window.h"
#include "menu_driver.h"
#include "notice_bar.h"
#include "panel_dock.h"
#include "progress_strip.h"
#include "script_document.h"
#include "script_editor.h"
#include "settings.h"

#include <QDirIterator>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QTcpServer>
#include <QThread>

#include <atomic>

using namespace Qt::StringLiterals;
using namespace sockscope;
using Kind = SessionTab::Kind;

class TestWindowFiles : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_window = std::make_unique<HandWindow>(); }
    void cleanup() { m_window.reset(); }

    void anOpenFileIsNotOpenedTwice();
    void anUnsavedScriptIsNoFile();
    void paletteHasRecentFilesAndExamples();
    void noticeIsAPane();
    void sessionsGetTheirSuffix();
    void scriptsReplaceNothingUnasked();
    void sessionsAreKnownByTheirContents();
    void savesBytes();
    void exportsReplaceTexts();
    void quittingAsksAboutJobs_data();
    void quittingAsksAboutJobs();
    void unsavedWorkIsKeptUntilTheWindowCloses();
    void onlyKnownSettings();
    void proposedNames_data();
    void proposedNames();
    void openedRecordingIsReadNext();

private:
    [[nodiscard]] QList<SessionTab *> tabs() { return m_window->window().tabs().all(); }
    void fromPalette(const QString &text);
    void exportTo(const QString &path, const std::function<void(ExportDialog &)> &act);

    std::unique_ptr<HandWindow> m_window;
};

void TestWindowFiles::fromPalette(const QString &text)
{
    m_window->press(Qt::Key_K, Qt::ControlModifier);
    auto *field = qobject_cast<QLineEdit *>(QApplication::focusWidget());
    QVERIFY(field);
    QTest::keyClicks(field, text);
    QCOMPARE(field->text(), text);
    m_window->press(Qt::Key_Return);
}

void TestWindowFiles::anOpenFileIsNotOpenedTwice()
{
    const QString script = m_window->write(u"one.js"_s, "export default () => {}\n");
    const QString link = m_window->path(u"link.js"_s);
    QVERIFY(QFile::link(script, link));
    RecordedSession session(m_window->path(u"one.journal"_s));
    session.sent("a\n");
    QVERIFY(m_window->window().openFile(script));
    SessionTab *ofScript = &m_window->window().current();
    QTest::keyClicks(&m_window->window().editor(), u"// mine"_s);
    QVERIFY(m_window->window().openFile(session.path()));
    SessionTab *ofSession = &m_window->window().current();
    QCOMPARE(tabs().size(), 3);
    for (const QString &name : {script, link, m_window->path(u"./one.js"_s)}) {
        m_window->window().tabs().setCurrent(ofSession);
        QVERIFY(m_window->window().openFile(name));
        QCOMPARE(&m_window->window().current(), ofScript);
        QVERIFY(m_window->window().editor().text().contains(u"// mine"_s));
    }
    answerFileDialog(m_window->path(u"./one.journal"_s));
    m_window->press(Qt::Key_O, Qt::ControlModifier);
    QCOMPARE(&m_window->window().current(), ofSession);
    QCOMPARE(tabs().size(), 3);
}

/// A new script with the name of a file is not that file.
void TestWindowFiles::anUnsavedScriptIsNoFile()
{
    m_window->press(Qt::Key_N, Qt::ControlModifier);
    QTest::keyClicks(&m_window->window().editor(), u"// new"_s);
    const QString path = m_window->write(m_window->window().document().name(), "// the file\n");
    QVERIFY(m_window->window().openFile(path));
    QVERIFY(m_window->window().editor().text().startsWith(u"// the file"_s));
    QCOMPARE(tabs().size(), 3);
}

void TestWindowFiles::paletteHasRecentFilesAndExamples()
{
    QVERIFY(m_window->window().openFile(m_window->write(u"quirky.js"_s, "export default () => {}\n")));
    m_window->press(Qt::Key_W, Qt::ControlModifier);
    QCOMPARE(tabs().size(), 1);
    fromPalette(u"quirky"_s);
    QTRY_COMPARE(m_window->window().current().kind(), Kind::Script);
    QCOMPARE(m_window->window().document().name(), u"quirky.js"_s);
    fromPalette(u"examples redis"_s);
    QTRY_VERIFY2(m_window->window().document().name().contains(u"redis"_s),
                 qPrintable(m_window->window().document().name()));
    QVERIFY(m_window->window().document().path().isEmpty());
    QVERIFY(!menuCommand(m_window->window(), u"File › Open Recent › Forget these"_s)); // once each
}

/// F6 comes by what another program's change asks, too.
void TestWindowFiles::noticeIsAPane()
{
    const QString path = m_window->write(u"shared.js"_s, "// old\n");
    QVERIFY(m_window->window().openFile(path));
    auto *bar = m_window->window().findChild<FileChangeBar *>();
    QVERIFY(!bar->isVisible());
    (void)m_window->write(u"shared.js"_s, "// new and longer\n");
    QTRY_VERIFY(bar->isVisible());
    m_window->window().editor().setFocus();
    int steps = 0;
    while (!bar->isAncestorOf(QApplication::focusWidget()) && ++steps < 12)
        m_window->press(Qt::Key_F6);
    auto *button = qobject_cast<QPushButton *>(QApplication::focusWidget());
    QVERIFY(button);
    QCOMPARE(button->text(), u"Reload"_s);
    m_window->press(Qt::Key_Space);
    QTRY_COMPARE(m_window->window().editor().text(), u"// new and longer\n"_s);
    QVERIFY(!bar->isVisible());
    QVERIFY(QFile::remove(path));
    QTRY_VERIFY(bar->isVisible());
    m_window->window().editor().setFocus();
    for (steps = 0; !bar->isAncestorOf(QApplication::focusWidget()) && steps < 12; ++steps)
        m_window->press(Qt::Key_F6);
    button = qobject_cast<QPushButton *>(QApplication::focusWidget());
    QVERIFY(button);
    QCOMPARE(button->text(), u"Keep mine"_s);
    m_window->press(Qt::Key_F6);
    QCOMPARE(QApplication::focusWidget(), &m_window->window().editor());
}

namespace {

/// Chooses a file by a name that stands for another one, declines to replace that, and gives up.
void chooseAndDecline(const QString &path)
{
    answerFileDialog(path, [] {
        withNextDialog<QMessageBox>([](QMessageBox &box) {
            withNextDialog<QFileDialog>([](QFileDialog &dialog) { dialog.reject(); });
            QTest::mouseClick(box.button(QMessageBox::Cancel), Qt::LeftButton);
        });
    });
}

} // namespace

/// What is saved can be opened again, and a name that is completed asks as any other.
void TestWindowFiles::sessionsGetTheirSuffix()
{
    const auto size = [this] { return QFileInfo(m_window->path(u"kept.sockscope"_s)).size(); };
    RecordedSession session(m_window->path(u"127.0.0.1.journal"_s));
    session.sent("a\n");
    QVERIFY(m_window->window().openFile(session.path()));
    QTRY_COMPARE(m_window->journal().recordCount(), 1);
    QAction *save = menuCommand(m_window->window(), u"File › Save Session"_s);
    QVERIFY(save);
    answerFileDialog(m_window->path(u"kept"_s));
    save->trigger();
    QTRY_VERIFY(size() > 0);
    (void)m_window->write(u"kept.sockscope"_s, "mine");
    chooseAndDecline(m_window->path(u"kept"_s));
    save->trigger();
    QCOMPARE(m_window->window().findChild<ProgressStrip *>()->unfinished(), QStringList());
    QCOMPARE(size(), 4);
    QString proposed;
    withNextDialog<QFileDialog>([&proposed](QFileDialog &dialog) {
        proposed = dialog.findChild<QLineEdit *>(u"fileNameEdit"_s)->text();
        dialog.reject();
    });
    save->trigger();
    QCOMPARE(QFileInfo(proposed).fileName(), u"127.0.0.1.sockscope"_s);
}

void TestWindowFiles::scriptsReplaceNothingUnasked()
{
    const QString taken = m_window->write(u"taken.js"_s, "// theirs\n");
    m_window->press(Qt::Key_N, Qt::ControlModifier);
    QTest::keyClicks(&m_window->window().editor(), u"// mine"_s);
    QAction *save = menuCommand(m_window->window(), u"File › Save"_s);
    chooseAndDecline(m_window->path(u"taken"_s));
    save->trigger();
    QVERIFY(m_window->window().document().path().isEmpty());
    QFile file(taken);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("// theirs\n"));
    answerFileDialog(m_window->path(u"taken"_s), [] {
        withNextDialog<QMessageBox>([](QMessageBox &box) {
            const QList<QAbstractButton *> buttons = box.buttons();
            for (QAbstractButton *button : buttons)
                if (box.buttonRole(button) == QMessageBox::AcceptRole)
                    button->click();
        });
    });
    save->trigger();
    QCOMPARE(m_window->window().document().path(), taken);
    answerFileDialog(m_window->path(u"new"_s));
    menuCommand(m_window->window(), u"File › Save As"_s)->trigger();
    QCOMPARE(m_window->window().document().path(), m_window->path(u"new.js"_s));
}

void TestWindowFiles::sessionsAreKnownByTheirContents()
{
    RecordedSession session(m_window->path(u"127.0.0.1"_s));
    session.sent("a\n");
    QVERIFY(m_window->window().openFile(session.path()));
    QCOMPARE(m_window->window().current().kind(), Kind::Recording);
}

/// On a thread, as it may be a gigabyte.
void TestWindowFiles::savesBytes()
{
    RecordedSession session(m_window->path(u"one.journal"_s));
    session.sent("PING\r\n").received("+PONG\r\n");
    QVERIFY(m_window->window().openFile(session.path()));
    QTRY_COMPARE(m_window->journal().recordCount(), 2);
    const QString path = m_window->path(u"bytes"_s);
    answerFileDialog(path);
    m_window->window().files().saveBytes(m_window->session(), 4, 5);
    const auto contents = [&path] {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    QTRY_COMPARE(contents(), QByteArray("\r\n+PO"));
}

void TestWindowFiles::exportTo(const QString &path, const std::function<void(ExportDialog &)> &act)
{
    withNextDialog<ExportDialog>([path, act](ExportDialog &dialog) {
        act(dialog);
        answerFileDialog(path);
        QTest::mouseClick(dialog.findChild<QPushButton *>(u"chooseFile"_s), Qt::LeftButton);
    });
    menuCommand(m_window->window(), u"File › Export Session › Hex dump"_s)->trigger();
    QTRY_VERIFY(QFile::exists(path));
}

void TestWindowFiles::exportsReplaceTexts()
{
    const auto contents = [](const QString &path) {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    RecordedSession session(m_window->path(u"secret.journal"_s));
    session.sent("AUTH hunt").sent("er2\r\n").received("+OK hunter2\r\n");
    QVERIFY(m_window->window().openFile(session.path()));
    QTRY_COMPARE(m_window->journal().recordCount(), 3);
    const QString plain = m_window->path(u"plain.txt"_s);
    exportTo(plain, [](ExportDialog &dialog) { QVERIFY(dialog.secrets().isEmpty()); });
    QVERIFY(contents(plain).contains("hunter2"));
    const QString masked = m_window->path(u"masked.txt"_s);
    exportTo(masked, [](ExportDialog &dialog) {
        auto *texts = dialog.findChild<QPlainTextEdit *>();
        texts->setFocus();
        QTest::keyClicks(texts, u"hunter2"_s);
        QTest::keyClick(texts, Qt::Key_Return);
        QTest::keyClicks(texts, u"nowhere"_s);
    });
    QVERIFY(!contents(masked).contains("hunt"));
    QVERIFY(contents(masked).contains("*******"));
    exportTo(m_window->path(u"again.txt"_s), [](ExportDialog &dialog) {
        QCOMPARE(dialog.secrets(), (QStringList{u"hunter2"_s, u"nowhere"_s})); // of this session
    });
    QVERIFY(!contents(m_window->path(u"again.txt"_s)).contains("hunter2"));
    QVERIFY(m_window->window().close());
    m_window->settings().sync();
    QVERIFY(!contents(m_window->settings().fileName()).contains("hunter2"));
    m_window->reopen();
    QVERIFY(m_window->window().openFile(session.path()));
    QTRY_COMPARE(m_window->journal().recordCount(), 3);
    exportTo(m_window->path(u"later.txt"_s), [](ExportDialog &dialog) { QVERIFY(dialog.secrets().isEmpty()); });
}

void TestWindowFiles::quittingAsksAboutJobs_data()
{
    QTest::addColumn<QString>("answer");
    QTest::addColumn<bool>("closes");
    QTest::newRow("wait") << u"Wait"_s << false;
    QTest::newRow("quit") << u"Quit"_s << true;
}

void TestWindowFiles::quittingAsksAboutJobs()
{
    QFETCH(const QString, answer);
    QFETCH(const bool, closes);
    std::atomic<bool> wasCancelled = false;
    auto *strip = m_window->window().findChild<ProgressStrip *>();
    strip->run(u"Quick"_s, [](JobControl &) {
        QThread::msleep(50);
        return JobResult();
    });
    const BackgroundJob *job = strip->run(u"Saving the session"_s, [&wasCancelled](JobControl &control) {
        while (!control.isCancelled())
            QThread::msleep(1);
        wasCancelled = true;
        return JobResult{JobResult::Outcome::Cancelled, {}};
    });
    QString text;
    withNextDialog<QMessageBox>([&text, answer](QMessageBox &box) {
        text = box.text();
        const QList<QAbstractButton *> buttons = box.buttons();
        for (QAbstractButton *button : buttons)
            if (button->text().remove(u'&') == answer)
                button->click();
    });
    QCOMPARE(m_window->window().close(), closes);
    QCOMPARE(text, u"This is still going on: Saving the session."_s);
    QCOMPARE(m_window->window().isVisible(), !closes);
    QCOMPARE(job->isCancelling(), false);
    m_window.reset();
    QVERIFY(wasCancelled);
}

/// Changes that were given up in answer to a question are changes still, where a later answer keeps the window.
void TestWindowFiles::unsavedWorkIsKeptUntilTheWindowCloses()
{
    const auto copies = [this] {
        QDirIterator it(m_window->path(u"data/recovery"_s), {u"*.json"_s}, QDir::Files, QDirIterator::Subdirectories);
        int count = 0;
        for (; it.hasNext(); it.next())
            ++count;
        return count;
    };
    for (const QString &name : {u"one.js"_s, u"two.js"_s}) {
        QVERIFY(m_window->window().openFile(m_window->write(name, "// old\n")));
        QTest::keyClicks(&m_window->window().editor(), u"new"_s);
    }
    QTRY_COMPARE(copies(), 2);
    withNextDialog<QMessageBox>([](QMessageBox &box) {
        withNextDialog<QMessageBox>([](QMessageBox &next) { next.button(QMessageBox::Cancel)->click(); });
        box.button(QMessageBox::Discard)->click();
    });
    QVERIFY(!m_window->window().close());
    QVERIFY(m_window->window().openFile(m_window->write(u"three.js"_s, "// old\n")));
    QTest::keyClicks(&m_window->window().editor(), u"new"_s);
    QTRY_COMPARE(copies(), 3); // they are written and removed in order
    const std::function<void(QMessageBox &)> discard = [&discard](QMessageBox &box) {
        if (!box.text().contains(u"three.js"_s))
            withNextDialog<QMessageBox>(discard);
        box.button(QMessageBox::Discard)->click();
    };
    withNextDialog<QMessageBox>(discard);
    QVERIFY(m_window->window().close());
    QTRY_COMPARE(copies(), 0);
}

void TestWindowFiles::onlyKnownSettings()
{
    QVERIFY(m_window->window().openFile(m_window->write(u"one.js"_s, "export default () => {}\n")));
    QVERIFY(m_window->window().close());
    const QStringList keys = m_window->settings().allKeys();
    QVERIFY(keys.contains(QString(settings::windowLayoutAlone)));
    QVERIFY(keys.contains(QString(settings::windowLayoutBesideScript)));
    for (const QString &key : keys)
        QVERIFY2(settings::all().contains(QLatin1StringView(key.toLatin1())), qPrintable(key));
}

void TestWindowFiles::proposedNames_data()
{
    QTest::addColumn<QString>("opened");
    QTest::addColumn<QString>("name");
    QTest::newRow("endpoint") << QString() << u"127.0.0.1-%1.sockscope"_s;
    QTest::newRow("recording") << u"two.dots.journal"_s << u"two.dots.sockscope"_s;
}

/// What a session is saved as tells which one it is: an address keeps all of its numbers.
void TestWindowFiles::proposedNames()
{
    QFETCH(const QString, opened);
    QFETCH(const QString, name);
    QTcpServer peer;
    QVERIFY(peer.listen(QHostAddress::LocalHost));
    if (opened.isEmpty()) {
        m_window->connectTo(peer.serverPort());
        QVERIFY(m_window->isOpen());
    } else {
        RecordedSession(m_window->path(opened)).sent("a\n");
        QVERIFY(m_window->window().openFile(m_window->path(opened)));
        QTRY_VERIFY(m_window->journal().recordCount() > 0);
    }
    QString proposed;
    withNextDialog<QFileDialog>([&](QFileDialog &dialog) {
        proposed = dialog.findChild<QLineEdit *>()->text();
        dialog.reject();
    });
    menuCommand(m_window->window(), u"File › Save Session"_s)->trigger();
    QCOMPARE(proposed, opened.isEmpty() ? name.arg(peer.serverPort()) : name);
}

void TestWindowFiles::openedRecordingIsReadNext()
{
    RecordedSession(m_window->path(u"one.journal"_s)).sent("a\n");
    QVERIFY(m_window->window().openFile(m_window->path(u"one.journal"_s)));
    QTRY_COMPARE(QApplication::focusWidget(), m_window->panel("timeline"));
}

QTEST_MAIN(TestWindowFiles)
#include "tst_window_files.moc"
