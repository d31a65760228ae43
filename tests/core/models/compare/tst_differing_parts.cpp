// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/compare/differing_parts.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;

class TestDifferingParts : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void bytes_data();
    void bytes();
    void words();
};

namespace {

/// "PI[NG]": what is in brackets differs.
QString marked(const QList<TextPart> &parts)
{
    QString text;
    for (const TextPart &part : parts)
        text += part.differs ? u'[' + part.text + u']' : part.text;
    return text;
}

} // namespace

void TestDifferingParts::bytes_data()
{
    QTest::addColumn<QByteArray>("own");
    QTest::addColumn<QByteArray>("other");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("hex");
    const auto row = [](const char *name, const QByteArray &own, const QByteArray &other, const QString &text,
                        const QString &hex) { QTest::newRow(name) << own << other << text << hex; };
    row("equal", "PING", "PING", u"PING"_s, u"50 49 4e 47"_s);
    row("one byte", "PING", "PONG", u"P[I]NG"_s, u"50 [49] 4e 47"_s);
    row("first and last", "aBBc", "xBBy", u"[a]BB[c]"_s, u"[61] 42 42 [63]"_s);
    row("by chance", "TOTAL", "COUPO", u"[TOTAL]"_s, u"[54 4f 54 41 4c]"_s);
    row("a number and an end", "ADD 2 pears", "ADD 1 pear", u"ADD [2] pear[s]"_s,
        u"41 44 44 20 [32] 20 70 65 61 72 [73]"_s);
    row("all", "ab", "xy", u"[ab]"_s, u"[61 62]"_s);
    row("longer", "key 1234", "key 14", u"key 1[23]4"_s, u"6b 65 79 20 31 [32 33] 34"_s);
    row("shorter", "key 14", "key 1234", u"key 14"_s, u"6b 65 79 20 31 34"_s);
    row("only here", "ab", "", u"[ab]"_s, u"[61 62]"_s);
    row("line end", "a\r\n", "a\n", u"a[␍]␊"_s, u"61 [0d] 0a"_s);
    row("not text", QByteArray("\x00\xff", 2), QByteArray("\x00\xfe", 2), u"␀[\\xff]"_s, u"00 [ff]"_s);
    row("part of a character", "\u00e4", "\u00e5", u"[\u00e4]"_s, u"c3 [a4]"_s);
    row("nothing", "", "ab", {}, {});
}

void TestDifferingParts::bytes()
{
    QFETCH(const QByteArray, own);
    QFETCH(const QByteArray, other);
    const QList<bool> differs = differingBytes(own, other);
    QCOMPARE(differs.size(), own.size());
    QTEST(marked(textParts(own, differs)), "text");
    QTEST(marked(hexParts(own, differs)), "hex");
}

void TestDifferingParts::words()
{
    const QStringList own{u"open"_s, u"destroyed (peer FIN)"_s};
    QCOMPARE(marked(wordParts(own, own, u" > "_s)), u"open > destroyed (peer FIN)"_s);
    QCOMPARE(marked(wordParts(own, {u"open"_s, u"destroyed (this side)"_s}, u" > "_s)),
             u"open > [destroyed (peer FIN)]"_s);
    QCOMPARE(marked(wordParts(own, {u"open"_s}, u" > "_s)), u"open > [destroyed (peer FIN)]"_s);
    QVERIFY(wordParts({}, own, u" > "_s).isEmpty());
}

QTEST_MAIN(TestDifferingParts)
#include "tst_differing_parts.moc"
