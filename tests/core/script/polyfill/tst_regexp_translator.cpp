// SPDX-License-Identifier: GPL-3.0-or-later
#include "script/polyfill/regexp_translator.h"

#include <QRegularExpression>
#include <QTest>

using namespace sockscope;
using namespace Qt::StringLiterals;

class tst_RegExpTranslator : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void native_data();
    void native();
    void pcre_data();
    void pcre();
    void matches_data();
    void matches();
    void errors_data();
    void errors();
    void groupNames();
    void depthIsBounded();
    void manyRepeatedGroupsLeaveV4();
    void emulatedLookbehind();
    void subjects();
};

// What V4 is given.
void tst_RegExpTranslator::native_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("flags");
    QTest::addColumn<QString>("native");

    QTest::newRow("plain") << u"a[b-d]+(?:e|f)*?$"_s << u"g"_s << u"a[b-d]+(?:e|f)*?$"_s;
    QTest::newRow("dotAll") << u"a.b[.]\\."_s << u"s"_s << u"a[^]b[.]\\."_s;
    QTest::newRow("dot without s") << u"a.b"_s << u""_s << u"a.b"_s;
    QTest::newRow("named group") << u"(?<year>\\d{4})-(?<m>\\d\\d)"_s << u""_s << u"(\\d{4})-(\\d\\d)"_s;
    QTest::newRow("named reference") << u"(?<q>['\"]).*\\k<q>1"_s << u""_s << u"(['\"]).*(?:\\1)1"_s;
    QTest::newRow("k without names") << u"\\k<q>"_s << u""_s << u"\\k<q>"_s;
    QTest::newRow("u that makes no difference") << u"[a-z]+\\d\\u{41}\\-"_s << u"u"_s << u"[a-z]+\\d\\u0041\\-"_s;
    QTest::newRow("sticky") << u"a|b"_s << u"y"_s << u"a|b"_s;
    QTest::newRow("literal braces") << u"a{,2}{x}]"_s << u""_s << u"a{,2}{x}]"_s;
    QTest::newRow("property without u") << u"\\p{L}"_s << u""_s << u"\\p{L}"_s;
    QTest::newRow("octal and identity escapes") << u"\\0\\1\\8\\-\\e"_s << u""_s << u"\\0\\1\\8\\-\\e"_s;
    QTest::newRow("control escapes") << u"\\cJ\\c1[\\c_]"_s << u""_s << u"\\cJ\\c1[\\c_]"_s;
}

void tst_RegExpTranslator::native()
{
    QFETCH(QString, pattern);
    QFETCH(QString, flags);
    const RegExpPlan plan = RegExpTranslator(pattern, flags).translate();
    QVERIFY2(plan.isValid(), qPrintable(plan.error));
    QCOMPARE(plan.engine, RegExpPlan::Engine::Native);
    QTEST(plan.pattern, "native");
}

