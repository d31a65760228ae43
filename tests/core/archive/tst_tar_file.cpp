// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/tar_file.h"
#include "core/archive/outside_program.h"

#include <QTemporaryDir>

using namespace sockscope;
using namespace Qt::StringLiterals;

class TestTarFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theSystemsTarReadsIt()
    {
        const QString longName = u"file/"_s + QString(150, u'n') + u"/x.js"_s;
        QString error;
        const QByteArray bytes = writeTar({{TarEntry::Kind::File, u"data"_s, "one\n", {}},
                                           {TarEntry::Kind::Folder, u"file"_s, {}, {}},
                                           {TarEntry::Kind::HardLink, u"file/a.js"_s, {}, u"data"_s},
                                           {TarEntry::Kind::File, longName, QByteArray(100'000, 'z'), {}}},
                                          &error);
        QCOMPARE(error, QString());
        QVERIFY(looksLikeTar(bytes));
        QTemporaryDir folder;
        outside::run(u"tar"_s, {u"xf"_s, u"-"_s, u"-C"_s, folder.path()}, bytes);
        QFile linked(folder.filePath(u"file/a.js"_s));
        QVERIFY(linked.open(QIODevice::ReadOnly));
        QCOMPARE(linked.readAll(), "one\n");
        QCOMPARE(QFileInfo(folder.filePath(longName)).size(), 100'000);
    }

    void whatWasWrittenIsRead()
    {
        QString error;
        const QByteArray bytes = writeTar({{TarEntry::Kind::File, u"data"_s, QByteArray("\0\xff", 2), {}},
                                           {TarEntry::Kind::Folder, u"file"_s, {}, {}},
                                           {TarEntry::Kind::HardLink, u"file/é.js"_s, {}, u"data"_s}},
                                          &error);
        for (const QByteArray &form : {bytes, outside::run(u"gzip"_s, {u"-c"_s}, bytes)}) {
            const auto entries = readTar(form, 1000, &error);
            QVERIFY2(entries, qPrintable(error));
            QCOMPARE(entries->size(), 3);
            QCOMPARE(entries->at(0).bytes, QByteArray("\0\xff", 2));
            QCOMPARE(entries->at(1).path, u"file"_s);
            QCOMPARE(entries->at(1).kind, TarEntry::Kind::Folder);
            QCOMPARE(entries->at(2).path, u"file/é.js"_s);
            QCOMPARE(entries->at(2).bytes, QByteArray("\0\xff", 2)); // a link has the bytes of what it names
        }
    }

    void damageAndSizeAreToldInWords()
    {
        QString error;
        const QByteArray bytes = writeTar({{TarEntry::Kind::File, u"big"_s, QByteArray(5000, 'x'), {}}}, &error);
        QVERIFY(!readTar(bytes, 4999, &error));
        QVERIFY2(error.contains(u"more than 4999 bytes"), qPrintable(error));
        QVERIFY(readTar(bytes, 5000, &error));
        for (const QByteArray &damaged : {bytes.left(700), QByteArray("not a tar"), QByteArray()}) {
            QVERIFY(!readTar(damaged, 5000, &error));
            QVERIFY2(error.startsWith(u"the archive can't be read: ") && error.size() > 30, qPrintable(error));
        }
    }
};

QTEST_GUILESS_MAIN(TestTarFile)
#include "tst_tar_file.moc"
