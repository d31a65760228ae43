// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/k6_folder.h"
#include "core/archive/outside_program.h"

#include <QTemporaryDir>

using namespace sockscope;
using namespace Qt::StringLiterals;

namespace {

TestArchive sample()
{
    TestArchive test;
    test.script = u"/a/b/tests/t.js"_s;
    test.files = {{u"/a/b/tests/t.js"_s, "main"}, {u"/a/b/lib/l.js"_s, "lib"}, {u"/a/b/tests/d.txt"_s, "data"}};
    test.env = {{u"NAME"_s, u"it's $HOME"_s}};
    return test;
}

} // namespace

class TestK6Folder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void filesKeepTheirPlaces()
    {
        const K6Folder folder = k6Folder(sample(), {});
        QCOMPARE(folder.files.keys(),
                 (QStringList{u"Dockerfile"_s, u"lib/l.js"_s, u"run.sh"_s, u"tests/d.txt"_s, u"tests/t.js"_s}));
        QCOMPARE(folder.script, u"tests/t.js"_s);
    }

    /// With a `k6` on the path that tells what it was called with.
    void itsScriptCallsK6()
    {
        QTemporaryDir temporary;
        const QString target = temporary.filePath(u"out/deep"_s);
        QCOMPARE(writeK6Folder(k6Folder(sample(), {u"--tag"_s, u"a=b c"_s}), target, false), QString());
        QFile k6(temporary.filePath(u"k6"_s));
        QVERIFY(k6.open(QIODevice::WriteOnly));
        k6.write("#!/bin/sh\npwd; for a in \"$@\"; do echo \"[$a]\"; done\n");
        k6.close();
        QVERIFY(k6.setPermissions(k6.permissions() | QFile::ExeOwner));
        const QByteArray printed = outside::run(
            u"env"_s, {u"PATH="_s + temporary.path() + u":/usr/bin:/bin"_s, target + u"/run.sh"_s, u"--quiet"_s});
        QCOMPARE(printed, QDir(target).canonicalPath().toUtf8() +
                              "\n[run]\n[--tag]\n[a=b c]\n[-e]\n[NAME=it's $HOME]\n[--quiet]\n[tests/t.js]\n");
    }

    void nothingIsOverwrittenUnasked()
    {
        QTemporaryDir temporary;
        QFile there(temporary.filePath(u"run.sh"_s));
        QVERIFY(there.open(QIODevice::WriteOnly));
        there.write("mine");
        there.close();
        const QString problem = writeK6Folder(k6Folder(sample(), {}), temporary.path(), false);
        QVERIFY2(problem.contains(u"run.sh already exists"), qPrintable(problem));
        QVERIFY(!QFile::exists(temporary.filePath(u"tests/t.js"_s)));
        QCOMPARE(writeK6Folder(k6Folder(sample(), {}), temporary.path(), true), QString());
        QVERIFY(QFile::exists(temporary.filePath(u"tests/t.js"_s)));
    }
};

QTEST_GUILESS_MAIN(TestK6Folder)
#include "tst_k6_folder.moc"