// What PCRE2 is given. A lookbehind in front makes the translator choose it.
void tst_RegExpTranslator::pcre_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("flags");
    QTest::addColumn<QString>("pcre");

    QTest::newRow("lookbehind") << u"(?<=a)b(?<!c)"_s << u""_s << u"(?<=a)b(?<!c)"_s;
    QTest::newRow("dot") << u"(?<=a)."_s << u""_s << u"(?<=a)[^\\n\\r\\x{2028}\\x{2029}]"_s;
    QTest::newRow("dot with s") << u"(?<=a)."_s << u"s"_s << u"(?<=a)(?s:.)"_s;
    QTest::newRow("anchors") << u"(?<=a)^$"_s << u""_s << u"(?<=a)\\A\\z"_s;
    QTest::newRow("anchors with m") << u"(?<=a)^$"_s << u"m"_s
                                    << u"(?<=a)(?<=\\A|[\\n\\r\\x{2028}\\x{2029}])(?=[\\n\\r\\x{2028}\\x{2029}]|\\z)"_s;
    QTest::newRow("groups") << u"(?<=a)(b)(?<n>c)\\2\\k<n>"_s << u""_s
                            << u"(?<=a)(?<g1>b)(?<g2>c)(?(<g2>)\\k<g2>)(?(<g2>)\\k<g2>)"_s;
    QTest::newRow("forward reference") << u"(?<=a)\\1(b)"_s << u""_s << u"(?<=a)(?(<g1>)\\k<g1>)(?<g1>b)"_s;
    QTest::newRow("escaped characters") << u"(?<=a)\\/#\\x41\\u0042 -"_s << u""_s
                                        << u"(?<=a)\\x{2f}\\x{23}AB\\x{20}\\x{2d}"_s;
    QTest::newRow("POSIX lookalike") << u"(?<=a)[[:alpha:]]"_s << u""_s
                                     << u"(?<=a)[\\x{5b}\\x{3a}alpha\\x{3a}]\\x{5d}"_s;
    QTest::newRow("empty classes") << u"(?<=a)[][^]"_s << u""_s << u"(?<=a)(?!)(?s:.)"_s;
    QTest::newRow("set and hyphen") << u"(?<=a)[\\w-z]"_s << u""_s << u"(?<=a)[\\x{2d}z\\w]"_s;
    QTest::newRow("surrogates as units") << u"(?<=a)\\ud83d[\\udc00-\\udfff]"_s << u""_s
                                         << u"(?<=a)\\x{e03d}[\\x{e400}-\\x{e7ff}]"_s;
    QTest::newRow("range across surrogates")
        << u"(?<=a)[\\u0000-\\uffff]"_s << u""_s << u"(?<=a)[\\x{0}-\\x{d7ff}\\x{e000}-\\x{e7ff}\\x{e000}-\\x{ffff}]"_s;
    QTest::newRow("characters with u") << u"(?<=a)\\u{1F600}\\ud83d\\ude00"_s << u"u"_s
                                       << u"(?<=a)\\x{1f600}\\x{1f600}"_s;
    QTest::newRow("braces") << u"(?<=a){"_s << u""_s << u"(?<=a)\\x{7b}"_s;
    QTest::newRow("quantifiers") << u"(?<=a)b{2}c{2,}?d{0,70000}"_s << u""_s << u"(?<=a)b{2,2}c{2,}?d{0,}"_s;
    QTest::newRow("properties") << u"\\p{Lu}\\P{Script=Greek}\\p{Letter}[\\p{gc=Nd}]"_s << u"u"_s
                                << u"\\p{Lu}\\P{sc=Greek}\\p{L}[\\p{Nd}]"_s;
    QTest::newRow("negated white space")
        << u"(?<=a)[^\\S]"_s << u""_s
        << u"(?<=a)[^\\x{0}-\\x{8}\\x{e}-\\x{1f}\\x{21}-\\x{9f}\\x{a1}-\\x{167f}\\x{1681}-\\x{1fff}"
           "\\x{200b}-\\x{2027}\\x{202a}-\\x{202e}\\x{2030}-\\x{205e}\\x{2060}-\\x{2fff}\\x{3001}-"
           "\\x{d7ff}\\x{e000}-\\x{fefe}\\x{ff00}-\\x{10ffff}]"_s;
}

void tst_RegExpTranslator::pcre()
{
    QFETCH(QString, pattern);
    QFETCH(QString, flags);
    const RegExpPlan plan = RegExpTranslator(pattern, flags).translate();
    QVERIFY2(plan.isValid(), qPrintable(plan.error));
    QCOMPARE(plan.engine, RegExpPlan::Engine::Pcre);
    QTEST(plan.pattern, "pcre");
    const QRegularExpression expression(plan.pattern);
    QVERIFY2(expression.isValid(), qPrintable(expression.errorString()));
}

