// SPDX-License-Identifier: GPL-3.0-or-later
// console.*: what k6 2.2 prints for the same values.
#include "support/script_runner.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;

class TestConsole : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void format_data();
    void format();
    void levels();
    void deepAndCircularValuesEnd();
};

void TestConsole::format_data()
{
    QTest::addColumn<QString>("values");
    QTest::addColumn<QString>("expected");
    const auto row = [](const QString &values, const QString &expected) {
        QTest::newRow(qPrintable(values)) << values << expected;
    };
    row(u"'text', 1, true, null, undefined, 1.5, -0, NaN"_s, u"text 1 true null undefined 1.5 0 NaN"_s);
    row(u"{ a: 1, b: 'x', c: [1, 2], d: null, e: undefined }"_s,
        u"{ a: 1, b: \"x\", c: [ 1, 2 ], d: null, e: null }"_s);
    row(u"[1, 'two', { three: 3 }], []"_s, u"[ 1, \"two\", { three: 3 } ] []"_s);
    row(u"[1, , 3]"_s, u"[ 1, null, 3 ]"_s);
    row(u"() => 1, class A {}, { f() {} }"_s, u"[object Function] [object Function] { f: [object Function] }"_s);
    row(u"new Error('boom'), { e: new TypeError('t') }"_s, u"Error: boom { e: TypeError: t }"_s);
    row(u"new Date(0), { d: new Date(0) }, new Date(NaN)"_s,
        u"\"1970-01-01T00:00:00.000Z\" { d: \"1970-01-01T00:00:00.000Z\" } {}"_s);
    row(u"new Uint8Array([0, 255]).buffer"_s, u"ArrayBuffer { [Uint8Contents]: <00 ff>, byteLength: 2 }"_s);
    row(u"new Uint8Array([1, 2, 3]), new Uint8Array(0), new Float32Array([0.5])"_s,
        u"Uint8Array(3) [ 1, 2, 3 ] Uint8Array(0) [] Float32Array(1) [ 0.5 ]"_s);
    row(u"new DataView(new ArrayBuffer(1)), new Map([[1, 2]]), new Set([1]), /x/, Promise.resolve()"_s,
        u"{} {} {} {} {}"_s);
    row(u"Symbol('s'), { s: Symbol('n') }"_s, u"s { s: \"n\" }"_s);
    row(u"'quote \"inner\"', { q: 'a\"b\\n' }"_s, u"quote \"inner\" { q: \"a\"b\n\" }"_s);
    row(u"'%s %d', 1"_s, u"%s %d 1"_s);
    row(u"new String('ab'), new Number(5), new Boolean(true)"_s, u"{ 0: \"a\", 1: \"b\" } {} {}"_s);
    row(u"(() => { const a = { n: 1 }; a.self = a; a.list = [a]; return a })()"_s,
        u"{ n: 1, self: [Circular], list: [ [Circular] ] }"_s);
    row(u"(() => { const s = { x: 1 }; return [s, s] })()"_s, u"[ { x: 1 }, { x: 1 } ]"_s);
    row(u"new (class P { constructor() { this.own = 1 } get hidden() { return 2 } })()"_s, u"{ own: 1 }"_s);
    row(QString(), QString());
}

void TestConsole::format()
{
    QFETCH(QString, values);
    QFETCH(QString, expected);
    const ScriptRun run = runBody(u"console.log(%1)"_s.arg(values));
    QCOMPARE(run.errors, QStringList());
    QCOMPARE(run.console, QStringList(expected));
}

void TestConsole::levels()
{
    const ScriptRun run =
        runBody(u"console.debug('d'); console.log('l'); console.info('i'); console.warn('w'); console.error('e')"_s);
    QList<LogLevel> levels;
    for (const LogRecord &record : run.log)
        levels.append(record.level);
    QCOMPARE(levels,
             (QList<LogLevel>{LogLevel::Debug, LogLevel::Info, LogLevel::Info, LogLevel::Warning, LogLevel::Error}));
    QCOMPARE(run.console, (QStringList{u"d"_s, u"l"_s, u"i"_s, u"w"_s, u"e"_s}));
}

void TestConsole::deepAndCircularValuesEnd()
{
    const ScriptRun run = runBody(
        u"let o = {}; for (let i = 0; i < 100000; ++i) o = { o }; try { console.log(o) } catch (e) { console.log(e.name) }"_s);
    QCOMPARE(run.console.size(), 1); // printed whole, or a RangeError; never a crash
}

QTEST_GUILESS_MAIN(TestConsole)
#include "tst_console.moc"
