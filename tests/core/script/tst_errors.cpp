// SPDX-License-Identifier: GPL-3.0-or-later
// The error classes of the prelude: what k6 scripts may ask of errors, their own and the engine's.
#include "support/script_runner.h"

#include <QLoggingCategory>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;

class TestErrors : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void behaviour_data();
    void behaviour();
    void stacks_data();
    void stacks();
    void stackForm();
    void reportedForm_data();
    void reportedForm();
    void deepRecursionEnds();
    void errorsOfOtherModules();
    void manyErrors();
};

void TestErrors::init()
{
    QLoggingCategory::setFilterRules(u"qt.qml.compiler=false"_s);
}

void TestErrors::behaviour_data()
{
    QTest::addColumn<QString>("body");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const QString &body, const QString &expected) {
        QTest::newRow(name) << body << expected;
    };
    for (const char *name :
         {"Error", "TypeError", "RangeError", "SyntaxError", "ReferenceError", "EvalError", "URIError"}) {
        const QString type = QString::fromLatin1(name);
        QTest::newRow(qPrintable(type + u" basics"_s))
            << u"const e = new %1('m'); log(e.name, e.message, String(e), e instanceof %1, e instanceof Error, e.constructor === %1, Object.keys(e).length)"_s
                   .arg(type)
            << u"%1 m %1: m true true true 0"_s.arg(type);
        QTest::newRow(qPrintable(type + u" without new"_s))
            << u"const e = %1('m'); log(e instanceof %1, String(e), typeof e.stack)"_s.arg(type)
            << u"true %1: m string"_s.arg(type);
        QTest::newRow(qPrintable(type + u" class"_s))
            << u"log(%1.name, typeof %1, %1.prototype.name, %1.prototype.constructor === %1)"_s.arg(type)
            << u"%1 function %1 true"_s.arg(type);
    }
    row("no message",
        u"const e = new Error(); log(String(e), e.message === '', 'message' in e, e.hasOwnProperty('message'))"_s,
        u"Error true true false"_s);
    row("undefined message",
        u"log(new Error(undefined).hasOwnProperty('message'), String(new Error(null)), String(new Error(5)), String(new Error('')))"_s,
        u"false Error: null Error: 5 Error"_s);
    row("cause",
        u"const e = new Error('m', { cause: 42 }); log(e.cause, 'cause' in e, 'cause' in new Error('m'), Object.keys(e).length, new Error('m', { cause: undefined }).hasOwnProperty('cause'))"_s,
        u"42 true false 0 true"_s);
    row("aggregate",
        u"const e = new AggregateError([1, new Error('x')], 'many'); log(e.name, e.message, e.errors.length, e instanceof AggregateError, e instanceof Error, e.errors[1].message)"_s,
        u"AggregateError many 2 true true x"_s);
    row("aggregate of an iterable", u"log(new AggregateError(new Set([1, 2])).errors.join())"_s, u"1,2"_s);
    row("tag", u"log(Object.prototype.toString.call(new TypeError('x')))"_s, u"[object Error]"_s);
    row("message can be changed",
        u"const e = new Error('a'); e.message = 'b'; log(String(e), e.stack.split('\\n')[0])"_s,
        u"Error: b Error: b"_s);
    row("name can be changed", u"const e = new Error('a'); e.name = 'Mine'; log(String(e))"_s, u"Mine: a"_s);
    row("stack can be changed", u"const e = new Error('a'); e.stack = 'mine'; log(e.stack)"_s, u"mine"_s);
    row("json", u"log(JSON.stringify(new Error('x')), JSON.stringify({ e: new Error('x') }))"_s, u"{} {\"e\":{}}"_s);
    row("copied by spread",
        u"const e = new Error('x'); e.code = 5; log(JSON.stringify({ ...e }), Object.assign({}, e).code)"_s,
        u"{\"code\":5} 5"_s);
    row("subclass",
        u"class Mine extends Error { constructor (m, code) { super(m); this.name = 'Mine'; this.code = code } describe "
        u"() { return this.code + this.message } }\n"
        "try { throw new Mine('m', 7) } catch (e) { log(e instanceof Mine, e instanceof Error, String(e), e.describe(), e.stack.split('\\n')[0], Object.keys(e).join()) }"_s,
        u"true true Mine: m 7m Mine: m name,code"_s);
    row("subclass of a subclass",
        u"class A extends TypeError {} class B extends A { get name () { return 'B' } }\nconst e = new B('m'); log(e instanceof TypeError, e instanceof A, String(e))"_s,
        u"true true B: m"_s);
    row("subclass without constructor",
        u"class A extends RangeError {}\nconst e = new A('m', { cause: 1 }); log(e.name, e.message, e.cause, e.constructor === A)"_s,
        u"RangeError m 1 true"_s);
    row("old-style subclass",
        u"function Old (m) { this.message = m } Old.prototype = Object.create(Error.prototype); Old.prototype.name = 'Old'; log(String(new Old('m')), new Old() instanceof Error)"_s,
        u"Old: m true"_s);
    row("subclass that calls Error",
        u"function Old (m) { const e = Error.call(this, m); this.message = e.message } Old.prototype = Object.create(Error.prototype); log(String(new Old('m')))"_s,
        u"Error: m"_s);

    row("engine: undefined member",
        u"try { undefined.x } catch (e) { log(e.name, e instanceof TypeError, e instanceof Error, e.constructor === TypeError, typeof e.message) }"_s,
        u"TypeError true true true string"_s);
    row("engine: unknown name", u"try { nowhere } catch (e) { log(String(e), e instanceof ReferenceError) }"_s,
        u"ReferenceError: nowhere is not defined true"_s);
    row("engine: not a function", u"try { (5)() } catch (e) { log(e.name, e instanceof TypeError) }"_s,
        u"TypeError true"_s);
    row("engine: json", u"try { JSON.parse('{') } catch (e) { log(e.name, e instanceof SyntaxError) }"_s,
        u"SyntaxError true"_s);
    row("engine: range", u"try { new Array(-1) } catch (e) { log(e.name, e instanceof RangeError) }"_s,
        u"RangeError true"_s);
    row("engine: uri", u"try { decodeURIComponent('%') } catch (e) { log(e.name, e instanceof URIError) }"_s,
        u"URIError true"_s);
    row("engine: to fixed", u"try { (1).toFixed(1000) } catch (e) { log(e.name) }"_s, u"RangeError"_s);
    row("engine error keys", u"try { null.x } catch (e) { log(Object.keys(e).length, JSON.stringify(e)) }"_s,
        u"0 {}"_s);
    row("engine error in finally",
        u"const f = () => { try { null.x } finally { log('finally') } }; try { f() } catch (e) { log(e instanceof TypeError) }"_s,
        u"finally true"_s);
    row("engine error in a promise",
        u"await new Promise((r) => Promise.resolve().then(() => nowhere).catch((e) => { log(e instanceof ReferenceError, typeof e.stack); r() }))"_s,
        u"true string"_s);
    row("engine error in an executor",
        u"await new Promise(() => { nowhere }).catch((e) => log(e instanceof ReferenceError))"_s, u"true"_s);
    row("engine error awaited",
        u"const f = async () => { null.x }; try { await f() } catch (e) { log(e instanceof TypeError) }"_s, u"true"_s);
    row("engine error in a generator",
        u"function * g () { try { yield 1 } catch (e) { log(e.message) } } const i = g(); i.next(); i.throw(new Error('thrown in'))"_s,
        u"thrown in"_s);
    row("caught keeps identity",
        u"const e = new Error('x'); try { throw e } catch (c) { log(c === e) } try { try { throw e } finally {} } catch (c) { log(c === e) }"_s,
        u"true true"_s);
    row("caught engine error keeps identity",
        u"let first; try { try { null.x } catch (e) { first = e; throw e } } catch (e) { log(e === first) }"_s,
        u"true"_s);
    row("other values",
        u"for (const v of [1, 'x', null, undefined, true]) try { throw v } catch (e) { log(String(e), e === v) }"_s,
        u"1 true x true null true undefined true true true"_s);
    row("thrown objects",
        u"const o = { a: 1 }; try { throw o } catch (e) { log(e === o) } const f = () => 1; try { throw f } catch (e) { log(e === f) }"_s,
        u"true true"_s);
    row("catch without binding", u"try { null.x } catch { log('x') }"_s, u"x"_s);
    row("catch destructures",
        u"try { throw new TypeError('m') } catch ({ name, message }) { log(name, message) } try { null.x } catch ({ name }) { log(name) }"_s,
        u"TypeError m TypeError"_s);
    row("GoError",
        u"try { setTimeout() } catch (e) { log(e instanceof GoError, e instanceof Error, e.name, e.constructor.name, String(new GoError('m'))) }"_s,
        u"true true GoError GoError GoError: m"_s);
    row("fail()", u"try { fail('m') } catch (e) { log(String(e), e instanceof GoError, e.message) }"_s,
        u"GoError: m true m"_s);
    row("toString on others",
        u"log(Error.prototype.toString.call({ name: 'N', message: 'M' }), Error.prototype.toString.call({}))"_s,
        u"N: M Error"_s);
    row("typeof stack",
        u"log(typeof new Error('x').stack, 'stack' in new Error('x'), typeof Object.create(Error.prototype).stack)"_s,
        u"string true undefined"_s);
    row("inherits from an error", u"const e = Object.create(new Error('m')); log(e.message, e instanceof Error)"_s,
        u"m true"_s);
}

