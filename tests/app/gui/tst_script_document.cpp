// SPDX-License-Identifier: GPL-3.0-or-later
#include "recent_files.h"
#include "script_document.h"
#include "script_editor.h"
#include "theme.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDir>
#include <QMessageBox>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace sockscope;

class TestScriptDocument : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void opensAndSaves();
    void savesAtomically();
    void saysWhyItCannotSave();
    void refusesWhatIsNoScript_data();
    void refusesWhatIsNoScript();
    void examplesHaveNoPath();
    void knowsItsNames();
    void recentFilesAreBounded();
    void keepsWhatTheFileIs();
    void noticesOtherPrograms_data();
    void noticesOtherPrograms();
    void reloadsAsAnUndoableStep();
    void keepsMine();
    void asksBeforeOverwriting();
    void busyFoldersDoNotPutItOff();
    void knowsTheSameEdit();
    void removedFilesComeBack();
    void severalAtOnce();
    void restoresUnsavedWork();

private:
    QString write(const QString &name, const QByteArray &text);
    QByteArray read(const QString &name);
    void expectBox(const QString &part);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<ScriptEditor> m_editor;
    std::unique_ptr<ScriptDocument> m_document;
};

void TestScriptDocument::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<QSettings>(m_folder->filePath(u"settings.ini"_s), QSettings::IniFormat);
    m_editor = std::make_unique<ScriptEditor>(*Theme::instance());
    m_document = std::make_unique<ScriptDocument>(*m_editor, *m_settings);
}

void TestScriptDocument::cleanup()
{
    m_document.reset();
    m_editor.reset();
}

QString TestScriptDocument::write(const QString &name, const QByteArray &text)
{
    QFile file(m_folder->filePath(name));
    if (!file.open(QIODevice::WriteOnly))
        qFatal("%s can't be written", qPrintable(name));
    file.write(text);
    return file.fileName();
}

