// SPDX-License-Identifier: GPL-3.0-or-later
#include "script/compile/function_scan.h"
#include "script/compile/js_tokens.h"

#include <QTest>

using namespace sockscope;
using namespace Qt::StringLiterals;

class TestJsTokens : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tokens_data();
    void tokens();
    void brackets();
    void unbalanced_data();
    void unbalanced();
    void anyTextIsSafe();
    void functions_data();
    void functions();
};

void TestJsTokens::tokens_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>(
        "expected"); // n name, # number, s string, t template, r regular expression, p punctuator
    QTest::newRow("names") << u"a $b _c #d \\u0041 \u00e9t\u00e9"_s
                           << QStringList{u"n a"_s,  u"n $b"_s,      u"n _c"_s,
                                          u"n #d"_s, u"n \\u0041"_s, u"n \u00e9t\u00e9"_s};
    QTest::newRow("numbers") << u"1 1.5e-3 0xff .5 1e3 5..x 0b1"_s
                             << QStringList{u"# 1"_s,   u"# 1.5e-3"_s, u"# 0xff"_s, u"# .5"_s,
                                            u"# 1e3"_s, u"# 5..x"_s,   u"# 0b1"_s};
    QTest::newRow("strings") << u"'a\\'b' \"c\\\\\" ''"_s << QStringList{u"s 'a\\'b'"_s, u"s \"c\\\\\""_s, u"s ''"_s};
    QTest::newRow("templates") << u"`a${`b${'}'}` + {c: 1}}d`e"_s
                               << QStringList{u"t `a${`b${'}'}` + {c: 1}}d`"_s, u"n e"_s};
    QTest::newRow("division") << u"a / b / c"_s << QStringList{u"n a"_s, u"p /"_s, u"n b"_s, u"p /"_s, u"n c"_s};
    QTest::newRow("division behind brackets")
        << u"(a) / b[0] / 2"_s << QStringList{u"p ("_s, u"n a"_s, u"p )"_s, u"p /"_s, u"n b"_s,
                                              u"p ["_s, u"# 0"_s, u"p ]"_s, u"p /"_s, u"# 2"_s};
    QTest::newRow("regular expression") << u"x = /a\\/[/]b/gi.test(y)"_s
                                        << QStringList{u"n x"_s, u"p ="_s,    u"r /a\\/[/]b/gi"_s,
                                                       u"p ."_s, u"n test"_s, u"p ("_s,
                                                       u"n y"_s, u"p )"_s};
    QTest::newRow("regular expression behind words")
        << u"return /a/;\ntypeof / b/"_s
        << QStringList{u"n return"_s, u"r /a/"_s, u"p ;"_s, u"n typeof"_s, u"r / b/"_s};
    QTest::newRow("regular expression on its line")
        << u"if (x)\n  /a/.exec(y)"_s << QStringList{u"n if"_s, u"p ("_s,    u"n x"_s, u"p )"_s, u"r /a/"_s,
                                                     u"p ."_s,  u"n exec"_s, u"p ("_s, u"n y"_s, u"p )"_s};
    QTest::newRow("comments") << u"a // b 'c\n/* d\n(*/ e"_s << QStringList{u"n a"_s, u"n e"_s};
    QTest::newRow("hashbang") << u"#!/usr/bin/env k6\na"_s << QStringList{u"n a"_s};
    QTest::newRow("punctuators") << u"a?.b ?\?= c ? .5 : d ** e => f >>>= ...g"_s
                                 << QStringList{u"n a"_s,  u"p ?."_s,   u"n b"_s,   u"p ?\?="_s, u"n c"_s, u"p ?"_s,
                                                u"# .5"_s, u"p :"_s,    u"n d"_s,   u"p **"_s,   u"n e"_s, u"p =>"_s,
                                                u"n f"_s,  u"p >>>="_s, u"p ..."_s, u"n g"_s};
    QTest::newRow("conditional with a number")
        << u"a?.5:b"_s << QStringList{u"n a"_s, u"p ?"_s, u"# .5"_s, u"p :"_s, u"n b"_s};
}

void TestJsTokens::tokens()
{
    QFETCH(QString, text);
    QFETCH(QStringList, expected);
    const JsTokens tokens(text);
    QVERIFY(tokens.isBalanced());
    QStringList seen;
    for (int i = 0; i < tokens.size(); ++i)
        seen.append(QChar(u"n#strp"[static_cast<int>(tokens.at(i).kind)]) + QStringLiteral(" ") +
                    tokens.text(i).toString());
    QCOMPARE(seen, expected);
}

