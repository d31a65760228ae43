// SPDX-License-Identifier: GPL-3.0-or-later
// `sockscope archive`, `run` of an archive, `export k6`, `export k6-operator` and `inspect --execution-requirements`.
#include "program.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope::test;

class TestCarryCommands : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void anArchiveRunsWithoutTheDisk();
    void flagsBecomePartOfTheArchive();
    void aScriptThatFailsMakesNoArchive();
    void aFolderForK6();
    void manifestsForTheOperator();
    void executionRequirements();

private:
    std::unique_ptr<Folder> m_folder;
    QString m_script;
};

void TestCarryCommands::init()
{
    m_folder = std::make_unique<Folder>();
    m_folder->write(u"word.js"_s, "export const word = 'carried';");
    m_folder->write(u"data.txt"_s, "data");
    m_script = m_folder->write(u"Main Test.js"_s, R"(
import { word } from './word.js';
import { Socket } from 'k6/x/tcp';
const data = open('./data.txt');
export const options = { vus: 2, iterations: 4 };
export default function () { console.log(word, data, __ENV.NAME, typeof Socket); }
)");
}

void TestCarryCommands::anArchiveRunsWithoutTheDisk()
{
    const QString archive = m_folder->path(u"a.tar"_s);
    const Outcome packed = runProgram({u"archive"_s, u"-O"_s, archive, u"-e"_s, u"NAME=ada"_s, m_script});
    QVERIFY2(packed.exitCode == 0, packed.told.constData());
    for (const QString &name : {u"word.js"_s, u"data.txt"_s, u"Main Test.js"_s})
        QVERIFY(QFile::remove(m_folder->path(name)));
    const Outcome run = runProgram({u"run"_s, u"-q"_s, archive});
    QVERIFY2(run.exitCode == 0, run.told.constData());
    QCOMPARE(run.err.count("msg=\"carried data ada function\""), 4);
    const Outcome other =
        runProgram({u"run"_s, u"-q"_s, u"-u"_s, u"1"_s, u"-i"_s, u"1"_s, u"-e"_s, u"NAME=grace"_s, archive});
    QCOMPARE(other.err.count("msg=\"carried data grace function\""), 1); // flags win over what is stored
}

void TestCarryCommands::flagsBecomePartOfTheArchive()
{
    const QString archive = m_folder->path(u"a.tar"_s);
    QCOMPARE(runProgram({u"archive"_s, u"-O"_s, archive, u"-u"_s, u"1"_s, u"-i"_s, u"3"_s, m_script}).exitCode, 0);
    const Outcome inspected = runProgram({u"inspect"_s, archive});
    QVERIFY2(inspected.exitCode == 0, inspected.told.constData());
    QCOMPARE(QJsonDocument::fromJson(inspected.out).object().value(u"iterations"_s).toInt(), 3);
}

void TestCarryCommands::aScriptThatFailsMakesNoArchive()
{
    const QString broken = m_folder->write(u"broken.js"_s, "throw new Error('no');");
    const QString archive = m_folder->path(u"b.tar"_s);
    const Outcome outcome = runProgram({u"archive"_s, u"-O"_s, archive, broken});
    QVERIFY2(outcome.exitCode == 107 && outcome.err.contains("Error: no"), outcome.told.constData());
    QVERIFY(!QFile::exists(archive));
}

void TestCarryCommands::aFolderForK6()
{
    const QString folder = m_folder->path(u"out"_s);
    const Outcome outcome = runProgram(
        {u"export"_s, u"k6"_s, u"--output"_s, folder, u"--k6-flag=--quiet"_s, u"-e"_s, u"NAME=x"_s, m_script});
    QVERIFY2(outcome.exitCode == 0, outcome.told.constData());
    for (const QString &name : {u"word.js"_s, u"data.txt"_s, u"Main Test.js"_s, u"Dockerfile"_s})
        QVERIFY2(QFile::exists(folder + u'/' + name), qPrintable(name));
    QVERIFY(QFileInfo(folder + u"/run.sh"_s).isExecutable());
    const Outcome again = runProgram({u"export"_s, u"k6"_s, u"--output"_s, folder, m_script});
    QVERIFY2(again.exitCode == 255 && again.err.contains("already exists"), again.told.constData());
}

void TestCarryCommands::manifestsForTheOperator()
{
    const Outcome outcome = runProgram({u"export"_s, u"k6-operator"_s, u"--parallelism"_s, u"4"_s, m_script});
    QVERIFY2(outcome.exitCode == 0, outcome.told.constData());
    QVERIFY(outcome.out.contains("kind: ConfigMap"));
    QVERIFY(outcome.out.contains("kind: TestRun"));
    QVERIFY(outcome.out.contains("name: \"main-test\""));
    QVERIFY(outcome.out.contains("parallelism: 4"));
    const Outcome none = runProgram({u"export"_s, u"k6-operator"_s, u"--parallelism"_s, u"0"_s, m_script});
    QVERIFY2(none.exitCode == 255 && none.err.contains("--parallelism"), none.told.constData());
}

void TestCarryCommands::executionRequirements()
{
    const Outcome outcome = runProgram({u"inspect"_s, u"--execution-requirements"_s, m_script});
    QVERIFY2(outcome.exitCode == 0, outcome.told.constData());
    const QJsonObject object = QJsonDocument::fromJson(outcome.out).object();
    QCOMPARE(object.value(u"totalDuration"_s).toString(), u"10m30s"_s);
    QCOMPARE(object.value(u"maxVUs"_s).toInt(), 2);
    QCOMPARE(object.value(u"scenarios"_s).toObject().value(u"default"_s).toObject().value(u"executor"_s).toString(),
             u"shared-iterations"_s);
}

QTEST_GUILESS_MAIN(TestCarryCommands)
#include "tst_carry_commands.moc"
