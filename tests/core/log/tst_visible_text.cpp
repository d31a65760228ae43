// SPDX-License-Identifier: GPL-3.0-or-later
#include "log/visible_text.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;

class TestVisibleText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void text_data();
    void text();
    void bytes_data();
    void bytes();
    void bytesAreBounded();
    void nothingInvisibleIsLeft();
};

void TestVisibleText::text_data()
{
    QTest::addColumn<QString>("input");
    QTest::addColumn<QString>("oneLine");
    QTest::addColumn<QString>("lines");
    QTest::newRow("plain") << u"hello é😀"_s << u"hello é😀"_s << u"hello é😀"_s;
    QTest::newRow("empty") << QString() << QString() << QString();
    QTest::newRow("line ends") << u"a\r\nb\tc"_s << u"a␍␊b␉c"_s << u"a␍\nb\tc"_s;
    QTest::newRow("controls") << u"\u0000\u0007\u001b[31m\u007f"_s << u"␀␇␛[31m␡"_s << u"␀␇␛[31m␡"_s;
    QTest::newRow("C1") << u"\u0085\u009b"_s << u"<U+0085><U+009B>"_s << u"<U+0085><U+009B>"_s;
    QTest::newRow("bidi") << u"a\u202eb\u2066c\u200f\u061c"_s << u"a<U+202E>b<U+2066>c<U+200F><U+061C>"_s
                          << u"a<U+202E>b<U+2066>c<U+200F><U+061C>"_s;
    QTest::newRow("invisible") << u"\u200b\ufeff\u00ad\u2028"_s << u"<U+200B><U+FEFF><U+00AD><U+2028>"_s
                               << u"<U+200B><U+FEFF><U+00AD><U+2028>"_s;
    QTest::newRow("tag") << QStringView(QChar::fromUcs4(0xe0041)).toString() << u"<U+E0041>"_s << u"<U+E0041>"_s;
    QTest::newRow("joiners stay") << u"👩\u200d💻 می\u200cخواهم"_s << u"👩\u200d💻 می\u200cخواهم"_s
                                  << u"👩\u200d💻 می\u200cخواهم"_s;
}

void TestVisibleText::text()
{
    QFETCH(QString, input);
    QTEST(visibleText(input), "oneLine");
    QTEST(visibleText(input, LineBreaks::Kept), "lines");
}

void TestVisibleText::bytes_data()
{
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QString>("expected");
    QTest::newRow("line") << QByteArray("PING\r\n") << u"PING␍␊"_s;
    QTest::newRow("UTF-8") << QByteArray("\xc3\xa9\xf0\x9f\x98\x80") << u"é😀"_s;
    QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbf"
                                                   "a\xef\xbb\xbf")
                                     << u"<U+FEFF>a<U+FEFF>"_s;
    QTest::newRow("NUL") << QByteArray("a\0b", 3) << u"a␀b"_s;
    QTest::newRow("not UTF-8") << QByteArray("\xff\xfe"
                                             "a\x80")
                               << u"\\xff\\xfea\\x80"_s;
    QTest::newRow("cut sequence") << QByteArray("a\xf0\x9f\x98") << u"a\\xf0\\x9f\\x98"_s;
    QTest::newRow("overlong") << QByteArray("\xc0\x80\xe0\x80\x80") << u"\\xc0\\x80\\xe0\\x80\\x80"_s;
    QTest::newRow("surrogate") << QByteArray("\xed\xa0\x80") << u"\\xed\\xa0\\x80"_s;
    QTest::newRow("beyond Unicode") << QByteArray("\xf4\x90\x80\x80") << u"\\xf4\\x90\\x80\\x80"_s;
    QTest::newRow("bidi") << QByteArray("\xe2\x80\xae") << u"<U+202E>"_s;
    QTest::newRow("replacement character itself") << QByteArray("\xef\xbf\xbd") << u"\ufffd"_s;
}

void TestVisibleText::bytes()
{
    QFETCH(QByteArray, input);
    QTEST(visibleBytes(input), "expected");
}

void TestVisibleText::bytesAreBounded()
{
    QCOMPARE(visibleBytes("abcde", 5), u"abcde"_s);
    QCOMPARE(visibleBytes("abcdef", 5), u"abcd…"_s);
    QCOMPARE(visibleBytes("abc\xff", 5), u"abc…"_s); // no half of an escape
    QCOMPARE(visibleBytes(QByteArray(100'000'000, 'x'), 10), u"xxxxxxxxx…"_s);
    QCOMPARE(visibleBytes({}, 0), QString());
    QCOMPARE(visibleBytes("a", 0), u"…"_s);
}

void TestVisibleText::nothingInvisibleIsLeft()
{
    QRandomGenerator random(99);
    for (int round = 0; round < 2000; ++round) {
        QByteArray bytes(random.bounded(40), '\0');
        for (auto &byte : bytes)
            byte = static_cast<char>(random.bounded(256));
        const auto visible = visibleBytes(bytes, 1000);
        for (const char32_t character : visible.toUcs4())
            QVERIFY(!needsSign(character));
        QCOMPARE(visibleText(visible), visible);
    }
}

QTEST_GUILESS_MAIN(TestVisibleText)
#include "tst_visible_text.moc"