void TestJsTokens::brackets()
{
    const QString text = u"a({b: [1]})"_s;
    const JsTokens tokens(text);
    QCOMPARE(tokens.partner(1), 9);
    QCOMPARE(tokens.partner(9), 1);
    QCOMPARE(tokens.partner(2), 8);
    QCOMPARE(tokens.partner(5), 7);
    QVERIFY(tokens.touchesPrevious(1));
    QVERIFY(!tokens.touchesPrevious(0));
    QVERIFY(!tokens.touchesPrevious(5));
    QVERIFY(tokens.text(-1).isEmpty() && tokens.text(99).isEmpty());
}

void TestJsTokens::unbalanced_data()
{
    QTest::addColumn<QString>("text");
    for (const QString &text : {u"("_s, u")"_s, u"(]"_s, u"{[}]"_s, u"a)"_s})
        QTest::newRow(qPrintable(text)) << text;
}

void TestJsTokens::unbalanced()
{
    QFETCH(QString, text);
    QVERIFY(!JsTokens(text).isBalanced());
}

void TestJsTokens::anyTextIsSafe()
{
    const QString all = u"`a${b}'c\\'\"/[/]*x*/ //\n#!0x1e+.5?.(){}=>\u2028"_s + QChar(0xd83d);
    for (qsizetype begin = 0; begin < all.size(); ++begin) {
        for (qsizetype length = 0; begin + length <= all.size(); ++length) {
            const QString text = all.mid(begin, length);
            const JsTokens tokens(text);
            qsizetype end = 0;
            for (int i = 0; i < tokens.size(); ++i) {
                QVERIFY(tokens.at(i).start >= end && tokens.at(i).end > tokens.at(i).start);
                end = tokens.at(i).end;
            }
            QVERIFY(end <= text.size());
            QVERIFY(!FunctionScan(tokens).functions().empty());
        }
    }
}

void TestJsTokens::functions_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("expected"); // name and text of each function
    QTest::newRow("declaration") << u"function f(a) { return a }"_s << QStringList{u"f|function f(a) { return a }"_s};
    QTest::newRow("generator") << u"function* g() { }"_s << QStringList{u"g|function* g() { }"_s};
    QTest::newRow("arrows") << u"const f = (a) => a + 1, g = (b) => { c }"_s
                            << QStringList{u"f|(a) => a + 1"_s, u"g|(b) => { c }"_s};
    QTest::newRow("arrow in a conditional") << u"x ? (a) => a ? 1 : 2 : 3"_s << QStringList{u"|(a) => a ? 1 : 2"_s};
    QTest::newRow("nested arrows") << u"const f = (a) => (b) => a"_s
                                   << QStringList{u"f|(a) => (b) => a"_s, u"|(b) => a"_s};
    QTest::newRow("methods") << u"class A { constructor() { } m(a) { } get [x]() { } static \"s t\"() { } }"_s
                             << QStringList{u"|() { }"_s, u"m|(a) { }"_s, u"|() { }"_s, u"s t|() { }"_s};
    QTest::newRow("properties") << u"({ a: function() { }, b: (c) => d, \"e\": (f) => g })"_s
                                << QStringList{u"a|function() { }"_s, u"b|(c) => d"_s, u"e|(f) => g"_s};
    QTest::newRow("no methods") << u"if (a) { } for (;;) { } while (b) { } switch (c) { } class D extends e(f) { }"_s
                                << QStringList{};
    QTest::newRow("asynchronous") << u"function f() { return __async(this, null, function* () { a }) }"_s
                                  << QStringList{u"f|function f() { return __async(this, null, function* () { a }) }"_s,
                                                 u"f|function* () { a }"_s};
    QTest::newRow("keys that are keywords") << u"({ function: 1 }).function"_s << QStringList{};
}

void TestJsTokens::functions()
{
    QFETCH(QString, text);
    QFETCH(QStringList, expected);
    const JsTokens tokens(text);
    const FunctionScan scan(tokens);
    QStringList seen;
    for (std::size_t i = 1; i < scan.functions().size(); ++i) {
        const FunctionScan::Function &function = scan.functions()[i];
        const auto begin = tokens.at(function.begin).start;
        seen.append(function.name + u'|' + text.mid(begin, tokens.at(function.end - 1).end - begin));
        QCOMPARE(scan.owner(function.begin), static_cast<std::uint32_t>(i));
    }
    QCOMPARE(seen, expected);
}

QTEST_GUILESS_MAIN(TestJsTokens)
#include "tst_js_tokens.moc"
