// SPDX-License-Identifier: GPL-3.0-or-later
#include "output/summary/summary_writer.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;

class TestSummaryWriter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesStreamsAndFiles();
    void namesWhatFailed();
};

void TestSummaryWriter::writesStreamsAndFiles()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"a.gz"_s); // compressed is only what --out writes
    QFile old(path);
    QVERIFY(old.open(QIODevice::WriteOnly) && old.write("something longer") > 0);
    old.close();
    QByteArray out;
    QByteArray err;
    const SummaryStreams streams{[&out](const QByteArray &bytes) { out += bytes; },
                                 [&err](const QByteArray &bytes) { err += bytes; }};
    const QByteArray binary("\0\xff\n", 3);
    QCOMPARE(
        writeSummaryParts({{u"stdout"_s, "one"}, {path, binary}, {u"stderr"_s, "two"}, {u"stdout"_s, "!"}}, streams),
        QString());
    QCOMPARE(out, "one!");
    QCOMPARE(err, "two");
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), binary);
}

void TestSummaryWriter::namesWhatFailed()
{
    QByteArray out;
    const SummaryStreams streams{[&out](const QByteArray &bytes) { out += bytes; }, [](const QByteArray &) {}};
    const QString error = writeSummaryParts(
        {{u"/nonexistent/g"_s, "x"}, {u"/"_s, "y"}, {u"/dev/full"_s, "z"}, {u"stdout"_s, "still written"}}, streams);
    QCOMPARE(error, u"Could not save some summary information:\n"
                    "\t- could not open '/nonexistent/g': open /nonexistent/g: no such file or directory\n"
                    "\t- could not open '/': open /: is a directory\n"
                    "\t- could not save to '/dev/full': write /dev/full: no space left on device"_s);
    QCOMPARE(out, "still written");
}

QTEST_APPLESS_MAIN(TestSummaryWriter)
#include "tst_summary_writer.moc"
