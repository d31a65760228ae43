// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/payload_codec.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;

class TestPayloadCodec : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void decodes_data();
    void decodes();
    void rejects_data();
    void rejects();
    void loneSurrogates();
    void roundTrips();
    void quoting_data();
    void quoting();
};

// Every row of the two tables was seen in k6.
void TestPayloadCodec::decodes_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("encoding");
    QTest::addColumn<QByteArray>("hex");
    const auto row = [](const char *name, const QString &text, const QString &encoding, const QByteArray &hex) {
        QTest::newRow(name) << text << encoding << hex;
    };
    row("empty", u""_s, u""_s, "");
    row("UTF-8", u"\u00e9\u20ac\U0001F600"_s, u""_s, "c3a9e282acf09f9880");
    row("utf8", u"\u00e9"_s, u"utf8"_s, "c3a9");
    row("UTF-8 in capitals", u"\u00e9"_s, u"UTF-8"_s, "c3a9");
    row("ascii does not mask", u"\u00e9"_s, u"ascii"_s, "c3a9");
    row("nul and newlines", u"a\0b\r\n"_s, u""_s, "6100620d0a");
    row("base64", u"AAEC/w=="_s, u"base64"_s, "000102ff");
    row("base64, empty", u""_s, u"base64"_s, "");
    row("base64 in lines", u"SGVs\r\nbG8=\r\n"_s, u"Base64"_s, "48656c6c6f");
    row("base64, padding in lines", u"AA\r\n==\n"_s, u"base64"_s, "00");
    row("base64, padding split", u"AA=\n="_s, u"base64"_s, "00");
    row("base64, trailing bits", u"AB=="_s, u"base64"_s, "00");
    row("base64url", u"_-8"_s, u"base64url"_s, "ffef");
    row("base64url, padded", u"_-8="_s, u"base64url"_s, "ffef");
    row("base64url, four digits", u"____"_s, u"base64url"_s, "ffffff");
    row("hex", u"00ff10"_s, u"hex"_s, "00ff10");
    row("hex in capitals", u"0AFF"_s, u"HEX"_s, "0aff");
}

void TestPayloadCodec::decodes()
{
    QFETCH(QString, text);
    QFETCH(QString, encoding);
    QFETCH(QByteArray, hex);
    const PayloadBytes result = payloadBytes(text, encoding);
    QCOMPARE(result.error, QString());
    QCOMPARE(result.bytes.toHex(), hex);
}

void TestPayloadCodec::rejects_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("encoding");
    QTest::addColumn<QString>("error");
    const auto base64 = [](const QString &text, int position, const QString &encoding = u"base64"_s) {
        QTest::newRow(qPrintable(encoding + u' ' + text))
            << text << encoding << u"illegal base64 data at input byte %1"_s.arg(position);
    };
    base64(u"!!"_s, 0);
    base64(u"SGVsbG8"_s, 4);
    base64(u"SG Vs"_s, 2);
    base64(u"SGVsbG8= "_s, 8);
    base64(u"A"_s, 0);
    base64(u"="_s, 0);
    base64(u"A="_s, 1);
    base64(u"A\n"_s, 1);
    base64(u"AA"_s, 0);
    base64(u"AA="_s, 3);
    base64(u"AA=A"_s, 2);
    base64(u"AA==A"_s, 4);
    base64(u"AAA"_s, 0);
    base64(u"AAA=="_s, 4);
    base64(u"AAAA="_s, 4);
    base64(u"\u00e9"_s, 0);
    base64(u"_-8="_s, 0);
    base64(u"+/8="_s, 0, u"base64url"_s);
    base64(u"AAAAA"_s, 4, u"base64url"_s);
    base64(u"AA="_s, 3, u"base64url"_s);
    const auto hex = [](const QString &text, const QString &error) {
        QTest::newRow(qPrintable(u"hex "_s + text)) << text << u"hex"_s << u"encoding/hex: "_s + error;
    };
    hex(u"abc"_s, u"odd length hex string"_s);
    hex(u"a"_s, u"odd length hex string"_s);
    hex(u"zz"_s, u"invalid byte: U+007A 'z'"_s);
    hex(u"0x12"_s, u"invalid byte: U+0078 'x'"_s);
    hex(u"abg"_s, u"invalid byte: U+0067 'g'"_s);
    hex(u"ab\n"_s, u"invalid byte: U+000A"_s);
    hex(u"a b"_s, u"invalid byte: U+0020 ' '"_s);
    hex(u"\u00e9a"_s, u"invalid byte: U+00C3 '\u00c3'"_s);
    QTest::newRow("latin1") << u"x"_s << u"latin1"_s << u"unsupported encoding \"latin1\""_s;
    QTest::newRow("quoted") << u"x"_s << u"we\"ird\n\u00e9\x01"_s
                            << u"unsupported encoding \"we\\\"ird\\n\u00e9\\x01\""_s;
}

