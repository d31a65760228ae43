// SPDX-License-Identifier: GPL-3.0-or-later
#include "lowered.h"

#include <QElapsedTimer>
#include <QLoggingCategory>
#include <QTest>

using namespace sockscope;
using namespace Qt::StringLiterals;

class tst_RegExp : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void behaviour_data();
    void behaviour();
    void errors_data();
    void errors();
    void plainPatternsStayNative();
    void survivesWhatCrashesV4();
    void bigSubjects();
    void backtracking();
    void programsAreReclaimed();
    void latePatterns();
};

void tst_RegExp::initTestCase()
{
    QLoggingCategory::setFilterRules(u"qt.qml.compiler=false"_s);
}

// What the table of tst_polyfills doesn't have: how the pieces work together. Values are k6's where it follows
// ECMAScript.
void tst_RegExp::behaviour_data()
{
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QString>("value");

    const auto row = [](const char *expression, const char *value) {
        QTest::newRow(expression) << QString::fromUtf8(expression) << QString::fromUtf8(value);
    };
    // lookbehind through every method
    row("[...'a1b2'.matchAll(/(?<=([a-z]))\\d/g)].map(m => m[1] + m[0] + m.index).join()", "a11,b23");
    row("'a1b2c'.match(/(?<=[a-z])\\d/g).join()", "1,2");
    row("'a1b2c'.replace(/(?<=[a-z])\\d/g, m => m * 2)", "a2b4c");
    row("'a1b2'.replaceAll(/(?<![a-z])[a-z]/g, '[$&]')", "[a]1[b]2");
    row("'x=1;y=2'.split(/(?<=;)/).join('|')", "x=1;|y=2");
    row("'x=1;y=2'.search(/(?<==)2/)", "6");
    row("'aXb'.split(/(?<=(X))/).join()", "aX,X,b");
    row("(() => { const r = /(?<=a)b/g; const out = []; while (r.exec('abab')) out.push(r.lastIndex); return "
        "out.join() + r.lastIndex })()",
        "2,40");
    row("(() => { const r = /(?<=a)b/y; r.lastIndex = 1; return [r.test('ab'), r.lastIndex, r.test('ab'), "
        "r.lastIndex].join() })()",
        "true,2,false,0");
    // of any length
    row("'key:   value'.match(/(?<=:\\s*)\\w+/)[0]", "value");
    row("'abbbc'.search(/(?<=ab*)c/)", "4");
    row("/(?<!^.*#.*)\\d/.exec('1 # 2').index + ',' + /(?<!^.*#.*)\\d/.test('# 2')", "0,false");
    row("/(?<=a{1,3}|xyz)b/.exec('xyzb').index", "3");
    // flags
    row("/^.$/u.test('😀') + ',' + /./u.exec('\\nab')[0] + ',' + 'x😀y'.match(/[^x]/gu).length", "true,a,2");
    row("'😀😀'.replace(/./gu, '<$&>')", "<😀><😀>");
    row("/b/u.exec('ab').index + ',' + /\\u{62}/u.exec('ab').index + ',' + 'b-b'.replace(/\\u{62}/gu, 'x')", "1,1,x-x");
    row("(() => { const r = /a./y; r.lastIndex = 1; const m = r.exec('xa😀'); return m[0].length + ',' + m.index + ',' "
        "+ r.lastIndex })()",
        "2,1,3");
    row("(() => { const r = /o|(k)/gy; return ['ok-o'.match(r).join(), 'ok-o'.replace(r, 'X'), r.lastIndex].join() "
        "})()",
        "o,k,XX-o,0");
    row("(() => { const r = /(?<w>\\w+)|(?<s>\\s+)/y; const out = []; let m; while ((m = r.exec('ab  c'))) "
        "out.push(Object.keys(m.groups)"
        ".filter(k => m.groups[k] !== undefined) + ':' + m[0].length); return out.join() })()",
        "w:2,s:2,w:1");
    row("[/a/gimsuy.flags, /a/s.dotAll, /a/y.sticky, /a/u.unicode, /a/y.global, /a/gs.global, /a/.sticky].join()",
        "gimsuy,true,true,true,false,true,false");
    row("[/(?<a>.)/s, /a\\/b/u, new RegExp('/', 's'), new RegExp('\\n', 'y'), new RegExp('', 'u')].join(' ')",
        "/(?<a>.)/s /a\\/b/u /\\//s /\\n/y /(?:)/u");
    row("/a\\/b/.source + new RegExp(/a\\/b/.source + 'c').test('a/bc')", "a\\/btrue");
    row("/\\w/iu.test('\\u017f') + ',' + /[\\w]/iu.test('\\u212a') + ',' + /\\W/iu.test('\\u017f') + ',' + "
        "/\\w/u.test('\\u017f')",
        "true,true,false,false");
    row("/\\p{Lu}\\p{Script=Greek}/u.test('AΩ') + ',' + /^\\p{Emoji_Presentation}$/u.test('😀') + ',' + "
        "/\\P{L}/u.exec('a1').index",
        "true,true,1");
    // names
    row("(() => { const { groups: { y, m } } = /(?<y>\\d{4})-(?<m>\\d\\d)/.exec('on 2024-05'); return y + m })()",
        "202405");
    row("'2024-05'.replace(/(?<y>\\d+)-(?<m>\\d+)/, (...a) => a.length + ':' + a[a.length - 1].m + ':' + a[3])",
        "6:05:0");
    row("'aa bb ab'.match(/(?<c>\\w)\\k<c>/g).join()", "aa,bb");
    row("[..'ab'.matchAll(/(?<c>.)/g)].length", "SyntaxError");
    row("JSON.stringify('k=v'.match(/(?<key>\\w)=(?<value>\\w)/).groups)", "{\"key\":\"k\",\"value\":\"v\"}");
    row("'ab'.replace(/(?<x>a)(?<y>b)/, '$<y>$<x>$<z>$1$$')", "baa$");
    // objects
    row("[/(?<=a)b/ instanceof RegExp, RegExp(/(?<=a)b/) instanceof RegExp, Object.getPrototypeOf(/b/u) === "
        "RegExp.prototype, /x/s.constructor "
        "=== RegExp, Object.keys(/(?<a>b)/su).length, Object.prototype.toString.call(/(?<=a)b/)].join()",
        "true,true,true,true,0,[object RegExp]");
    row("(() => { const r = /(?<=a)b/g; const copy = new RegExp(r); const other = new RegExp(r, 'i'); return [copy !== "
        "r, String(copy), String(other), "
        "RegExp(r) === r, 'ab'.replace(copy, 'x'), other.test('AB')].join() })()",
        "true,/(?<=a)b/g,/(?<=a)b/i,true,ax,true");
    row("(() => { class R extends RegExp { constructor(p) { super(p, 'g'); this.n = 0 } exec(s) { this.n++; return "
        "super.exec(s) } } const r = new "
        "R('(?<=a)b'); return ['abab'.replace(r, 'x'), r.n, r instanceof R, r.test('b'), new R('x').flags].join() })()",
        "axax,3,true,false,g");
    row("(() => { class R extends RegExp { [Symbol.split](s) { return ['mine', s] } } return 'a,b'.split(new "
        "R(',')).join() })()",
        "mine,a,b");
    row("[new RegExp('a', 'gimsuy').flags, new RegExp().source, new RegExp(undefined, 'g').flags, new "
        "RegExp(null).source].join()",
        "gimsuy,(?:),g,null");
    row("(() => { const r = new RegExp('a', 'g'); r.lastIndex = 7; return [r.test('aaa'), r.lastIndex].join() })()",
        "false,0");
    row("'abc'.match('(?<=a)b').index + ',' + 'abc'.search('(?<=b)c')", "1,2");
    row("(() => { const r = /a/g; r.exec = function () { return null }; return 'aaa'.replace(r, 'b') })()", "aaa");
    row("new RegExp('[').source", "SyntaxError");
    row("[RegExp.prototype.flags, RegExp.prototype.source, RegExp.prototype.dotAll, RegExp[Symbol.species] === "
        "RegExp].join()",
        ",(?:),,true");
    row("(() => { const parts = []; for (const [whole, a, b] of 'x1y2'.matchAll(/([a-z])(?<n>\\d)/g)) parts.push(whole "
        "+ a + b); return parts.join() "
        "})()",
        "x1x1,y2y2");
    row("'1234567.891'.replace(/(?<!\\.\\d*)(\\d)(?=(?:\\d{3})+(?:\\.|$))/g, '$1,')", "1,234,567.891");
}

