// SPDX-License-Identifier: GPL-3.0-or-later
// The table of names against a real engine.
#include "api_reference.h"
#include "core/run/session_fixture.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;

class TestApiReference : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyNameExists();
    void eventsExist();
    void optionsAreRead_data();
    void optionsAreRead();
    void nothingIsMissing();
    void knowsVariables_data();
    void knowsVariables();
    void knowsFunctions();
};

namespace {

using Place = ApiReference::Place;

/// An expression for the object that has the names of a scope.
QString objectOf(const QString &scope)
{
    static const QHash<QString, QString> objects{
        {QString(), u"globalThis"_s},
        {u"prompt"_s, u"globalThis"_s},
        {u"Socket"_s, u"new Socket()"_s},
        {u"TCPError"_s, u"await new Socket().connect(0.5).catch((error) => error)"_s},
        {u"Metric"_s, u"metric"_s},
        {u"Hasher"_s, u"require('k6/crypto').createHash('md5')"_s},
        {u"console"_s, u"console"_s},
        {u"crypto"_s, u"crypto"_s},
        {u"exec.instance"_s, u"exec.instance"_s},
        {u"exec.scenario"_s, u"exec.scenario"_s},
        {u"exec.test"_s, u"exec.test"_s},
        {u"exec.vu"_s, u"exec.vu"_s},
        {u"exec.vu.metrics"_s, u"exec.vu.metrics"_s}};
    return objects.value(scope, u"require('%1')"_s.arg(scope));
}

QStringList namesOf(const QString &scope)
{
    QStringList names;
    for (const ApiEntry &entry : ApiReference::instance().entries())
        if (entry.of == scope)
            names.append(entry.name);
    return names;
}

} // namespace

/// And is a function where the table says so; every entry has a signature and a sentence.
void TestApiReference::everyNameExists()
{
    SessionFixture session;
    QCOMPARE(
        session.settled(session.enter(u"import { Trend } from 'k6/metrics'\nglobalThis.metric = new Trend('api_test')\n"
                                      "export default () => 1"_s)),
        u"1"_s);
    int checked = 0;
    for (const ApiEntry &entry : ApiReference::instance().entries()) {
        QVERIFY2(entry.signature.startsWith(entry.name) && entry.summary.endsWith(u'.'), qPrintable(entry.name));
        if (entry.kind == "event"_L1 || entry.kind == "option"_L1)
            continue;
        const bool isGlobal = objectOf(entry.of) == "globalThis"_L1; // some come to be when they are named
        const bool isFunction = entry.kind == "function"_L1;
        const QString question = isGlobal ? u"((o) => typeof %2 !== 'undefined'%3)(%1)"_s
                                 : isFunction
                                     ? u"((o) => typeof ('%2' in o ? o : o.default)['%2'] === 'function'%3)(%1)"_s
                                     : u"((o) => '%2' in ('%2' in o ? o : o.default || o)%3)(%1)"_s;
        const QString also = isGlobal && isFunction ? u" && typeof %1 === 'function'"_s.arg(entry.name) : QString();
        const QString found = session.eval(question.arg(objectOf(entry.of), entry.name, also));
        QCOMPARE(entry.of + u' ' + entry.name + u' ' + found, entry.of + u' ' + entry.name + u" true"_s);
        ++checked;
    }
    QVERIFY(checked > 90);
}

/// An unknown one is warned of.
void TestApiReference::eventsExist()
{
    SessionFixture session;
    QCOMPARE(session.eval(u"socket.on('nothing', () => {})"_s), u"undefined"_s);
    QCOMPARE(session.log().messages(LogLevel::Warning).size(), 1);
    const QStringList names = namesOf(u"Socket events"_s);
    QCOMPARE(names.size(), 5);
    for (const QString &name : names)
        QCOMPARE(session.eval(u"socket.on('%1', () => {})"_s.arg(name)), u"undefined"_s);
    QCOMPARE(session.log().messages(LogLevel::Warning).size(), 1);
}

void TestApiReference::optionsAreRead_data()
{
    QTest::addColumn<QString>("call");
    QTest::newRow("connect options") << u"await new Socket().connect(options).catch(() => 0)"_s;
    QTest::newRow("write options") << u"await new Socket().write('', options).catch(() => 0)"_s;
    QTest::newRow("Socket options") << u"new Socket(options)"_s;
}