// Each pattern must match exactly the given part of the text.
void tst_RegExpTranslator::matches_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("flags");
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("start");
    QTest::addColumn<int>("length");

    QTest::newRow("dollar is the end") << u"(?<=b)$"_s << u""_s << u"ab\n"_s << -1 << 0;
    QTest::newRow("dollar before a line") << u"(?<=b)$"_s << u"m"_s << u"ab\nc"_s << 2 << 0;
    QTest::newRow("no-break space") << u"(?<=a)\\s"_s << u""_s << u"a\u00a0"_s << 1 << 1;
    QTest::newRow("next line is no space") << u"(?<=a)\\s"_s << u""_s << u"a\u0085"_s << -1 << 0;
    QTest::newRow("word is ASCII") << u"(?<=a)\\w"_s << u""_s << u"a\u00e9"_s << -1 << 0;
    QTest::newRow("digit is ASCII") << u"(?<=a)\\d"_s << u""_s << u"a\u0663"_s << -1 << 0;
    QTest::newRow("boundary is ASCII") << u"(?<=a)\\b"_s << u""_s << u"a\u00e9"_s << 1 << 0;
    QTest::newRow("half a pair") << u"(?<=a)."_s << u""_s << u"a\U0001F600"_s << 1 << 1;
    QTest::newRow("a whole pair") << u"(?<=a)."_s << u"u"_s << u"a\U0001F600"_s << 1 << 2;
    QTest::newRow("group that took no part") << u"(?<!x)(?:(a)|b)\\1c"_s << u""_s << u"bc"_s << 0 << 2;
    QTest::newRow("case") << u"(?<=\u00c9)b"_s << u"i"_s << u"\u00e9B"_s << 1 << 1;
    QTest::newRow("empty class") << u"(?<=a)[]|c"_s << u""_s << u"abc"_s << 2 << 1;
}

void tst_RegExpTranslator::matches()
{
    QFETCH(QString, pattern);
    QFETCH(QString, flags);
    QFETCH(QString, text);
    const RegExpPlan plan = RegExpTranslator(pattern, flags).translate();
    const QRegularExpression expression(plan.pattern, flags.contains(u'i') ? QRegularExpression::CaseInsensitiveOption
                                                                           : QRegularExpression::NoPatternOption);
    QVERIFY2(expression.isValid(), qPrintable(expression.errorString()));
    const QRegularExpressionMatch match = expression.match(regExpSubject(text, flags.contains(u'u')));
    QTEST(int(match.capturedStart()), "start");
    QTEST(int(match.capturedLength()), "length");
}

void tst_RegExpTranslator::errors_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("flags");
    QTest::addColumn<QString>("reason");

    QTest::newRow("open group") << u"a(b"_s << u""_s << u"missing ')' at offset 2"_s;
    QTest::newRow("closed group") << u"a)b"_s << u""_s << u"unmatched ')' at offset 1"_s;
    QTest::newRow("open class") << u"[a"_s << u""_s << u"missing ']' at offset 0"_s;
    QTest::newRow("star") << u"*"_s << u""_s << u"nothing to repeat at offset 0"_s;
    QTest::newRow("two quantifiers") << u"a**"_s << u""_s << u"nothing to repeat at offset 2"_s;
    QTest::newRow("possessive") << u"a++"_s << u""_s << u"nothing to repeat at offset 2"_s;
    QTest::newRow("repeated lookbehind") << u"(?<=a)+"_s << u""_s << u"nothing to repeat at offset 6"_s;
    QTest::newRow("quantifier") << u"a{2,1}"_s << u""_s
                                << u"the numbers of the quantifier are out of order at offset 1"_s;
    QTest::newRow("range") << u"[b-a]"_s << u""_s << u"the range of the class is out of order at offset 1"_s;
    QTest::newRow("backslash") << u"a\\"_s << u""_s << u"nothing follows the last backslash at offset 1"_s;
    QTest::newRow("same name") << u"(?<a>.)(?<a>.)"_s << u""_s << u"two groups are called 'a' at offset 0"_s;
    QTest::newRow("no name") << u"(?<1>.)"_s << u""_s << u"invalid name of a group at offset 0"_s;
    QTest::newRow("unknown name") << u"(?<a>.)\\k<b>"_s << u""_s << u"there is no group called 'b' at offset 7"_s;
    QTest::newRow("unknown group") << u"(a)\\2"_s << u"u"_s << u"there is no group 2 to refer to at offset 3"_s;
    QTest::newRow("modifiers") << u"(?i:a)"_s << u""_s << u"invalid group at offset 0"_s;
    QTest::newRow("code point") << u"\\u{110000}"_s << u"u"_s << u"invalid escape at offset 0"_s;
    QTest::newRow("letter") << u"\\q"_s << u"u"_s << u"invalid escape at offset 0"_s;
    QTest::newRow("property") << u"\\p{}"_s << u"u"_s
                              << u"\\p needs the name of a Unicode property: \\p{Lu} at offset 0"_s;
}