void TestErrors::behaviour()
{
    QFETCH(QString, body);
    QFETCH(QString, expected);
    const ScriptRun run = runScript(
        u"import { fail } from 'k6'\nconst seen = [], log = (...a) => seen.push(a.join(' '))\nexport default async function () {\n"_s +
        body + u"\nconsole.log(seen.join(' '))\n}"_s);
    QCOMPARE(run.errors, QStringList());
    QCOMPARE(run.console, QStringList(expected));
}

void TestErrors::stacks_data()
{
    QTest::addColumn<QString>("code"); // must evaluate to an error; starts on line 3
    QTest::addColumn<int>("line");     // of the innermost frame
    const auto row = [](const char *name, const QString &code, int line) { QTest::newRow(name) << code << line; };
    row("new", u"new Error('x')"_s, 3);
    row("later line", u"(\n\nnew Error('x'))"_s, 5);
    row("in a function", u"(function f () {\n return new Error('x') })()"_s, 4);
    row("in a method", u"({ m () {\n\n return new TypeError('x') } }).m()"_s, 5);
    row("caught", u"(() => { try {\n throw new Error('x') } catch (e) { return e } })()"_s, 4);
    row("engine error", u"(() => { try {\n null.x } catch (e) { return e } })()"_s, 4);
    row("engine reference error", u"(() => { try {\n\n nowhere() } catch (e) { return e } })()"_s, 5);
    row("rethrown",
        u"(() => { try { try {\n throw new Error('x') } catch (e) {\n throw e } } catch (e) { return e } })()"_s, 4);
    row("subclass", u"new (class Mine extends Error {\n constructor () {\n super('x') } })()"_s, 5);
    row("k6's own", u"(() => { try {\n setTimeout() } catch (e) { return e } })()"_s, 4);
    row("async", u"await (async () => {\n try { await null;\n\n throw new Error('x') } catch (e) { return e } })()"_s,
        6);
    row("template with line feeds", u"(`\n\n${''}`, new Error('x'))"_s, 5);
}

