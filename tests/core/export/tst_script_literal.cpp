// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/script_literal.h"

#include <QJSEngine>
#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;

class TestScriptLiteral : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void forms_data();
    void forms();
    void sameBytes();
};

namespace {

/// The bytes that the arguments of a write() stand for, by a JavaScript engine.
QByteArray evaluated(const QString &arguments)
{
    QJSEngine engine;
    const QJSValue list = engine.evaluate(u"((...all) => all)("_s + arguments + u")"_s);
    if (list.isError())
        return "error: " + list.toString().toUtf8();
    const QByteArray text = list.property(0).toString().toUtf8();
    const QString encoding = list.property(1).property(u"encoding"_s).toString();
    if (encoding == u"hex")
        return QByteArray::fromHex(text);
    return encoding == u"base64" ? QByteArray::fromBase64(text) : text;
}

} // namespace

void TestScriptLiteral::forms_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("literal");
    QTest::newRow("empty") << QByteArray() << u"\"\""_s;
    QTest::newRow("line") << QByteArray("PING\r\n") << uR"("PING\r\n")"_s;
    QTest::newRow("quotes") << QByteArray("say \"hi\\\"\t${x}`") << uR"("say \"hi\\\"\t${x}`")"_s;
    QTest::newRow("letters") << QByteArray("gr\xc3\xbc\xc3\x9f \xf0\x9f\x98\x80") << u"\"gr\u00fc\u00df \U0001f600\""_s;
    QTest::newRow("invisible") << QByteArray("abcdefg\x7f\xe2\x80\xae") << uR"("abcdefg\x7f\u{202e}")"_s;
    QTest::newRow("few controls") << QByteArray("abcdefgh\x01") << uR"("abcdefgh\x01")"_s;
    QTest::newRow("mostly controls") << QByteArray("\x01\x02\x03z", 4) << uR"("0102037a", { encoding: "hex" })"_s;
    QTest::newRow("no UTF-8") << QByteArray("\xff\xfe") << uR"("fffe", { encoding: "hex" })"_s;
    QTest::newRow("repetition") << QByteArray(500, 'z') << uR"("z".repeat(500))"_s;
    QTest::newRow("zeros") << QByteArray(100, '\0') << uR"("\x00".repeat(100))"_s;
    QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbfhello") << uR"("\u{feff}hello")"_s;
}

void TestScriptLiteral::forms()
{
    QFETCH(const QByteArray, bytes);
    const QString literal = scriptPayload(bytes, u"  "_s);
    QTEST(literal, "literal");
    QCOMPARE(evaluated(literal), bytes);
}

/// Of any bytes and lengths, and lines that are no longer than what one reads.
void TestScriptLiteral::sameBytes()
{
    QRandomGenerator random(20251122);
    const QByteArrayList alphabets{"abc \r\n\"\\`$",
                                   "\xc3\xa9\xe2\x82\xac"
                                   "a\n",
                                   QByteArray("\x00\xff\x80zz", 5)};
    for (int round = 0; round < 300; ++round) {
        const QByteArray &alphabet = alphabets[round % alphabets.size()];
        QByteArray bytes;
        for (auto left = random.bounded(1000); left > 0; --left)
            bytes.append(alphabet[random.bounded(static_cast<int>(alphabet.size()))]);
        const QString literal = scriptPayload(bytes, u"  "_s);
        QCOMPARE(evaluated(literal), bytes);
        for (const QString &line : literal.split(u'\n'))
            QVERIFY2(line.size() < 130, qPrintable(line));
    }
}

QTEST_GUILESS_MAIN(TestScriptLiteral)
#include "tst_script_literal.moc"
