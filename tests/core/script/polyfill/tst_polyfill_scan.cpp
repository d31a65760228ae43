// SPDX-License-Identifier: GPL-3.0-or-later
#include "lowered.h"
#include "support/process_state.h"

#include <QElapsedTimer>
#include <QFile>
#include <QLoggingCategory>
#include <QTest>

#include <memory>
#include <vector>

using namespace sockscope;
using namespace Qt::StringLiterals;

class tst_PolyfillScan : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void needs_data();
    void needs();
    void emptyScript();
    void helpersOfTheCompiler();
    void severalSources();
    void speed();
    void cost_data();
    void cost();
};

namespace {

QString names(const PolyfillSet &set)
{
    QStringList found;
    for (int i = 0; i < int(Polyfill::Count); ++i) {
        if (set.contains(Polyfill(i)))
            found.append(QString::number(i));
    }
    return found.join(u' ');
}

qint64 residentKilobytes()
{
    return test::residentBytes() / 1024;
}

} // namespace

void tst_PolyfillScan::initTestCase()
{
    QLoggingCategory::setFilterRules(u"qt.qml.compiler=false"_s);
}

void tst_PolyfillScan::needs_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QList<Polyfill>>("needed");

    const auto row = [](const char *source, const QList<Polyfill> &needed) {
        QTest::newRow(source) << QString::fromLatin1(source) << needed;
    };
    row("a.flat()", {Polyfill::ArrayFlat});
    row("a[\"flat\"]()", {Polyfill::ArrayFlat, Polyfill::OnDemand});
    row("const { at } = \"\";", {Polyfill::ArraySearch});
    row("print(\"a look at the flat screen with care\")", {});
    row("s.replace(\"a\", \"b\").split(\",\")", {});
    row("s.replace( 'a', b)", {});
    row("s.replace(/a/g, \"\")", {Polyfill::StringReplace});
    row("s\n.replace(\npattern, x)", {Polyfill::StringReplace});
    row("s.split(separator)", {Polyfill::StringSplit});
    row("s.search(/a/)", {});
    row("s.search(x)", {Polyfill::StringSearch});
    row("JSON.parse(text)", {});
    row("JSON.parse(f(a, [b, c]))", {});
    row("JSON.parse(text, (k, v) => v)", {Polyfill::JsonParse});
    row("JSON\n.parse(\nf(\")\", '('), revive)", {Polyfill::JsonParse});
    row("JSON.stringify(x, null, 2)", {});
    row("JSON.stringify({ a: 1, b: \",\" })", {});
    row("JSON.stringify(x, [\"a\"])", {Polyfill::JsonStringify});
    row("const parse = JSON.parse;", {Polyfill::JsonParse});
    row("const J = JSON;", {Polyfill::JsonParse, Polyfill::JsonStringify});
    row("Date.now() - Date . UTC(1, 2)", {});
    row("new Date()", {Polyfill::DateFormat});
    row("new Date(text)", {Polyfill::DateFormat, Polyfill::DateParse});
    row("Array.from(x)", {Polyfill::ArrayFrom});
    row("Uint8Array.from(x)", {});
    row("class A extends Array {}", {Polyfill::ArraySpecies});
    row("n.toString() + n.toString(16)", {Polyfill::NumberFormat});
    row("n.toString()", {});
    row("f.apply(null, bytes)", {Polyfill::FunctionApply});
    row("new WeakMap()", {Polyfill::WeakCollections});
    row("new Map()", {Polyfill::MapAndSet});
    row("new Map([[new Proxy({}, {}), 1]])", {Polyfill::MapAndSet, Polyfill::ProxyKeys, Polyfill::ProxyViews});
    row("new RegExp(\"a\", \"s\")", {Polyfill::RegExpLibrary});
    row("s.match(\"(?<=a)b\")", {Polyfill::RegExpLibrary});
    row("var import_crypto = require(\"k6/crypto\"); import_crypto.default.md5(x)", {});
    row("crypto.randomUUID()", {Polyfill::Crypto});
    row("globalThis.crypto.subtle", {Polyfill::GlobalThis, Polyfill::Crypto});
    row("new TextDecoder()", {Polyfill::TextEncoding});
    row("BigInt(5)", {Polyfill::BigIntNotice});
    row("typeof BigInt === \"function\" ? BigInt(5) : 5", {});
    row("handlers[name](x)", {Polyfill::OnDemand});
    row("Array.prototype[name].call(x)", {Polyfill::OnDemand});
    row("eval(text)", {Polyfill::OnDemandAll});
    row("new Function(\"a\", body)", {Polyfill::OnDemandAll});
    row("Function(\"return this\")()", {});
    row("x instanceof Function", {});
    row("caf\u00e9.flat()", {Polyfill::ArrayFlat});
    row("my_flat.$flat(flatten)", {});
    row("JSON.parse(", {Polyfill::JsonParse});
}