void TestPayloadCodec::rejects()
{
    QFETCH(QString, text);
    QFETCH(QString, encoding);
    QFETCH(QString, error);
    const PayloadBytes result = payloadBytes(text, encoding);
    QCOMPARE(result.error, error);
    QVERIFY(result.bytes.isEmpty());
}

void TestPayloadCodec::loneSurrogates()
{
    const QChar high(0xD83D), low(0xDE00);
    QCOMPARE(payloadBytes(QString(u'a') + high + u'b').bytes.toHex(), QByteArray("61efbfbd62"));
    QCOMPARE(payloadBytes(QString(low)).bytes.toHex(), QByteArray("efbfbd"));
    QCOMPARE(payloadBytes(QString(high) + low + high).bytes.toHex(), QByteArray("f09f9880efbfbd"));
    QCOMPARE(payloadBytes(QString(high), u"base64"_s).error, u"illegal base64 data at input byte 0"_s);
    QCOMPARE(payloadBytes(QString(u'a') + high, u"hex"_s).error, u"encoding/hex: invalid byte: U+00EF '\u00ef'"_s);
}

void TestPayloadCodec::roundTrips()
{
    QRandomGenerator random(1);
    for (int size = 0; size < 300; ++size) {
        QByteArray bytes(size, Qt::Uninitialized);
        for (char &byte : bytes)
            byte = char(random.bounded(256));
        QCOMPARE(payloadBytes(QString::fromLatin1(bytes.toBase64()), u"base64"_s).bytes, bytes);
        QCOMPARE(payloadBytes(QString::fromLatin1(bytes.toHex()), u"hex"_s).bytes, bytes);
        for (const auto padding : {QByteArray::KeepTrailingEquals, QByteArray::OmitTrailingEquals}) {
            const QByteArray url = bytes.toBase64(QByteArray::Base64UrlEncoding | padding);
            QCOMPARE(payloadBytes(QString::fromLatin1(url), u"base64url"_s).bytes, bytes);
        }
    }
}

void TestPayloadCodec::quoting_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("quoted");
    QTest::newRow("plain") << u"latin1"_s << u"\"latin1\""_s;
    QTest::newRow("quotes") << u"a\"b\\c"_s << u"\"a\\\"b\\\\c\""_s;
    QTest::newRow("controls") << u"\a\b\t\n\v\f\r\x01\x7f"_s << u"\"\\a\\b\\t\\n\\v\\f\\r\\x01\\x7f\""_s;
    QTest::newRow("printable") << u"\u00e9\U0001F600"_s << u"\"\u00e9\U0001F600\""_s;
    QTest::newRow("not printable") << u"\u00a0\u200b"_s << u"\"\\u00a0\\u200b\""_s;
}

void TestPayloadCodec::quoting()
{
    QFETCH(QString, text);
    QFETCH(QString, quoted);
    QCOMPARE(goQuoted(text), quoted);
}

QTEST_GUILESS_MAIN(TestPayloadCodec)
#include "tst_payload_codec.moc"