void tst_RegExp::behaviour()
{
    QFETCH(QString, expression);
    QFETCH(QString, value);
    if (value == "SyntaxError"_L1) {
        QJSEngine engine;
        install(engine, PolyfillSet::all());
        const QJSValue result = engine.evaluate(expression);
        QCOMPARE(result.property(u"name"_s).toString(), value);
        return;
    }
    QCOMPARE(test::evaluated(expression), value);
    // and with everything else around
    QJSEngine engine;
    install(engine, PolyfillSet::all());
    QCOMPARE(test::evaluated(engine, expression), value);
}

void tst_RegExp::errors_data()
{
    QTest::addColumn<QString>("call");
    QTest::addColumn<QString>("message");

    QTest::newRow("group") << u"new RegExp('a(b')"_s
                           << u"SyntaxError: Invalid regular expression: /a(b/: missing ')' at offset 2"_s;
    QTest::newRow("percent") << u"new RegExp('%4(')"_s
                             << u"SyntaxError: Invalid regular expression: /%4(/: missing ')' at offset 3"_s;
    QTest::newRow("lookbehind")
        << u"new RegExp('(?<=(a+))b')"_s
        << u"SyntaxError: Invalid regular expression: /(?<=(a+))b/: a lookbehind whose length varies can't hold a "
           "capturing group here; make it (?:...) at offset 9"_s;
    QTest::newRow("flag") << u"new RegExp('a', 'gx')"_s
                          << u"SyntaxError: Invalid flags supplied to RegExp constructor 'gx'"_s;
    QTest::newRow("flag of later days") << u"RegExp('a', 'v')"_s
                                        << u"SyntaxError: Invalid flags supplied to RegExp constructor 'v'"_s;
    QTest::newRow("flag twice") << u"new RegExp('a', 'gg')"_s
                                << u"SyntaxError: Invalid flags supplied to RegExp constructor 'gg'"_s;
    QTest::newRow("property")
        << u"new RegExp('\\\\p{Nonsense}', 'u')"_s
        << u"SyntaxError: Invalid regular expression: /\\p{Nonsense}/u: unknown property after \\P or \\p"_s;
}

