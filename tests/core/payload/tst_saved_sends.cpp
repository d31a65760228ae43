// SPDX-License-Identifier: GPL-3.0-or-later
#include "payload/saved_sends.h"

#include <QDir>
#include <QFile>
#include <QLockFile>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;
using namespace sockscope;

namespace {

const SavedSend ping{u"ping"_s, {PayloadMode::Text, u"PING \\x00 {{counter}} é\n2"_s, LineEnding::CrLf}};
const SavedSend frame{u"frame"_s, {PayloadMode::Hex, u"01 02"_s, LineEnding::None}};
const SendList both{u"both"_s, {{u"ping"_s, SendStep::Then::Reply, 2000}, {u"frame"_s, SendStep::Then::Delay, 0}}};

} // namespace

class TestSavedSends : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void startsEmpty();
    void remembers();
    void replacesAndSorts();
    void renamesInLists();
    void removesFromLists();
    void refuses();
    void twoWindowsShareTheFile();
    void waitsForTheOtherWindow();
    void damagedFiles_data();
    void damagedFiles();
    void keepsWhatItUnderstands();
    void damageWhileRunning();
    void aFolderThatCannotBeWritten();
    void aFileThatCannotBeRead();

private:
    static void fill(SavedSends &sends);
    [[nodiscard]] QStringList asides() const;
    void writeFile(const QByteArray &bytes) const;
    [[nodiscard]] QByteArray fileBytes() const;

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

void TestSavedSends::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_path = m_folder->filePath(u"deeper/sends.json"_s);
}

void TestSavedSends::fill(SavedSends &sends)
{
    QCOMPARE(sends.put(ping), QString());
    QCOMPARE(sends.put(frame), QString());
    QCOMPARE(sends.putList(both), QString());
}

QStringList TestSavedSends::asides() const
{
    return QDir(QFileInfo(m_path).path()).entryList({u"*.damaged-*"_s});
}