void tst_RegExpTranslator::errors()
{
    QFETCH(QString, pattern);
    QFETCH(QString, flags);
    QFETCH(QString, reason);
    const QString error = RegExpTranslator(pattern, flags).translate().error;
    QCOMPARE(error, u"Invalid regular expression: /%1/%2: %3"_s.arg(pattern, flags, reason));
}

void tst_RegExpTranslator::groupNames()
{
    const RegExpPlan plan = RegExpTranslator(u"(a)(?:b)(?<$x_1>c)[(](?<\u00e9>d)\\((?=(e))", u"").translate();
    QCOMPARE(plan.groupNames, (QStringList{QString(), u"$x_1"_s, u"\u00e9"_s, QString()}));
    QVERIFY(plan.hasNames);
}

void tst_RegExpTranslator::depthIsBounded()
{
    const auto nested = [](int depth) { return QString(depth, u'(') + u'a' + QString(depth, u')'); };
    QVERIFY(RegExpTranslator(nested(RegExpTranslator::maxDepth), u"").translate().isValid());
    const QString error = RegExpTranslator(nested(100'000), u"").translate().error;
    QVERIFY2(error.contains(u"groups are nested more than 200 deep"), qPrintable(error));
    QVERIFY(error.size() < 400);
}

void tst_RegExpTranslator::manyRepeatedGroupsLeaveV4()
{
    const auto engineFor = [](int groups) {
        return RegExpTranslator(u"(?:(a)|b)*"_s.repeated(groups), u"").translate().engine;
    };
    QCOMPARE(engineFor(20), RegExpPlan::Engine::Native);
    QCOMPARE(engineFor(130), RegExpPlan::Engine::Pcre); // where V4 was seen to crash
}

void tst_RegExpTranslator::emulatedLookbehind()
{
    const auto position = [](const QString &pattern, const QString &text) {
        const RegExpPlan plan = RegExpTranslator(pattern, u"", RegExpTranslator::Lookbehind::Emulated).translate();
        const QRegularExpression expression(plan.pattern);
        return plan.isValid() && expression.isValid() ? int(expression.match(text).capturedStart()) : -2;
    };
    QCOMPARE(position(u"(?<=ab*)c"_s, u"xc abbbc"_s), 7);
    QCOMPARE(position(u"(?<=a|bcd?)e"_s, u"ebcde"_s), 4);
    QCOMPARE(position(u"(?<!a.*)b"_s, u"bab"_s), 0);
    QCOMPARE(position(u"(?<!a.*)b"_s, u"ab b"_s), -1);
    QCOMPARE(position(u"(?<=^\\s*)x"_s, u"a x"_s), -1);
    QCOMPARE(position(u"(?<=^\\s*)x"_s, u"   x"_s), 3);
    QCOMPARE(position(u"(?<=a+(?<=b*a+))c"_s, u"bbaac"_s), 4);
    const QString error =
        RegExpTranslator(u"(?<=(a+))b", u"", RegExpTranslator::Lookbehind::Emulated).translate().error;
    QVERIFY2(error.contains(u"can't hold a capturing group"), qPrintable(error));
}

void tst_RegExpTranslator::subjects()
{
    const QString plain = u"abc"_s;
    QCOMPARE(regExpSubject(plain, false).constData(), plain.constData());
    QCOMPARE(regExpSubject(u"a\U0001F600"_s, true), u"a\U0001F600"_s);
    QCOMPARE(regExpSubject(u"a\U0001F600"_s, false), u"a\uE03D\uE600"_s);
    const QString lone = u"x"_s + QChar(0xd83d) + u'y' + QChar(0xde00);
    QCOMPARE(regExpSubject(lone, true), u"x\uE03Dy\uE600"_s);
}

QTEST_GUILESS_MAIN(tst_RegExpTranslator)

#include "tst_regexp_translator.moc"