void tst_RegExp::errors()
{
    QFETCH(QString, call);
    QTEST(test::evaluated(u"(() => { try { return String(%1) } catch (e) { return String(e) } })()"_s.arg(call)),
          "message");
}

// V4 compiles patterns to machine code; PCRE2 behind a QObject is for what it lacks.
void tst_RegExp::plainPatternsStayNative()
{
    QJSEngine engine;
    install(engine, {Polyfill::RegExpLibrary});
    const auto time = [&engine](const QString &pattern) {
        engine.evaluate(u"var r = new RegExp('%1')"_s.arg(pattern));
        QElapsedTimer timer;
        timer.start();
        engine.evaluate(u"for (var i = 0; i < 20000; ++i) r.test('some text with an end')"_s);
        qInfo("%s: %.0f ns a test", qPrintable(pattern), double(timer.nsecsElapsed()) / 20000);
        return timer.nsecsElapsed();
    };
    const qint64 native = time(u"[a-m]+d$"_s);
    const qint64 pcre = time(u"(?<=n)d$"_s);
    QVERIFY(native < pcre);
}

// Each of these ends a process that runs V4's own RegExp.
void tst_RegExp::survivesWhatCrashesV4()
{
    const QString nested = u"new RegExp('('.repeat(100000) + 'a' + ')'.repeat(100000))"_s;
    const QString message =
        test::evaluated(u"(() => { try { return String(%1) } catch (e) { return String(e) } })()"_s.arg(nested));
    QVERIFY2(message.endsWith("groups are nested more than 200 deep at offset 200"_L1), qPrintable(message));
    QCOMPARE(test::evaluated(u"new RegExp('(?:(a)|b)*'.repeat(300)).exec('abab')[0]"_s), u"abab"_s);
    const QString deep = u"new RegExp('(?:'.repeat(190) + 'a' + ')*'.repeat(190)).exec('aaa')[0]"_s;
    const QString answer = test::evaluated(deep);
    QVERIFY2(answer == "aaa"_L1 || answer.contains(u"needs too much backtracking"), qPrintable(answer));
    QCOMPARE(test::evaluated(u"new RegExp('((a)'.repeat(90) + '(b))*'.repeat(90)).test('ab')"_s), u"true"_s);
}