void TestErrors::stacks()
{
    QFETCH(QString, code);
    QFETCH(int, line);
    const ScriptRun run = runScript(
        u"export default async function main () {\n  const error =\n%1\n  console.log(error.stack)\n}"_s.arg(code));
    QCOMPARE(run.errors, QStringList());
    QCOMPARE(run.console.size(), 1);
    static const QRegularExpression place(u"script\\.js:(\\d+):(\\d+)\\("_s);
    const QRegularExpressionMatch match = place.match(run.console.first());
    QVERIFY2(match.hasMatch(), qPrintable(run.console.first()));
    QVERIFY2(match.captured(1).toInt() == line, qPrintable(run.console.first()));
    QVERIFY(match.captured(2).toInt() > 0);
}

/// Every frame as k6 writes it: a tab, "at", a name where there is one, the place with a number in brackets, a line
/// feed.
void TestErrors::stackForm()
{
    const ScriptRun run = runScript(uR"(
function inner () { return new RangeError('deep') }
const anonymous = [() => inner()][0]
export default function () { const stack = anonymous().stack; console.log(stack) })"_s);
    QCOMPARE(run.console.size(), 1);
    const QStringList lines = run.console.first().split(u'\n');
    QCOMPARE(lines.first(), u"RangeError: deep"_s);
    QCOMPARE(lines.last(), QString());
    static const QRegularExpression named(u"^\tat \\w+ \\(file:///\\S+script\\.js:\\d+:\\d+\\(\\d+\\)\\)$"_s);
    static const QRegularExpression unnamed(u"^\tat file:///\\S+script\\.js:\\d+:\\d+\\(\\d+\\)$"_s);
    QCOMPARE(lines.size(), 5);
    QVERIFY2(named.match(lines.at(1)).hasMatch() && lines.at(1).contains(u"at inner ("_s),
             qPrintable(run.console.first()));
    QVERIFY2(unnamed.match(lines.at(2)).hasMatch() || named.match(lines.at(2)).hasMatch(),
             qPrintable(run.console.first()));
    QVERIFY2(named.match(lines.at(3)).hasMatch() && lines.at(3).contains(u"at default ("_s),
             qPrintable(run.console.first()));
}