/// By the call that they are for; no others are.
void TestApiReference::optionsAreRead()
{
    QFETCH(const QString, call);
    SessionFixture session;
    const QString read = session.eval(u"var read = new Set(); var options = new Proxy({}, { get(target, name) { "
                                      "if (typeof name === 'string') read.add(name); return undefined } }); %1; "
                                      "[...read].sort().join()"_s.arg(call));
    QStringList names = namesOf(QString::fromUtf8(QTest::currentDataTag()));
    names.sort();
    QCOMPARE(read, names.join(u','));
}

/// What the engine has is in the table.
void TestApiReference::nothingIsMissing()
{
    SessionFixture session;
    for (const QString &scope : {u"Socket"_s, u"k6"_s, u"k6/x/tcp"_s, u"k6/metrics"_s, u"k6/encoding"_s, u"k6/crypto"_s,
                                 u"k6/data"_s, u"k6/timers"_s, u"Hasher"_s}) {
        const QString all =
            session.eval(u"const o_%2 = %1; Object.keys(o_%2).filter((name) => name !== 'default').join()"_s.arg(
                objectOf(scope), QString::number(qHash(scope))));
        const QStringList known = namesOf(scope);
        const QStringList names = all.split(u',', Qt::SkipEmptyParts);
        QVERIFY2(!names.isEmpty(), qPrintable(scope + all));
        for (const QString &name : names)
            QVERIFY2(known.contains(name), qPrintable(scope + u' ' + name));
    }
}

void TestApiReference::knowsVariables_data()
{
    QTest::addColumn<QString>("document");
    QTest::addColumn<QStringList>("chain");
    QTest::addColumn<bool>("isPrompt");
    QTest::addColumn<QString>("name"); // one that must be there; empty: none at all
    QTest::newRow("prompt's socket") << QString() << QStringList{u"socket"_s} << true << u"write"_s;
    QTest::newRow("by number") << QString() << QStringList{u"sockets"_s, u"12"_s} << true << u"write"_s;
    QTest::newRow("made here") << u"const s = new Socket();"_s << QStringList{u"s"_s} << false << u"on"_s;
    QTest::newRow("made by a module") << u"import c from 'k6/crypto'\nlet h = c.createHash('md5')"_s
                                      << QStringList{u"h"_s} << false << u"digest"_s;
    QTest::newRow("imported") << u"import * as enc from \"k6/encoding\""_s << QStringList{u"enc"_s} << false
                              << u"b64encode"_s;
    QTest::newRow("members") << u"import exec from 'k6/execution'"_s << QStringList{u"exec"_s, u"vu"_s} << false
                             << u"idInTest"_s;
    QTest::newRow("by name") << QString() << QStringList{u"myConnection"_s} << false << u"connect"_s;
    QTest::newRow("console") << QString() << QStringList{u"console"_s} << false << u"log"_s;
    QTest::newRow("unknown") << u"const a = b(); const b = a()"_s << QStringList{u"a"_s} << false << QString();
    QTest::newRow("in scope") << QString() << QStringList() << false << u"check"_s;
}

void TestApiReference::knowsVariables()
{
    QFETCH(const QString, document);
    QFETCH(const QStringList, chain);
    QFETCH(const bool, isPrompt);
    QFETCH(const QString, name);
    const QStringList names =
        ApiReference::instance().namesBehind(chain, isPrompt ? Place::Prompt : Place::Script, document);
    if (name.isEmpty())
        QCOMPARE(names, QStringList());
    else
        QVERIFY2(names.contains(name), qPrintable(names.join(u' ')));
}

void TestApiReference::knowsFunctions()
{
    const ApiReference &api = ApiReference::instance();
    QVERIFY(api.function({u"socket"_s, u"write"_s}, Place::Prompt, {})->signature.startsWith(u"write("_s));
    QVERIFY(api.function({u"halfClose"_s}, Place::Prompt, {}));
    QVERIFY(!api.function({u"halfClose"_s}, Place::Script, {})); // k6 hasn't it
    QVERIFY(!api.function({u"thing"_s, u"write"_s}, Place::Script, {}));
    QVERIFY(!api.function({}, Place::Script, {}));
}

QTEST_GUILESS_MAIN(TestApiReference)
#include "tst_api_reference.moc"
