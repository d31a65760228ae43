// SPDX-License-Identifier: GPL-3.0-or-later
#include "recent_files.h"
#include "script_document.h"
#include "script_editor.h"
#include "theme.h"

#include <QApplication>
#include <QDir>
#include <QMessageBox>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

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

QTEST_MAIN(TestScriptDocument)
#include "tst_script_document.moc"
