// SPDX-License-Identifier: GPL-3.0-or-later
// `sockscope new`: scripts from templates, with k6's sentences.
#include "program.h"

#include <QDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope::test;

class TestNewCommand : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void templates_data();
    void templates();
    void keepsWhatIsThere();
    void ownTemplate();
    void mistakes_data();
    void mistakes();
    void minimalRuns();

private:
    Folder m_folder;
};

void TestNewCommand::templates_data()
{
    QTest::addColumn<QStringList>("flags");
    QTest::addColumn<QString>("name");
    QTest::newRow("default") << QStringList{} << u"minimal"_s;
    QTest::newRow("minimal") << QStringList{u"--template"_s, u"minimal"_s} << u"minimal"_s;
    QTest::newRow("protocol") << QStringList{u"--template=protocol"_s} << u"protocol"_s;
}

void TestNewCommand::templates()
{
    QFETCH(const QStringList, flags);
    QFETCH(const QString, name);
    const QString path = m_folder.path(QString::fromLatin1(QTest::currentDataTag()) + u".js"_s);
    const Outcome outcome = runProgram(QStringList{u"new"_s, path} + flags);
    QVERIFY2(outcome.exitCode == 0 && outcome.err.isEmpty(), outcome.told.constData());
    QCOMPARE(QString::fromUtf8(outcome.out), u"New script created: %1 (%2 template).\n"_s.arg(path, name));
    const Outcome inspected = runProgram({u"inspect"_s, path});
    QVERIFY2(inspected.exitCode == 0 && inspected.err.isEmpty(), inspected.told.constData());
}

void TestNewCommand::keepsWhatIsThere()
{
    const QString path = m_folder.write(u"mine.js"_s, "// mine\n");
    const Outcome refused = runProgram({u"new"_s, path});
    QCOMPARE(refused.exitCode, 255);
    QVERIFY2(refused.err.contains("already exists. Use the `--force` flag to overwrite it"), refused.told.constData());
    QCOMPARE(m_folder.read(u"mine.js"_s), "// mine\n");
    QCOMPARE(runProgram({u"new"_s, u"-f"_s, path}).exitCode, 0);
    QVERIFY(m_folder.read(u"mine.js"_s).contains("k6/x/tcp"));
}

void TestNewCommand::ownTemplate()
{
    const QString own = m_folder.write(u"own.js"_s, "// own\n");
    const QString path = m_folder.path(u"copy.js"_s);
    const Outcome outcome = runProgram({u"new"_s, path, u"--template"_s, own});
    QVERIFY2(outcome.exitCode == 0, outcome.told.constData());
    QCOMPARE(m_folder.read(u"copy.js"_s), "// own\n");
}

void TestNewCommand::mistakes_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("sentence");
    const QString path = m_folder.path(u"never.js"_s);
    QTest::newRow("template") << QStringList{path, u"--template"_s, u"foo"_s}
                              << QByteArray("error retrieving template: invalid template type \\\"foo\\\"");
    QTest::newRow("template file") << QStringList{path, u"--template"_s, u"/nonexistent/t.js"_s}
                                   << QByteArray(
                                          "error retrieving template: failed to read template file "
                                          "/nonexistent/t.js: open /nonexistent/t.js: no such file or directory");
    QTest::newRow("two files") << QStringList{path, path} << QByteArray("accepts at most 1 arg(s), received 2");
    QTest::newRow("folder") << QStringList{u"/nonexistent/x.js"_s}
                            << QByteArray("open /nonexistent/x.js: no such file or directory");
    QTest::newRow("is a folder") << QStringList{u"-f"_s, QDir::tempPath()} << QByteArray(": is a directory");
}

void TestNewCommand::mistakes()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const QByteArray, sentence);
    const Outcome outcome = runProgram(QStringList{u"new"_s} + arguments);
    QCOMPARE(outcome.exitCode, 255);
    QVERIFY2(outcome.err.contains(sentence), outcome.told.constData());
    QVERIFY(!QFile::exists(m_folder.path(u"never.js"_s)));
}

/// As it stands, with a built-in peer.
void TestNewCommand::minimalRuns()
{
    const QString path = m_folder.path(u"first.js"_s);
    QCOMPARE(runProgram({u"new"_s, path}).exitCode, 0);
    const Outcome outcome = runProgram({u"run"_s, u"--peer"_s, u"echo"_s, path});
    QVERIFY2(outcome.exitCode == 0 && outcome.err.isEmpty(), outcome.told.constData());
}

QTEST_GUILESS_MAIN(TestNewCommand)
#include "tst_new_command.moc"