void TestErrors::reportedForm_data()
{
    QTest::addColumn<QString>("body");
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<bool>("isThrown");
    const auto row = [](const char *name, const QString &body, const QString &pattern, bool isThrown) {
        QTest::newRow(name) << body << pattern << isThrown;
    };
    const QString frame = u"\\(file:///\\S+script\\.js:%1:\\d+\\(\\d+\\)\\)\n"_s;
    row("thrown", u"throw new Error('boom')"_s, u"^Error: boom\n\tat default %1$"_s.arg(frame.arg(2)), true);
    row("engine error", u"null.x"_s, u"^TypeError: .*\n\tat default %1$"_s.arg(frame.arg(2)), true);
    row("in a timer", u"setTimeout(function late () {\n throw new Error('boom') }, 1)"_s,
        u"^Error: boom\n\tat late %1$"_s.arg(frame.arg(3)), true);
    row("thrown string", u"throw 'a string'"_s, u"^a string"_s, true);
    row("thrown object", u"throw { a: 1 }"_s, u"^\\[object Object\\]"_s, true);
    row("thrown null", u"throw null"_s, u"^null"_s, true);
    row("thrown undefined", u"throw undefined"_s, u"^undefined"_s, true);
    row("fail", u"fail('m')"_s, u"^GoError: m\n\tat .*script\\.js:2:"_s, true);
    row("rejected", u"return Promise.reject(new Error('boom'))"_s,
        u"^Uncaught \\(in promise\\) Error: boom\n\tat default %1$"_s.arg(frame.arg(2)), false);
    row("rejected string", u"return Promise.reject('str rej')"_s, u"^Uncaught \\(in promise\\) str rej$"_s, false);
    row("rejected object", u"return Promise.reject({})"_s, u"^Uncaught \\(in promise\\) \\[object Object\\]$"_s, false);
    row("rejected undefined", u"return Promise.reject()"_s, u"^Uncaught \\(in promise\\) undefined$"_s, false);
}

void TestErrors::reportedForm()
{
    QFETCH(QString, body);
    QFETCH(QString, pattern);
    QFETCH(bool, isThrown);
    const ScriptRun run = runScript(u"import { fail } from 'k6'; export default function () {\n"_s + body + u"\n}"_s);
    QCOMPARE(int(run.result.exitCode), 0);
    QCOMPARE(run.result.completed, 1U);
    QCOMPARE(run.errors.size(), 1);
    QVERIFY2(QRegularExpression(pattern, QRegularExpression::DotMatchesEverythingOption)
                 .match(run.errors.first())
                 .hasMatch(),
             qPrintable(run.errors.first()));
    const QMap<QString, QString> fields = run.log.first().fields;
    QCOMPARE(fields.value(u"executor"_s), u"per-vu-iterations"_s);
    QCOMPARE(fields.value(u"scenario"_s), u"default"_s);
    QCOMPARE(fields.contains(u"hint"_s), isThrown);
    QCOMPARE(fields.value(u"source"_s), isThrown ? u"stacktrace"_s : QString());
    QCOMPARE(fields.size(), isThrown ? 4 : 2);
}

void TestErrors::deepRecursionEnds()
{
    const ScriptRun run = runBody(uR"(
const f = (n) => f(n + 1) + 1
try { f(0) } catch (e) { console.log(e instanceof RangeError, e.name) }
const g = async () => { await g() }
class Deep { get x () { return this.x } }
try { new Deep().x } catch (e) { console.log(e.name) }
console.log('alive'))"_s);
    QCOMPARE(run.errors, QStringList());
    QCOMPARE(run.console, (QStringList{u"true RangeError"_s, u"RangeError"_s, u"alive"_s}));
}

void TestErrors::errorsOfOtherModules()
{
    ScriptOptions options;
    options.files = {
        {u"lib/broken.js"_s,
         u"\n\nexport class LibError extends Error {}\nexport function broken () {\n  throw new LibError('from lib')\n}\n"_s}};
    const ScriptRun run = runScript(uR"(
import { broken, LibError } from './lib/broken.js'
export default function () {
  try { broken() } catch (e) { console.log(e instanceof LibError); console.log(e.stack) }
})"_s,
                                    options);
    QCOMPARE(run.errors, QStringList());
    QCOMPARE(run.console.value(0), u"true"_s);
    const QStringList frames = run.console.value(1).split(u'\n');
    QVERIFY2(frames.value(1).contains(u"lib/broken.js:5:"_s), qPrintable(run.console.value(1)));
    QVERIFY2(frames.value(2).contains(u"script.js:4:"_s), qPrintable(run.console.value(1)));
}

void TestErrors::manyErrors()
{
    const ScriptRun run = runBody(uR"(
let n = 0
for (let i = 0; i < 50000; ++i) { try { throw new Error('e' + i) } catch (e) { n += e.message.length } try { null.x } catch (e) { n++ } }
console.log(n > 0))"_s);
    QCOMPARE(run.errors, QStringList());
    QCOMPARE(run.console, QStringList(u"true"_s));
}

QTEST_GUILESS_MAIN(TestErrors)
#include "tst_errors.moc"