void tst_RegExp::bigSubjects()
{
    QJSEngine engine;
    install(engine, PolyfillSet::all());
    const auto run = [&engine](const QString &code) {
        QElapsedTimer timer;
        timer.start();
        const QString result = engine.evaluate(code).toString();
        qInfo("%s: %lld ms", qPrintable(code), timer.elapsed());
        return result;
    };
    engine.evaluate(u"var text = 'some words, more words; '.repeat(20000), emoji = text + '\\ud83d\\ude00'"_s);
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(run(u"text.match(new RegExp('(?<=,) \\\\w+', 'g')).length"_s), u"20000"_s);
    QCOMPARE(run(u"emoji.match(new RegExp('(?<=,) \\\\w+', 'g')).length"_s), u"20000"_s);
    QCOMPARE(run(u"text.replace(new RegExp('(?<c>[,;])', 'g'), '<$<c>>').length"_s), u"560000"_s);
    QCOMPARE(run(u"text.replace(/[,;]/g, function (m) { return m + m }).length"_s), u"520000"_s);
    QCOMPARE(run(u"text.split(/[,;] /).length"_s), u"40001"_s);
    QCOMPARE(run(u"text.split(/(?:)/).length"_s), u"480000"_s);
    QVERIFY(timer.elapsed() < 60'000);
}

void tst_RegExp::backtracking()
{
    const QString message = test::evaluated(
        u"(() => { try { return String(new RegExp('(?<!x)(a+|a+b)+\\\\s*$(?<=z)').test('a'.repeat(60) + 'c')) } catch (e) { return String(e) } })()"_s);
    QVERIFY2(message == "false"_L1 || message.contains(u"needs too much backtracking"), qPrintable(message));
    // Walking back further than PCRE2 can is an error that says so, never a wrong answer.
    const QString far = test::evaluated(
        u"(() => { try { return String(new RegExp('(?<=ab*)c').test('a' + 'b'.repeat(300000) + 'c')) } catch (e) { return String(e) } })()"_s);
    QVERIFY2(far == "true"_L1 || far.contains(u"needs too much backtracking for this text of 300002 characters"),
             qPrintable(far));
}

void tst_RegExp::programsAreReclaimed()
{
    QJSEngine engine;
    install(engine, {Polyfill::RegExpLibrary});
    engine.evaluate(u"for (var i = 0; i < 3000; ++i) new RegExp('(?<=a' + i + ')b').test('ab');"_s);
    engine.collectGarbage();
    engine.evaluate(u"for (i = 0; i < 3000; ++i) new RegExp('(?<=b' + i + ')b').test('ab');"_s);
    int programs = 0;
    for (const QObject *binding : engine.children())
        programs += QByteArrayView(binding->metaObject()->className()).endsWith("RegExpBinding") ? 1 : 0;
    QCOMPARE(programs, 1);
}

// As in a console: the first pattern of a kind comes after others have been made.
void tst_RegExp::latePatterns()
{
    QJSEngine engine;
    engine.evaluate(u"var early = /a(b)/g;"_s);
    QCOMPARE(test::evaluated(engine, u"'ab cb'.replace(/(?<=c)b/, 'x')"_s), u"ab cx"_s);
    QCOMPARE(
        test::evaluated(
            engine,
            u"[early instanceof RegExp, early.exec('xab')[1], early.flags, 'ab'.replace(early, '$1'), new RegExp(early).source].join()"_s),
        u"true,b,g,b,a(b)"_s);
}

QTEST_GUILESS_MAIN(tst_RegExp)

#include "tst_regexp.moc"
