// SPDX-License-Identifier: GPL-3.0-or-later
#include "script/compile/source_map.h"
#include "script/compile/source_text.h"

#include <QTest>

using namespace sockscope;
using namespace Qt::StringLiterals;

class TestSourceMap : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void decodes();
    void decodesLargeAndNegativeNumbers();
    void findsTheSegmentBefore();
    void refusesNonsense_data();
    void refusesNonsense();
    void takesInlineMaps();
    void composes();
    void placesInTexts();
    void callParentheses_data();
    void callParentheses();
};

namespace {

QByteArray json(const char *mappings)
{
    return R"({"version":3,"sources":["a.js","b.js"],"mappings":")" + QByteArray(mappings) + R"("})";
}

} // namespace

void TestSourceMap::decodes()
{
    const auto map = SourceMap::fromJson(json("AAAA,GACG;;AACA,EACA,C"));
    QVERIFY(map);
    QCOMPARE(map->sources(), QStringList({u"a.js"_s, u"b.js"_s}));
    const auto &segments = map->segments();
    QCOMPARE(segments.size(), std::size_t(5));
    QCOMPARE(segments[1].generatedLine, 0U);
    QCOMPARE(segments[1].generatedColumn, 3U);
    QCOMPARE(segments[1].source, 0);
    QCOMPARE(segments[1].line, 1U);
    QCOMPARE(segments[1].column, 3U);
    QCOMPARE(segments[2].generatedLine, 2U);
    QCOMPARE(segments[2].generatedColumn, 0U);
    QCOMPARE(segments[2].line, 2U);
    QCOMPARE(segments[3].line, 3U);
    QCOMPARE(segments[4].source, -1); // a segment of one field has no source
}

void TestSourceMap::decodesLargeAndNegativeNumbers()
{
    const auto map = SourceMap::fromJson(json("gggggBAAgggggB,AAAD,gB"));
    QVERIFY(map);
    QCOMPARE(map->segments().at(0).generatedColumn, 1U << 24);
    QCOMPARE(map->segments().at(0).column, 1U << 24);
    QCOMPARE(map->segments().at(1).column, (1U << 24) - 1);
    QVERIFY(!SourceMap::fromJson(json("D"))); // before the beginning of the line
}

void TestSourceMap::findsTheSegmentBefore()
{
    const auto map = SourceMap::fromJson(json("EAAA,EAAE;;AACA"));
    QVERIFY(map);
    QVERIFY(!map->find(0, 1));
    QCOMPARE(map->find(0, 2), &map->segments()[0]);
    QCOMPARE(map->find(0, 3), &map->segments()[0]);
    QCOMPARE(map->find(0, 4), &map->segments()[1]);
    QCOMPARE(map->find(0, 400), &map->segments()[1]);
    QVERIFY(!map->find(1, 0)); // no segment of another line
    QCOMPARE(map->find(2, 7), &map->segments()[2]);
    QVERIFY(!map->find(3, 0));
}

void TestSourceMap::refusesNonsense_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("not JSON") << QByteArray("AAAA");
    QTest::newRow("array") << QByteArray("[]");
    QTest::newRow("no mappings") << QByteArray(R"({"version":3})");
    QTest::newRow("bad character") << json("AA!A");
    QTest::newRow("unfinished number") << json("g");
    QTest::newRow("endless number") << json("gggggggggggggA");
    QTest::newRow("too many fields") << json("AAAAAA");
    QTest::newRow("negative line") << json("AADA");
}

void TestSourceMap::refusesNonsense()
{
    QFETCH(QByteArray, text);
    QVERIFY(!SourceMap::fromJson(text));
}

void TestSourceMap::takesInlineMaps()
{
    QByteArray text = "foo();\n//# sourceMappingURL=data:application/json;base64," + json("AAAA").toBase64() + "\n";
    const auto map = SourceMap::takeInline(text);
    QVERIFY(map);
    QCOMPARE(map->segments().size(), std::size_t(1));
    QCOMPARE(text, QByteArray("foo();\n"));
    QVERIFY(!SourceMap::takeInline(text));
}

void TestSourceMap::composes()
{
    auto outer = SourceMap::fromJson(json("AAAA;AAEC,CAAC"));
    const auto inner = SourceMap::fromJson(json("AAKE,EACA"));
    QVERIFY(outer && inner);
    outer->composeWith(*inner, 2); // two lines were put before the inner text
    const auto &segments = outer->segments();
    QCOMPARE(segments[0].source, -1);
    QCOMPARE(segments[1].source, 0);
    QCOMPARE(segments[1].line, 5U);
    QCOMPARE(segments[1].column, 2U);
    QCOMPARE(segments[2].line, 6U);
}

void TestSourceMap::placesInTexts()
{
    const SourceText text(u"ab\r\nc\u2028d\n"_s);
    QCOMPARE(text.lineCount(), 4);
    QCOMPARE(text.offset(1, 0).value(), 4);
    QCOMPARE(text.offset(2, 1).value(), 7);
    QVERIFY(!text.offset(4, 0));
    QVERIFY(!text.offset(0, 100));
    QCOMPARE(text.place(4), std::pair(1U, 0U));
    QCOMPARE(text.place(7), std::pair(2U, 1U));
    QCOMPARE(SourceText(u"let #p = 1"_s).nameAt(4), u"#p");
    QCOMPARE(SourceText(u"a[ i ]"_s).bracketBefore(3), 1);
    QCOMPARE(SourceText(u"a(i)"_s).bracketBefore(2), -1);
}

void TestSourceMap::callParentheses_data()
{
    QTest::addColumn<QString>("text"); // the callee begins at the first character
    QTest::addColumn<int>("offset");
    QTest::newRow("call") << u"foo(1)"_s << 3;
    QTest::newRow("space") << u"foo \n (1)"_s << 6;
    QTest::newRow("comments") << u"foo /* ( */ // (\n(1)"_s << 17;
    QTest::newRow("optional") << u"foo?.(1)"_s << 5;
    QTest::newRow("types") << u"foo<Map<string, () => void>>(1)"_s << 28;
    QTest::newRow("assertion") << u"foo!(1)"_s << 4;
    QTest::newRow("key") << u"'a b'](1)"_s << 6;
    QTest::newRow("end of a function") << u"})(1)"_s << 2;
    QTest::newRow("private method") << u"this.#m(1)"_s << 7;
    QTest::newRow("no call") << u"foo + (1)"_s << -1;
    QTest::newRow("comparison") << u"foo < (1)"_s << -1;
    QTest::newRow("end") << u"foo"_s << -1;
    QTest::newRow("open comment") << u"foo /* ("_s << -1;
}

void TestSourceMap::callParentheses()
{
    QFETCH(QString, text);
    QFETCH(int, offset);
    QCOMPARE(static_cast<int>(SourceText(text).callParenthesis(0)), offset);
}

QTEST_GUILESS_MAIN(TestSourceMap)
#include "tst_source_map.moc"
