// SPDX-License-Identifier: GPL-3.0-or-later
#include "recovery.h"
#include "script_document.h"
#include "script_editor.h"
#include "theme.h"
#include "unsaved_copy.h"

#include <QDirIterator>
#include <QProcess>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;

class TestRecovery : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();

    void survivesAKill();
    void survivesBeingToldToEnd();
    void livingWindowsKeepTheirs();
    void staysUntilDiscarded();
    void onlyTheOwnerReads();
    void keepsOnlyWhatIsModified();
    void restoresWithoutAGap();
    void typingDoesNotPutItOff();
    void damagedFilesStay();
    void saysWhyItCannotKeep();

private:
    QString recoveryFolder() const { return m_folder->filePath(u"data/recovery"_s); }
    QStringList files() const;
    QString write(const QString &name, const QByteArray &text) const;
    void start(QProcess &window, const QStringList &more = {});

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestRecovery::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

QStringList TestRecovery::files() const
{
    QStringList found;
    QDirIterator it(recoveryFolder(), {u"*.json"_s}, QDir::Files, QDirIterator::Subdirectories);
    while (it.hasNext())
        found += it.next();
    return found;
}

QString TestRecovery::write(const QString &name, const QByteArray &text) const
{
    QFile file(m_folder->filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("%s can't be written", qPrintable(name));
    return file.fileName();
}

void TestRecovery::start(QProcess &window, const QStringList &more)
{
    window.start(QStringLiteral(FAKE_UNSAVED_WINDOW),
                 QStringList{recoveryFolder(), m_folder->filePath(u"settings.ini"_s)} + more);
    QVERIFY(window.waitForStarted());
    QTRY_VERIFY_WITH_TIMEOUT(window.canReadLine(), 30'000);
    QCOMPARE(window.readLine(), "kept\n"_ba);
}

void TestRecovery::survivesAKill()
{
    const QString path = write(u"a.js"_s, "old\n");
    QProcess window;
    start(window, {path});
    window.kill();
    QVERIFY(window.waitForFinished());

    Recovery recovery(recoveryFolder());
    const QList<UnsavedText> found = recovery.takeAbandoned();
    QCOMPARE(found.size(), 1);
    QCOMPARE(found[0].name, u"a.js"_s);
    QCOMPARE(found[0].path, path);
    QCOMPARE(found[0].text, u"// unsaved: ä\nold\n"_s);
    QCOMPARE(found[0].line, 2);
    QVERIFY(found[0].when.secsTo(QDateTime::currentDateTimeUtc()) < 60);
    QVERIFY(recovery.takeAbandoned().isEmpty());
    Recovery second(recoveryFolder());
    QVERIFY(second.takeAbandoned().isEmpty()); // the first one has it
}

void TestRecovery::survivesBeingToldToEnd()
{
    QProcess window;
    start(window);
    window.closeWriteChannel();
    QVERIFY(window.waitForFinished());
    Recovery recovery(recoveryFolder());
    const QList<UnsavedText> found = recovery.takeAbandoned();
    QCOMPARE(found.size(), 1);
    QCOMPARE(found[0].name, u"untitled.js"_s);
    QCOMPARE(found[0].path, QString());
}

void TestRecovery::livingWindowsKeepTheirs()
{
    QProcess first, second;
    start(first);
    start(second);
    Recovery recovery(recoveryFolder());
    QVERIFY(recovery.takeAbandoned().isEmpty());
    QCOMPARE(files().size(), 2);
    first.kill();
    QVERIFY(first.waitForFinished());
    QCOMPARE(recovery.takeAbandoned().size(), 1);
    second.kill();
    QVERIFY(second.waitForFinished());
    QCOMPARE(recovery.takeAbandoned().size(), 1);
}

void TestRecovery::staysUntilDiscarded()
{
    QString id;
    {
        Recovery recovery(recoveryFolder());
        recovery.keep({.id = Recovery::newId(), .name = u"a.js"_s, .path = {}, .text = u"x"_s, .when = {}});
    }
    {
        Recovery recovery(recoveryFolder());
        QCOMPARE(recovery.takeAbandoned().size(), 1); // and the person answers "later"
    }
    {
        Recovery recovery(recoveryFolder());
        const QList<UnsavedText> found = recovery.takeAbandoned();
        QCOMPARE(found.size(), 1);
        recovery.discard(found[0].id);
    }
    QVERIFY(files().isEmpty());
    QVERIFY(QDir(recoveryFolder()).isEmpty(QDir::Dirs | QDir::NoDotAndDotDot)); // no empty folders pile up
}

void TestRecovery::onlyTheOwnerReads()
{
    Recovery recovery(recoveryFolder());
    QSignalSpy kept(&recovery, &Recovery::kept);
    recovery.keep({.id = Recovery::newId(), .name = u"a.js"_s, .path = {}, .text = u"secret"_s, .when = {}});
    QVERIFY(kept.wait());
    const auto others =
        QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
    QCOMPARE(files().size(), 1);
    for (const QString &path : {files()[0], QFileInfo(files()[0]).path(), recoveryFolder()})
        QVERIFY2(!(QFile::permissions(path) & others), qPrintable(path));
}

void TestRecovery::keepsOnlyWhatIsModified()
{
    QSettings settings(m_folder->filePath(u"settings.ini"_s), QSettings::IniFormat);
    Recovery recovery(recoveryFolder());
    ScriptEditor editor(*Theme::instance());
    ScriptDocument document(editor, settings);
    UnsavedCopy copy(recovery, document, editor);
    QVERIFY(document.open(write(u"a.js"_s, "old\n")));
    QTest::qWait(UnsavedCopy::Delay + 200);
    QVERIFY(files().isEmpty());
    editor.insertAt(u"x"_s, 0, 0);
    QTRY_COMPARE(files().size(), 1);
    editor.undo();
    QTRY_VERIFY(files().isEmpty());
    editor.redo();
    QTRY_COMPARE(files().size(), 1);
    QVERIFY(document.save());
    QTRY_VERIFY(files().isEmpty());
    editor.insertAt(u"y"_s, 0, 0);
    QTRY_COMPARE(files().size(), 1);
    copy.discard();
    QTRY_VERIFY(files().isEmpty());
}

void TestRecovery::restoresWithoutAGap()
{
    QProcess window;
    start(window);
    window.kill();
    QVERIFY(window.waitForFinished());

    QSettings settings(m_folder->filePath(u"settings.ini"_s), QSettings::IniFormat);
    Recovery recovery(recoveryFolder());
    ScriptEditor editor(*Theme::instance());
    ScriptDocument document(editor, settings);
    UnsavedCopy copy(recovery, document, editor);
    copy.restore(recovery.takeAbandoned().constFirst());
    QCOMPARE(editor.text(), u"// unsaved: ä\n"_s);
    QVERIFY(document.isModified());
    const QStringList atOnce = files();
    QCOMPARE(atOnce.size(), 1);
    editor.append(u"more"_s);
    QSignalSpy kept(&recovery, &Recovery::kept);
    QVERIFY(kept.wait());
    QCOMPARE(files(), atOnce); // the same copy goes on
}

void TestRecovery::typingDoesNotPutItOff()
{
    QSettings settings(m_folder->filePath(u"settings.ini"_s), QSettings::IniFormat);
    Recovery recovery(recoveryFolder());
    ScriptEditor editor(*Theme::instance());
    ScriptDocument document(editor, settings);
    const UnsavedCopy copy(recovery, document, editor);
    QSignalSpy kept(&recovery, &Recovery::kept);
    QElapsedTimer time;
    for (time.start(); kept.isEmpty() && time.elapsed() < 10 * UnsavedCopy::Delay; QTest::qWait(20))
        editor.append(u"x"_s);
    QVERIFY(!kept.isEmpty());
}

void TestRecovery::damagedFilesStay()
{
    QVERIFY(QDir().mkpath(recoveryFolder() + u"/old"_s));
    const QString damaged = write(u"data/recovery/old/a.json"_s, "{\"name\": \"a.js\", \"te");
    write(u"data/recovery/old/b.json"_s, "{\"name\": \"b.js\", \"text\": \"b\", \"line\": -7, \"when\": 7}");
    write(u"data/recovery/old/c.json.Xy12"_s, "{");
    Recovery recovery(recoveryFolder());
    const QList<UnsavedText> found = recovery.takeAbandoned();
    QCOMPARE(found.size(), 1);
    QCOMPARE(found[0].text, u"b"_s);
    QCOMPARE(found[0].line, 1);
    QVERIFY(QFile::exists(damaged));
    QVERIFY(!QFile::exists(recoveryFolder() + u"/old/c.json.Xy12"_s));
}

void TestRecovery::saysWhyItCannotKeep()
{
    Recovery recovery(write(u"file"_s, "") + u"/recovery"_s);
    QVERIFY2(recovery.error().contains(u"/file/recovery can't be made"_s), qPrintable(recovery.error()));
    QSignalSpy failed(&recovery, &Recovery::failed);
    for (int i = 0; i < 3; ++i)
        recovery.keep({.id = Recovery::newId(), .name = u"a.js"_s, .path = {}, .text = u"x"_s, .when = {}});
    QCOMPARE(failed.size(), 1);
    QVERIFY(recovery.takeAbandoned().isEmpty());
}

QTEST_MAIN(TestRecovery)
#include "tst_recovery.moc"
