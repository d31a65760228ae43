// SPDX-License-Identifier: GPL-3.0-or-later
#include "script/compile/module_resolver.h"

#include <QDir>
#include <QTest>

using namespace sockscope;
using namespace Qt::StringLiterals;

class TestModuleResolver : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void resolves_data();
    void resolves();
    void refuses_data();
    void refuses();
    void urls_data();
    void urls();
    void standardInput();

private:
    const ModuleResolver m_resolver{[](const QString &name) { return name == u"k6" || name == u"k6/x/tcp"; }};
};

void TestModuleResolver::resolves_data()
{
    QTest::addColumn<QString>("specifier");
    QTest::addColumn<QString>("url");
    QTest::newRow("relative") << u"./lib.js"_s << u"file:///a/b/lib.js"_s;
    QTest::newRow("parent") << u"../lib.js"_s << u"file:///a/lib.js"_s;
    QTest::newRow("above the root") << u"../../../lib.js"_s << u"file:///lib.js"_s;
    QTest::newRow("not normal") << u"./c/.././/d.js"_s << u"file:///a/b/d.js"_s;
    QTest::newRow("absolute") << u"/x/y.ts"_s << u"file:///x/y.ts"_s;
    QTest::newRow("file url") << u"file:///x/y.js"_s << u"file:///x/y.js"_s;
    QTest::newRow("no extension is added") << u"./lib"_s << u"file:///a/b/lib"_s;
    QTest::newRow("space") << u"./a b.js"_s << u"file:///a/b/a%20b.js"_s;
    QTest::newRow("encoded space") << u"./a%20b.js"_s << u"file:///a/b/a%20b.js"_s;
    QTest::newRow("letters") << u"./\u00e9.js"_s << u"file:///a/b/%C3%A9.js"_s;
    QTest::newRow("question mark") << u"./a.js?x=1"_s << u"file:///a/b/a.js%3Fx=1"_s;
    QTest::newRow("built-in") << u"k6/x/tcp"_s << u"k6/x/tcp"_s;
}

void TestModuleResolver::resolves()
{
    QFETCH(QString, specifier);
    QFETCH(QString, url);
    QString error = u"left over"_s;
    const ResolvedModule found = m_resolver.resolve(specifier, u"file:///a/b/script.js"_s, &error);
    QCOMPARE(error, QString());
    QCOMPARE(found.url, url);
    QCOMPARE(found.builtin, !url.startsWith(u"file:"_s));
}

void TestModuleResolver::refuses_data()
{
    QTest::addColumn<QString>("specifier");
    QTest::addColumn<QString>("says");
    const QString unrecognised = u"The moduleSpecifier \"%1\" couldn't be recognised as something k6 supports."_s;
    QTest::newRow("bare") << u"lodash"_s << unrecognised.arg(u"lodash"_s);
    QTest::newRow("bare with a path") << u"lib/x.js"_s << unrecognised.arg(u"lib/x.js"_s);
    QTest::newRow("almost k6") << u"k6x"_s << unrecognised.arg(u"k6x"_s);
    QTest::newRow("http") << u"http://a.b/c.js"_s
                          << u"only supported schemes for imports are file and https, http://a.b/c.js has `http`"_s;
    QTest::newRow("ftp") << u"FTP://a.b/c.js"_s
                         << u"only supported schemes for imports are file and https, FTP://a.b/c.js has `ftp`"_s;
    QTest::newRow("https")
        << u"https://jslib.k6.io/x.js"_s
        << u"The moduleSpecifier \"https://jslib.k6.io/x.js\" is on the network, from where Sockscope loads nothing. "
           "Save the file beside the script and import it by its path, or run this script with `k6 run`"_s;
    QTest::newRow("unknown")
        << u"k6/nope"_s
        << u"unknown modules [\"k6/nope\"] were tried to be loaded, but couldn't - this likely means automatic "
           "extension resolution is required or a custom k6 binary with the required extensions"_s;
    const QString elsewhere =
        u"the module \"%1\" is not part of Sockscope, which covers TCP sockets and k6's core modules; "
        "k6 itself provides it: run this script with `k6 run`"_s;
    for (const QString &name : {u"k6/http"_s, u"k6/browser"_s, u"k6/ws"_s, u"k6/websockets"_s, u"k6/net/grpc"_s,
                                u"k6/html"_s, u"k6/secrets"_s, u"k6/experimental/fs"_s, u"k6/crypto/x509"_s})
        QTest::newRow(qPrintable(name)) << name << elsewhere.arg(name);
    QTest::newRow("empty") << QString() << u"require() can't be used with an empty specifier"_s;
}

void TestModuleResolver::refuses()
{
    QFETCH(QString, specifier);
    QFETCH(QString, says);
    QString error;
    QCOMPARE(m_resolver.resolve(specifier, u"file:///a/b/script.js"_s, &error).url, QString());
    QCOMPARE(error, says);
}

void TestModuleResolver::urls_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("url");
    QTest::newRow("plain") << u"/tmp/a.js"_s << u"file:///tmp/a.js"_s;
    QTest::newRow("space and letters") << u"/tmp/sp ace/m \u00fc.js"_s << u"file:///tmp/sp%20ace/m%20%C3%BC.js"_s;
    QTest::newRow("percent") << u"/tmp/100%.js"_s << u"file:///tmp/100%25.js"_s;
    QTest::newRow("hash") << u"/tmp/a#b.js"_s << u"file:///tmp/a%23b.js"_s;
    QTest::newRow("colon and at") << u"/tmp/a:1@b.js"_s << u"file:///tmp/a:1@b.js"_s;
}

void TestModuleResolver::urls()
{
    QFETCH(QString, path);
    QFETCH(QString, url);
    QCOMPARE(ModuleResolver::urlOf(path), url);
    QCOMPARE(ModuleResolver::pathOf(url), path);
}

void TestModuleResolver::standardInput()
{
    QCOMPARE(ModuleResolver::urlOf(u"-"_s), u"file:///-"_s);
    QString error;
    QCOMPARE(m_resolver.resolve(u"./lib.js"_s, u"file:///-"_s, &error).url,
             ModuleResolver::urlOf(QDir::current().filePath(u"lib.js"_s)));
    QCOMPARE(ModuleResolver::urlOf(u"a.js"_s), ModuleResolver::urlOf(QDir::current().filePath(u"a.js"_s)));
}

QTEST_GUILESS_MAIN(TestModuleResolver)
#include "tst_module_resolver.moc"