QByteArray TestScriptDocument::read(const QString &name)
{
    QFile file(m_folder->filePath(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void TestScriptDocument::expectBox(const QString &part)
{
    QTimer::singleShot(0, this, [part] {
        auto *box = qobject_cast<QMessageBox *>(QApplication::activeModalWidget());
        QVERIFY(box);
        QVERIFY2(box->text().contains(part), qPrintable(box->text()));
        box->accept();
    });
}

void TestScriptDocument::opensAndSaves()
{
    QSignalSpy opened(m_document.get(), &ScriptDocument::opened);
    const QString path = write(u"über.js"_s, "// käse\r\nnull;\r\n");
    QVERIFY(m_document->open(path));
    QCOMPARE(m_document->path(), path);
    QCOMPARE(m_document->name(), u"über.js"_s);
    QCOMPARE(opened.size(), 1);
    QVERIFY(!m_document->isModified());
    m_editor->insertAt(u"1;"_s, 0, 0);
    QVERIFY(m_document->isModified());
    QVERIFY(m_document->save());
    QVERIFY(!m_document->isModified());
    QCOMPARE(read(u"über.js"_s), QByteArray("1;// käse\r\nnull;\r\n"));
}

void TestScriptDocument::savesAtomically()
{
    const QString path = write(u"a.js"_s, "old");
    QVERIFY(m_document->open(path));
    QFile before(path); // whoever reads it meanwhile keeps the old text, whole
    QVERIFY(before.open(QIODevice::ReadOnly));
    m_editor->setText(u"new"_s);
    QVERIFY(m_document->save());
    QCOMPARE(before.readAll(), QByteArray("old"));
    QCOMPARE(read(u"a.js"_s), QByteArray("new"));
}

void TestScriptDocument::saysWhyItCannotSave()
{
    const QString path = write(u"a.js"_s, "old");
    QVERIFY(m_document->open(path));
    QVERIFY(QFile::remove(path));
    QVERIFY(QDir(m_folder->path()).mkdir(u"a.js"_s)); // a folder in its place
    m_editor->setText(u"new"_s);
    expectBox(u"a.js can't be written"_s);
    QVERIFY(!m_document->save());
    QVERIFY(m_document->isModified());
}

void TestScriptDocument::refusesWhatIsNoScript_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("part");
    QTest::newRow("missing") << u"nothing.js"_s << QByteArray() << u"There is no file"_s;
    QTest::newRow("folder") << u"."_s << QByteArray() << u"is a folder"_s;
    QTest::newRow("not UTF-8") << u"latin.js"_s << QByteArray("// k\xe4se") << u"is not UTF-8"_s;
    QTest::newRow("NUL") << u"bytes.js"_s << QByteArray("//\0x", 4) << u"byte 3 is NUL"_s;
    QTest::newRow("percent") << u"50%2.js"_s << QByteArray("//\0x", 4) << u"50%2.js is not a text: byte 3 is NUL"_s;
    QTest::newRow("huge") << u"huge.js"_s << QByteArray((16 << 20) + 1, ' ') << u"larger than 16 MiB"_s;
}

void TestScriptDocument::refusesWhatIsNoScript()
{
    QFETCH(const QString, name);
    QFETCH(const QByteArray, content);
    QFETCH(const QString, part);
    const QString path = content.isEmpty() ? m_folder->filePath(name) : write(name, content);
    m_editor->load(u"what was there"_s);
    expectBox(part);
    QVERIFY(!m_document->open(path));
    QCOMPARE(m_editor->text(), u"what was there"_s);
}

void TestScriptDocument::examplesHaveNoPath()
{
    QVERIFY(m_document->openExample(u":/sockscope/examples/echo.js"_s, u"echo.js"_s));
    QVERIFY(m_document->path().isEmpty());
    QCOMPARE(m_document->name(), u"echo.js"_s);
    QCOMPARE(m_document->runPath(), QDir::current().filePath(u"echo.js"_s));
    QVERIFY(!m_document->isModified());
}

void TestScriptDocument::knowsItsNames()
{
    const QString path = write(u"a.js"_s, "");
    QVERIFY(m_document->open(path));
    QVERIFY(m_document->isNamed(path));
    QVERIFY(m_document->isNamed(u"file://"_s + path));
    QVERIFY(m_document->isNamed(u"a.js"_s));
    QVERIFY(!m_document->isNamed(u"/elsewhere/a.js"_s));
    QVERIFY(!m_document->isNamed(QString()));
}

void TestScriptDocument::recentFilesAreBounded()
{
    RecentFiles recent(*m_settings);
    for (int i = 0; i < 20; ++i)
        recent.add(write(u"%1.js"_s.arg(i), ""));
    QCOMPARE(recent.existing().size(), RecentFiles::MaxFiles);
    QVERIFY(recent.existing().constFirst().endsWith(u"19.js"_s));
    recent.add(m_folder->filePath(u"15.js"_s));
    QVERIFY(recent.existing().constFirst().endsWith(u"15.js"_s));
    QCOMPARE(recent.existing().size(), RecentFiles::MaxFiles);
    QVERIFY(QFile::remove(m_folder->filePath(u"19.js"_s)));
    QCOMPARE(recent.existing().size(), RecentFiles::MaxFiles - 1);
    recent.clear();
    QVERIFY(recent.existing().isEmpty());
}

void TestScriptDocument::keepsWhatTheFileIs()
{
    const QByteArray mixed = "\xef\xbb\xbfone\r\ntwo\nthree"; // byte order mark, both line ends, none at the end
    const QString path = write(u"a.js"_s, mixed);
    const auto permissions = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner | QFile::ReadOther;
    QVERIFY(QFile::setPermissions(path, permissions));
    const QString link = m_folder->filePath(u"link.js"_s);
    QVERIFY(QFile::link(path, link));
    QVERIFY(m_document->open(link));
    m_editor->insertAt(u"zero "_s, 0, 0);
    QVERIFY(m_document->save());
    QCOMPARE(read(u"a.js"_s), QByteArray(mixed).insert(3, "zero "));
    QVERIFY(QFileInfo(link).isSymLink());
    QCOMPARE(QFile::permissions(path) & QFile::Permissions(0x7077), QFile::Permissions(permissions));
    QVERIFY(m_document->isFile(path) && m_document->isFile(link));
    QVERIFY(!m_document->isFile(m_folder->filePath(u"b.js"_s)) && !m_document->isFile(QString()));
}

void TestScriptDocument::noticesOtherPrograms_data()
{
    QTest::addColumn<bool>("replaces");
    QTest::newRow("writes into it") << false;
    QTest::newRow("puts another in its place") << true;
}

void TestScriptDocument::noticesOtherPrograms()
{
    QFETCH(const bool, replaces);
    QVERIFY(m_document->open(write(u"a.js"_s, "old")));
    QFile reader(m_document->path()); // keeps the replaced file alive
    QVERIFY(reader.open(QIODevice::ReadOnly));
    QSignalSpy told(m_document.get(), &ScriptDocument::diskStateChanged);
    for (const QByteArray &text : {"new"_ba, "newer"_ba}) { // the second time too
        QVERIFY(QFile::rename(write(replaces ? u"b.js"_s : u"c.js"_s, text), m_folder->filePath(u"d.js"_s)));
        if (replaces)
            QVERIFY(std::rename(qPrintable(m_folder->filePath(u"d.js"_s)), qPrintable(m_document->path())) == 0);
        else
            QVERIFY(QFile::remove(m_folder->filePath(u"d.js"_s)) && !write(u"a.js"_s, text).isEmpty());
        QTRY_COMPARE(m_document->diskState(), ScriptDocument::DiskState::Changed);
        QVERIFY(m_document->reload());
        QCOMPARE(m_editor->text(), QString::fromUtf8(text));
        QCOMPARE(m_document->diskState(), ScriptDocument::DiskState::Same);
    }
    QCOMPARE(told.size(), 4);
    m_editor->setText(u"mine"_s);
    QVERIFY(m_document->save()); // the own writing is no news
    QTest::qWait(300);
    QCOMPARE(told.size(), 4);
}

void TestScriptDocument::reloadsAsAnUndoableStep()
{
    QVERIFY(m_document->open(write(u"a.js"_s, "1\n2\n3\n4\n")));
    m_editor->markerDefine(QsciScintilla::Circle, 20);
    m_editor->markerAdd(3, 20);
    m_editor->setCursorPosition(3, 1);
    write(u"a.js"_s, "1\nzwei\n2½\n3\n4\n");
    QVERIFY(m_document->reload());
    QCOMPARE(m_editor->text(), u"1\nzwei\n2½\n3\n4\n"_s);
    QVERIFY(!m_document->isModified());
    QCOMPARE(m_editor->markerFindNext(0, 1 << 20), 4); // marks and caret stay with their lines
    QCOMPARE(m_editor->currentLine(), 5);
    m_editor->undo();
    QCOMPARE(m_editor->text(), u"1\n2\n3\n4\n"_s);
    QVERIFY(m_document->isModified());
}

void TestScriptDocument::keepsMine()
{
    QVERIFY(m_document->open(write(u"a.js"_s, "old")));
    write(u"a.js"_s, "new");
    QTRY_COMPARE(m_document->diskState(), ScriptDocument::DiskState::Changed);
    m_document->keepMine();
    QVERIFY(m_document->isModified()); // though nothing was typed: the file has something else
    QCOMPARE(m_document->diskState(), ScriptDocument::DiskState::Same);
    QVERIFY(m_document->save()); // and isn't asked again
    QCOMPARE(read(u"a.js"_s), "old"_ba);
    QVERIFY(!m_document->isModified());
}

void TestScriptDocument::asksBeforeOverwriting()
{
    QVERIFY(m_document->open(write(u"a.js"_s, "old")));
    m_editor->setText(u"mine"_s);
    for (const bool overwrites : {false, true}) {
        write(u"a.js"_s, "theirs"); // just now: no event was seen yet
        QTimer::singleShot(0, this, [overwrites] {
            auto *box = qobject_cast<QMessageBox *>(QApplication::activeModalWidget());
            QVERIFY(box);
            QVERIFY2(box->text().contains(u"was changed by another program"_s), qPrintable(box->text()));
            const QList<QAbstractButton *> buttons = box->buttons();
            for (QAbstractButton *button : buttons) {
                if ((box->buttonRole(button) == QMessageBox::AcceptRole) == overwrites)
                    QTest::mouseClick(button, Qt::LeftButton);
            }
        });
        QCOMPARE(m_document->save(), overwrites);
        QCOMPARE(read(u"a.js"_s), overwrites ? "mine"_ba : "theirs"_ba);
    }
}

void TestScriptDocument::busyFoldersDoNotPutItOff()
{
    QVERIFY(m_document->open(write(u"a.js"_s, "old")));
    write(u"a.js"_s, "new");
    for (int i = 0; i < 100 && m_document->diskState() == ScriptDocument::DiskState::Same; ++i) {
        write(u"other-%1"_s.arg(i), "");
        QTest::qWait(20);
    }
    QCOMPARE(m_document->diskState(), ScriptDocument::DiskState::Changed);
}

void TestScriptDocument::knowsTheSameEdit()
{
    QVERIFY(m_document->open(write(u"a.js"_s, "old")));
    m_editor->setText(u"new"_s);
    QVERIFY(m_document->isModified());
    write(u"a.js"_s, "new"); // saved elsewhere
    QTRY_VERIFY(!m_document->isModified());
    QCOMPARE(m_document->diskState(), ScriptDocument::DiskState::Same);
}

void TestScriptDocument::removedFilesComeBack()
{
    const QString path = write(u"a.js"_s, "old");
    QVERIFY(m_document->open(path));
    QVERIFY(QFile::remove(path));
    QTRY_COMPARE(m_document->diskState(), ScriptDocument::DiskState::Removed);
    write(u"a.js"_s, "old");
    QTRY_COMPARE(m_document->diskState(), ScriptDocument::DiskState::Same);
    QVERIFY(QFile::remove(path));
    QTRY_COMPARE(m_document->diskState(), ScriptDocument::DiskState::Removed);
    QVERIFY(m_document->save());
    QCOMPARE(read(u"a.js"_s), "old"_ba);
    QCOMPARE(m_document->diskState(), ScriptDocument::DiskState::Same);
}

void TestScriptDocument::severalAtOnce()
{
    ScriptEditor editor(*Theme::instance());
    ScriptDocument other(editor, *m_settings);
    QVERIFY(m_document->open(write(u"a.js"_s, "a")));
    QVERIFY(other.open(write(u"b.js"_s, "b")));
    write(u"b.js"_s, "changed");
    QTRY_COMPARE(other.diskState(), ScriptDocument::DiskState::Changed);
    QCOMPARE(m_document->diskState(), ScriptDocument::DiskState::Same);
    QVERIFY(other.newScript(u"untitled-2.js"_s));
    QCOMPARE(other.name(), u"untitled-2.js"_s);
    QCOMPARE(other.diskState(), ScriptDocument::DiskState::Same);
    QCOMPARE(m_document->name(), u"a.js"_s);
}

void TestScriptDocument::restoresUnsavedWork()
{
    const QString path = write(u"a.js"_s, "1\n2\n");
    m_document->restore(path, {}, u"1\nzwei\n"_s, 2, 3);
    QCOMPARE(m_editor->text(), u"1\nzwei\n"_s);
    QCOMPARE(m_document->path(), path);
    QVERIFY(m_document->isModified());
    QCOMPARE(m_editor->currentLine(), 2);
    m_editor->undo();
    QCOMPARE(m_editor->text(), u"1\n2\n"_s);
    QVERIFY(!m_document->isModified());

    m_document->restore(m_folder->filePath(u"gone.js"_s), {}, u"text"_s, 99, 99);
    QVERIFY(m_document->isModified());
    QVERIFY(m_document->save());
    QCOMPARE(read(u"gone.js"_s), "text"_ba);
    m_document->restore({}, u"echo.js"_s, u"x"_s, 0, 0);
    QVERIFY(m_document->path().isEmpty() && m_document->isModified());
    QCOMPARE(m_document->name(), u"echo.js"_s);
}

QTEST_MAIN(TestScriptDocument)
#include "tst_script_document.moc"
