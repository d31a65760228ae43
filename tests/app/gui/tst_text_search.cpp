// SPDX-License-Identifier: GPL-3.0-or-later
#include "text_search.h"

#include <QElapsedTimer>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;
using Options = TextSearch::Options;

class TestTextSearch : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void finds_data();
    void finds();
    void saysWhatIsWrong();
    void replaces_data();
    void replaces();
    void isBounded();
};

namespace {

QString replaced(const QString &text, const TextSearch &search, const QString &replacement)
{
    QByteArray bytes = text.toUtf8();
    const QList<TextMatch> all = search.replacements(text, replacement);
    for (auto match = all.crbegin(); match != all.crend(); ++match)
        bytes.replace(match->start, match->length, match->replacement.toUtf8());
    return QString::fromUtf8(bytes);
}

} // namespace

void TestTextSearch::finds_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("text");
    QTest::addColumn<Options>("options");
    QTest::addColumn<QList<int>>("places"); // start, length, …
    const Options plain{}, matchCase{.matchCase = true}, words{.wholeWords = true}, expression{.isExpression = true};
    QTest::newRow("nothing sought") << QString() << u"abc"_s << plain << QList<int>{};
    QTest::newRow("any case") << u"ÄB"_s << u"äb ÄB"_s << plain << QList<int>{0, 3, 4, 3};
    QTest::newRow("this case") << u"ÄB"_s << u"äb ÄB"_s << matchCase << QList<int>{4, 3};
    QTest::newRow("signs are themselves") << u"a.b("_s << u"aXb( a.b("_s << plain << QList<int>{5, 4};
    QTest::newRow("whole words") << u"on"_s << u"on once ion on"_s << words << QList<int>{0, 2, 12, 2};
    QTest::newRow("whole words that are signs") << u"()"_s << u"f() ()"_s << words << QList<int>{4, 2};
    QTest::newRow("words with accents") << u"k"_s << u"kä k"_s << words << QList<int>{4, 1};
    QTest::newRow("bytes, not characters") << u"b"_s << u"ä€😀b"_s << plain << QList<int>{9, 1};
    QTest::newRow("over lines") << u"a\nb"_s << u"a\nb"_s << plain << QList<int>{0, 3};
    QTest::newRow("each line") << u"^."_s << u"ab\r\ncd\n"_s << expression << QList<int>{0, 1, 4, 1};
    QTest::newRow("line ends") << u"b$"_s << u"ab\r\ncb\nbx"_s << expression << QList<int>{1, 1, 5, 1};
    QTest::newRow("empty matches") << u"^"_s << u"a\nb"_s << expression << QList<int>{0, 0, 2, 0};
    QTest::newRow("choice in whole words")
        << u"a|bc"_s << u"a ab bc"_s << Options{.wholeWords = true, .isExpression = true} << QList<int>{0, 1, 5, 2};
}

void TestTextSearch::finds()
{
    QFETCH(const QString, pattern);
    QFETCH(const QString, text);
    QFETCH(const Options, options);
    QList<int> places;
    const QList<TextMatch> found = TextSearch(pattern, options).matches(text);
    for (const TextMatch &match : found)
        places << int(match.start) << int(match.length);
    QTEST(places, "places");
}

void TestTextSearch::saysWhatIsWrong()
{
    const TextSearch search(u"ab(c"_s, {.isExpression = true});
    QVERIFY2(search.error().startsWith(u"The expression is wrong at character 5: "_s), qPrintable(search.error()));
    QVERIFY(search.matches(u"abc"_s).isEmpty());
    QVERIFY(!TextSearch(u"a)|(b"_s, {.wholeWords = true, .isExpression = true})
                 .error()
                 .isEmpty()); // not made good by wrapping
    QVERIFY(TextSearch(u"ab(c"_s, {}).error().isEmpty());
}

void TestTextSearch::replaces_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("replacement");
    QTest::addColumn<bool>("isExpression");
    QTest::addColumn<QString>("result"); // of "a1 b2"
    QTest::newRow("plain") << u"a"_s << u"$0\\n"_s << false << u"$0\\n1 b2"_s;
    QTest::newRow("groups") << u"([a-z])(\\d)"_s << u"$2$1"_s << true << u"1a 2b"_s;
    QTest::newRow("braces, whole, dollar") << u"([a-z])\\d"_s << u"${1}1$$$&"_s << true << u"a1$a1 b1$b2"_s;
    QTest::newRow("escapes") << u" "_s << u"\\n\\t\\\\n"_s << true << u"a1\n\t\\nb2"_s;
    QTest::newRow("missing group") << u"\\d"_s << u"[$7]"_s << true << u"a[] b[]"_s;
    QTest::newRow("empty matches") << u"^|$"_s << u"|"_s << true << u"|a1 b2|"_s;
    QTest::newRow("away") << u"\\w"_s << QString() << true << u" "_s;
}

void TestTextSearch::replaces()
{
    QFETCH(const QString, pattern);
    QFETCH(const QString, replacement);
    QFETCH(const bool, isExpression);
    QTEST(replaced(u"a1 b2"_s, TextSearch(pattern, {.isExpression = isExpression}), replacement), "result");
}

void TestTextSearch::isBounded()
{
    QCOMPARE(TextSearch(u"a"_s, {}).matches(u"a"_s.repeated(200'000)).size(), TextSearch::MaxMatches);
    QElapsedTimer time;
    time.start();
    const TextSearch explosive(u"(a+)+$"_s, {.isExpression = true});
    (void)explosive.matches(u"a"_s.repeated(5000) + u'b');
    QVERIFY2(time.elapsed() < 5000, qPrintable(QString::number(time.elapsed())));
}

QTEST_GUILESS_MAIN(TestTextSearch)
#include "tst_text_search.moc"