void TestSavedSends::writeFile(const QByteArray &bytes) const
{
    QVERIFY(QDir().mkpath(QFileInfo(m_path).path()));
    QFile file(m_path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

QByteArray TestSavedSends::fileBytes() const
{
    QFile file(m_path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void TestSavedSends::startsEmpty()
{
    SavedSends sends(m_path);
    QCOMPARE(sends.load(), QString());
    QVERIFY(sends.sends().isEmpty());
    QVERIFY(sends.lists().isEmpty());
    QVERIFY(!QFile::exists(m_path));
}

void TestSavedSends::remembers()
{
    {
        SavedSends sends(m_path);
        QCOMPARE(sends.put(ping), QString());
        QCOMPARE(sends.put(frame), QString());
        QCOMPARE(sends.putList(both), QString());
    }
    SavedSends sends(m_path);
    QCOMPARE(sends.load(), QString());
    QCOMPARE(sends.sends(), (QList{frame, ping}));
    QCOMPARE(sends.lists(), QList{both});
    QCOMPARE(*sends.find(u"ping"_s), ping);
    QVERIFY(!sends.find(u"pin"_s));
    QCOMPARE(sends.findList(u"both"_s)->steps.size(), 2);
    QCOMPARE(sends.listsWith(u"ping"_s), QStringList{u"both"_s});
}

void TestSavedSends::replacesAndSorts()
{
    SavedSends sends(m_path);
    for (const QString &name : {u"c"_s, u"a"_s, u"b"_s, u"a"_s})
        QCOMPARE(sends.put({name, {PayloadMode::Text, name + QString::number(sends.sends().size()), {}}}), QString());
    QCOMPARE(sends.sends().size(), 3);
    QCOMPARE(sends.sends().first().draft.text, u"a3"_s);
    QCOMPARE(sends.sends().last().name, u"c"_s);
}

void TestSavedSends::renamesInLists()
{
    SavedSends sends(m_path);
    fill(sends);
    QCOMPARE(sends.rename(u"ping"_s, u"zing"_s), QString());
    QCOMPARE(sends.sends().last().name, u"zing"_s);
    QCOMPARE(sends.findList(u"both"_s)->steps.first().send, u"zing"_s);
    QCOMPARE(sends.rename(u"zing"_s, u"frame"_s), u"There is another send saved as “frame”."_s);
    QCOMPARE(sends.rename(u"gone"_s, u"here"_s), u"There is nothing saved as “gone” any more."_s);
}

void TestSavedSends::removesFromLists()
{
    SavedSends sends(m_path);
    fill(sends);
    QCOMPARE(sends.remove(u"ping"_s), QString());
    QCOMPARE(sends.findList(u"both"_s)->steps, QList{both.steps.last()});
    QCOMPARE(sends.removeList(u"both"_s), QString());
    SavedSends again(m_path);
    QCOMPARE(again.load(), QString());
    QCOMPARE(again.sends(), QList{frame});
    QVERIFY(again.lists().isEmpty());
}

void TestSavedSends::refuses()
{
    SavedSends sends(m_path);
    QCOMPARE(sends.put({u" "_s, {}}), u"A name is needed."_s);
    QCOMPARE(sends.put({QString(81, u'n'), {}}), u"The name has 81 characters; at most 80 are possible."_s);
    const QString large(SavedSends::MaxTextLength + 1, u'x');
    QVERIFY(sends.put({u"large"_s, {PayloadMode::Text, large, {}}}).startsWith(u"The text has 1048577 characters"_s));
    QCOMPARE(sends.putList(both), u"There is nothing saved as “ping” any more."_s);
    QVERIFY(!QFile::exists(m_path));
}

void TestSavedSends::twoWindowsShareTheFile()
{
    SavedSends one(m_path), other(m_path);
    QCOMPARE(one.load() + other.load(), QString());
    QCOMPARE(one.put(ping), QString());
    QCOMPARE(other.put(frame), QString());
    QCOMPARE(other.sends().size(), 2);
    QCOMPARE(one.remove(u"frame"_s), QString());
    QCOMPARE(one.sends(), QList{ping});
}

void TestSavedSends::waitsForTheOtherWindow()
{
    SavedSends sends(m_path);
    QCOMPARE(sends.load(), QString());
    QLockFile lock(m_path + u".lock"_s);
    QVERIFY(lock.lock());
    QCOMPARE(sends.put(ping), u"Another window is writing the saved sends: try again."_s);
    lock.unlock();
    QCOMPARE(sends.put(ping), QString());
}

void TestSavedSends::damagedFiles_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("part");
    QTest::newRow("empty") << ""_qba << u"is damaged ("_s;
    QTest::newRow("cut") << R"({"version":1,"sends":[{"name":)"_qba << u"is damaged ("_s;
    QTest::newRow("binary") << QByteArray(1000, '\xfe') << u"is damaged ("_s;
    QTest::newRow("an array") << "[1,2]"_qba << u"has other contents"_s;
    QTest::newRow("no version") << R"({"sends":[],"lists":[]})"_qba << u"has other contents"_s;
    QTest::newRow("sends are no list") << R"({"version":1,"sends":{},"lists":[]})"_qba << u"has other contents"_s;
    QTest::newRow("newer") << R"({"version":2,"sends":[],"lists":[]})"_qba << u"written by a newer Sockscope"_s;
}

void TestSavedSends::damagedFiles()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, part);
    writeFile(bytes);
    SavedSends sends(m_path);
    const QString problem = sends.load();
    QVERIFY2(problem.contains(part), qPrintable(problem));
    QCOMPARE(asides().size(), 1);
    QVERIFY2(problem.contains(asides().first()), qPrintable(problem));
    QFile aside(QFileInfo(m_path).path() + u'/' + asides().first());
    QVERIFY(aside.open(QIODevice::ReadOnly));
    QCOMPARE(aside.readAll(), bytes);
    QCOMPARE(sends.put(ping), QString());
    QCOMPARE(SavedSends(m_path).load(), QString());
}

void TestSavedSends::keepsWhatItUnderstands()
{
    writeFile(R"({"version":1,"sends":[
        {"name":"ok","mode":"text","text":"a","lineEnding":"lf"},
        {"name":"ok","mode":"text","text":"twice","lineEnding":"lf"},
        {"name":"mode","mode":"morse","text":"a","lineEnding":"lf"},
        {"name":"text","mode":"text","text":5,"lineEnding":"lf"}, 7],
        "lists":[{"name":"l","steps":[{"send":"ok","then":"reply","ms":10},{"send":"ok","then":"reply","ms":0},
                                      {"send":"gone","then":"delay","ms":1},{"send":"ok","then":"never","ms":1},
                                      {"send":"ok","then":"delay","ms":99999999}]},
                 {"name":"","steps":[]}]})"_qba);
    SavedSends sends(m_path);
    const QString problem = sends.load();
    QVERIFY2(problem.contains(u"9 of its entries can't be understood"_s), qPrintable(problem));
    QCOMPARE(asides().size(), 1);
    QCOMPARE(sends.sends(), (QList{SavedSend{u"ok"_s, {PayloadMode::Text, u"a"_s, LineEnding::Lf}}}));
    QCOMPARE(sends.lists(), (QList{SendList{u"l"_s, {{u"ok"_s, SendStep::Then::Reply, 10}}}}));
    SavedSends again(m_path);
    QCOMPARE(again.load(), QString()); // what was understood has been written back
    QCOMPARE(again.lists(), sends.lists());
}

void TestSavedSends::damageWhileRunning()
{
    SavedSends sends(m_path);
    QCOMPARE(sends.put(ping), QString());
    writeFile("gone");
    QVERIFY(sends.put(frame).contains(u"is damaged"_s));
    QVERIFY(sends.sends().isEmpty());
    QCOMPARE(sends.put(frame), QString());
    QCOMPARE(asides().size(), 1);
}

void TestSavedSends::aFolderThatCannotBeWritten()
{
    SavedSends sends(u"/proc/sockscope/sends.json"_s);
    QCOMPARE(sends.load(), QString());
    const QString problem = sends.put(ping);
    QVERIFY2(problem.contains(u"could not be saved: /proc/sockscope/sends.json"_s), qPrintable(problem));
    QVERIFY(sends.sends().isEmpty());
}

void TestSavedSends::aFileThatCannotBeRead()
{
    QVERIFY(QDir().mkpath(m_path)); // a folder in its place
    SavedSends sends(m_path);
    const QString problem = sends.load();
    QVERIFY2(problem.startsWith(u"The saved sends can't be read: "_s), qPrintable(problem));
    QVERIFY(sends.put(ping).startsWith(u"The saved sends can't be read: "_s));
    QVERIFY(QFileInfo(m_path).isDir());
}

QTEST_GUILESS_MAIN(TestSavedSends)
#include "tst_saved_sends.moc"