void tst_PolyfillScan::needs()
{
    QFETCH(QString, source);
    QFETCH(QList<Polyfill>, needed);
    PolyfillSet expected;
    for (const Polyfill polyfill : needed)
        expected.add(polyfill);
    QCOMPARE(names(polyfillsFor({source})), names(expected));
}

void tst_PolyfillScan::emptyScript()
{
    const QStringList compiled = test::lowered({
        u"import { check, sleep } from 'k6';\nimport { Socket } from 'k6/x/tcp';\nexport const options = { vus: 10 };\n"
        "export default async function () { const s = new Socket(); try { await s.connect(80, 'localhost'); await "
        "s.write('x'); s.on('data', (d) => "
        "console.log(`${d.length} bytes`, JSON.stringify({ ...d, n: Date.now() }))); } catch { sleep(1) } finally { s.destroy() } }"_s,
        u""_s,
    });
    QVERIFY2(polyfillsFor(compiled).isEmpty(), qPrintable(names(polyfillsFor(compiled))));
}

// What esbuild puts into every file asks for nothing.
void tst_PolyfillScan::helpersOfTheCompiler()
{
    const QString code = test::lowered({u"export default class A { x = 1; static y = 2; async f({ a, ...rest }) { "
                                        u"return { ...rest, [a]: await 5 } } }\n"
                                        "export * from 'k6';"_s})
                             .constFirst();
    QVERIFY(code.contains(u"__async"));
    QVERIFY2(polyfillsFor({code}).isEmpty(), qPrintable(names(polyfillsFor({code}))));
    const QString fields =
        test::lowered({u"class A { #x = 1; #m() { return this.#x } static s(o) { return #x in o && o.#m() } }"_s})
            .constFirst();
    QCOMPARE(names(polyfillsFor({fields})), names({Polyfill::WeakCollections}));
}

void tst_PolyfillScan::severalSources()
{
    PolyfillSet both = polyfillsFor({u"a.flat()"_s});
    both |= polyfillsFor({u"b.at(1)"_s});
    QVERIFY(both == polyfillsFor({u"a.flat()"_s, u"b.at(1)"_s}));
    QCOMPARE(both.size(), 2u);
}

void tst_PolyfillScan::speed()
{
    const QString source =
        u"const value = thing.method(argument, \"text with words\") || other[index].flat() ? x : y;\n"_s.repeated(
            10'000);
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(names(polyfillsFor({source})), names({Polyfill::ArrayFlat}));
    qInfo("%lld KB scanned in %lld us", source.size() / 1024, timer.nsecsElapsed() / 1000);
    QVERIFY(timer.elapsed() < 2000);
}

void tst_PolyfillScan::cost_data()
{
    QTest::addColumn<QList<Polyfill>>("polyfills");
    QTest::newRow("nothing") << QList<Polyfill>{};
    QTest::newRow("flat") << QList<Polyfill>{Polyfill::ArrayFlat};
    QTest::newRow("private fields") << QList<Polyfill>{Polyfill::WeakCollections};
    QTest::newRow("Map and Set") << QList<Polyfill>{Polyfill::MapAndSet};
    QTest::newRow("RegExp") << QList<Polyfill>{Polyfill::RegExpLibrary};
    QTest::newRow("on demand") << QList<Polyfill>{Polyfill::OnDemand};
    QList<Polyfill> all;
    for (int i = 0; i < int(Polyfill::OnDemand); ++i)
        all.append(Polyfill(i));
    QTest::newRow("everything") << all;
}

// An engine takes about 1 ms and 360 KB; a thousand of them share a process.
void tst_PolyfillScan::cost()
{
    QFETCH(QList<Polyfill>, polyfills);
    PolyfillSet set;
    for (const Polyfill polyfill : polyfills)
        set.add(polyfill);
    constexpr int count = 50;
    std::vector<std::unique_ptr<QJSEngine>> engines;
    for (int i = 0; i <= count; ++i)
        engines.push_back(std::make_unique<QJSEngine>());
    install(*engines.back(), set); // what is shared comes first
    const qint64 before = residentKilobytes();
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < count; ++i)
        install(*engines[std::size_t(i)], set);
    const double milliseconds = double(timer.nsecsElapsed()) / 1e6 / count;
    const qint64 kilobytes = (residentKilobytes() - before) / count;
    qInfo("%s: %.3f ms, %lld KB an engine", QTest::currentDataTag(), milliseconds, kilobytes);
    QVERIFY2(milliseconds < 60, "far beyond what a loaded machine explains");
    QVERIFY(!test::isMemoryMeasurable || kilobytes < (polyfills.size() > 5 ? 1200 : 250));
    if (polyfills.isEmpty())
        QVERIFY(milliseconds < 0.05 && (!test::isMemoryMeasurable || kilobytes == 0));
}

QTEST_GUILESS_MAIN(tst_PolyfillScan)

#include "tst_polyfill_scan.moc"
