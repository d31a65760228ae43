// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/anonymous_paths.h"
#include "archive/test_archive.h"
#include "core/archive/outside_program.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

using namespace sockscope;
using namespace Qt::StringLiterals;

namespace {

TestArchive sample()
{
    TestArchive archive;
    archive.script = u"/home/somebody/tests/t.js"_s;
    archive.folder = u"/home/somebody/tests"_s;
    archive.files = {{u"/home/somebody/tests/t.js"_s, "export default () => {}\n"},
                     {u"/home/somebody/tests/lib/a.js"_s, "export const a = 1\n"},
                     {u"/srv/data.bin"_s, QByteArray("\0\x01", 2)}};
    archive.options = "{\"vus\":2,\"iterations\":4}";
    archive.env = {{u"X"_s, u"1"_s}, {u"A"_s, u"ü"_s}};
    archive.compatibilityMode = u"extended"_s;
    archive.dependencies = {u"k6"_s, u"k6/x/tcp"_s};
    return archive;
}

} // namespace

class TestTestArchive : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// Names and order are those of `k6 archive`.
    void theMembersAreThoseOfK6()
    {
        QString error;
        const QByteArray bytes = packArchive(sample(), &error);
        QCOMPARE(error, QString());
        const QByteArray list = outside::run(u"tar"_s, {u"tf"_s, u"-"_s}, bytes);
        QCOMPARE(
            list.trimmed().split('\n'),
            (QByteArrayList{"metadata.json", "data", "file/", "file/home/", "file/home/nobody/",
                            "file/home/nobody/tests/", "file/home/nobody/tests/lib/", "file/srv/",
                            "file/home/nobody/tests/lib/a.js", "file/home/nobody/tests/t.js", "file/srv/data.bin"}));
        const QByteArray metadata = outside::run(u"tar"_s, {u"xOf"_s, u"-"_s, u"metadata.json"_s}, bytes);
        QVERIFY(metadata.startsWith("{\n  \"type\": \"js\",\n  \"options\": {\n    \"vus\": 2,\n"));
        const QJsonObject object = QJsonDocument::fromJson(metadata).object();
        QCOMPARE(object.value(u"filename"_s).toString(), u"file:///home/nobody/tests/t.js"_s);
        QCOMPARE(object.value(u"pwd"_s).toString(), u"file:///home/nobody/tests"_s);
        QCOMPARE(object.value(u"env"_s).toObject(), (QJsonObject{{u"X"_s, u"1"_s}, {u"A"_s, u"ü"_s}}));
        QCOMPARE(object.value(u"dependencies"_s).toObject(), (QJsonObject{{u"k6"_s, u"*"_s}, {u"k6/x/tcp"_s, u"*"_s}}));
        QCOMPARE(object.value(u"k6version"_s).toString(), u"2.2.0"_s);
        QCOMPARE(object.value(u"goos"_s).toString(), u"linux"_s);
        QCOMPARE(object.value(u"compatibilityMode"_s).toString(), u"extended"_s);
    }

    void packedIsUnpacked()
    {
        QString error;
        const auto archive = unpackArchive(packArchive(sample(), &error), &error);
        QVERIFY2(archive, qPrintable(error));
        QCOMPARE(archive->script, u"/home/nobody/tests/t.js"_s);
        QCOMPARE(archive->folder, u"/home/nobody/tests"_s);
        QCOMPARE(archive->files.size(), 3);
        QCOMPARE(archive->files.value(u"/home/nobody/tests/t.js"_s), "export default () => {}\n");
        QCOMPARE(archive->files.value(u"/srv/data.bin"_s), QByteArray("\0\x01", 2));
        QCOMPARE(archive->env, sample().env);
        QCOMPARE(archive->dependencies, sample().dependencies);
        QCOMPARE(QJsonDocument::fromJson(archive->options).object().value(u"iterations"_s).toInt(), 4);
    }

    void whatIsNoArchiveIsToldInWords()
    {
        QString error;
        QVERIFY(!unpackArchive("plain", &error));
        QVERIFY(!error.isEmpty());
        QTemporaryDir folder;
        QFile other(folder.filePath(u"metadata.json"_s));
        QVERIFY(other.open(QIODevice::WriteOnly));
        other.write("{\"filename\": \"file:/x.js\", \"env\": {\"A\": 5}}");
        other.close();
        const QByteArray tar = outside::run(u"tar"_s, {u"cf"_s, u"-"_s, u"-C"_s, folder.path(), u"metadata.json"_s});
        QVERIFY(!unpackArchive(tar, &error));
        QVERIFY2(error.startsWith(u"the archive's metadata.json is damaged"), qPrintable(error));
    }

    void namesOfPeopleStayOutOfPaths_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("anonymous");
        QTest::newRow("home") << u"/home/ada/x/home/b.js"_s << u"/home/nobody/x/home/b.js"_s;
        QTest::newRow("mac") << u"/Users/ada/x.js"_s << u"/Users/nobody/x.js"_s;
        QTest::newRow("windows") << u"C:/Users/ada b/x.js"_s << u"C:/Users/nobody/x.js"_s;
        QTest::newRow("elsewhere") << u"/srv/home/ada/x.js"_s << u"/srv/home/ada/x.js"_s;
    }
    void namesOfPeopleStayOutOfPaths()
    {
        QFETCH(QString, path);
        QTEST(anonymousPath(path), "anonymous");
    }
};

QTEST_GUILESS_MAIN(TestTestArchive)
#include "tst_test_archive.moc"
