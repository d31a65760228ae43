// SPDX-License-Identifier: GPL-3.0-or-later
#include "payload/payload_template.h"

#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace sockscope;

namespace {

PayloadContext fixedContext()
{
    return {7, QDateTime(QDate(2024, 5, 1), QTime(12, 0, 0, 45), QTimeZone::utc()), nullptr};
}

RenderedPayload rendered(PayloadMode mode, const QString &text, LineEnding ending = LineEnding::None)
{
    return PayloadTemplate::parse({mode, text, ending}).render(fixedContext());
}

} // namespace

Q_DECLARE_METATYPE(sockscope::PayloadMode)
Q_DECLARE_METATYPE(sockscope::LineEnding)

class TestPayloadTemplate : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void bytes_data();
    void bytes();
    void errors_data();
    void errors();
    void everyErrorIsFound();
    void errorsAreBounded();
    void lineEndings_data();
    void lineEndings();
    void checkValues_data();
    void checkValues();
    void aModbusFrame();
    void lengthsThatDoNotFit_data();
    void lengthsThatDoNotFit();
    void randomValues();
    void theCounterIsTheContexts();
    void knowsWhatVaries();
    void largePayloads();
    void aFileIsNotParsed();
};

void TestPayloadTemplate::bytes_data()
{
    QTest::addColumn<PayloadMode>("mode");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("expected");
    const auto text = [](const char *name, const QString &source, const QByteArray &expected) {
        QTest::newRow(name) << PayloadMode::Text << source << expected;
    };
    text("nothing", u""_s, ""_qba);
    text("plain", u"PING"_s, "PING"_qba);
    text("escapes", uR"(\n\r\t\0\\\{\x00\xfF)"_s, "\n\r\t\0\\{\0\xff"_qba);
    text("escape then digit", uR"(\x414)"_s, "A4"_qba);
    text("unicode", u"é€\U0001F600"_s, "\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80"_qba);
    text("byte order mark", u"\ufeffa"_s,
         "\xef\xbb\xbf"
         "a"_qba);
    text("single braces", u"{a}{ } }}"_s, "{a}{ } }}"_qba);
    text("escaped braces", uR"(\{{counter}})"_s, "{{counter}}"_qba);
    text("break without ending", u"a\nb"_s, "a\nb"_qba);
    text("counter", u"{{counter}}|{{ counter : 4 }}"_s, "7|0007"_qba);
    text("binary counter", u"{{counter:u16be}}{{counter:u16le}}{{counter:u8}}"_s, "\0\7\7\0\7"_qba);
    text("time", u"{{timestamp}} {{timestamp:ms}} {{iso}}"_s, "1714564800 1714564800045 2024-05-01T12:00:00.045Z"_qba);
    text("binary time", u"{{timestamp:u32be}}{{timestamp:ms:u8}}"_s, "\x66\x32\x2e\xc0\x2d"_qba);
    text("length", u"{{length}}:hello"_s, "6:hello"_qba);
    text("length of multi-byte text", u"{{length:4}}é"_s, "0002\xc3\xa9"_qba);
    text("binary lengths", u"{{length:u8}}{{length:u16be}}{{length:u16le}}{{length:u32be}}{{length:u32le}}abc"_s,
         "\x0f\0\x0d\x0b\0\0\0\0\x07\x03\0\0\0abc"_qba);
    text("length counts a decimal length", u"{{length}}/{{length}}/0123456789"_s, "14/11/0123456789"_qba);
    text("length up to the end mark", u"{{length:u8}}abc{{end}}tail"_s, "\3abctail"_qba);
    text("length counts a checksum", u"{{length:u8}}a{{crc32}}"_s, "\5a\x06\x1b\xb7\x74"_qba);
    text("checksums cover values", u"{{start}}7{{xor8:hex}} {{start}}{{counter}}{{xor8:hex}}"_s, "737 737"_qba);
    text("NMEA", u"${{start}}GPGLL,5300.97914,N,00259.98174,E,125926,A{{xor8:hex}}"_s,
         "$GPGLL,5300.97914,N,00259.98174,E,125926,A28"_qba);

    const auto hex = [](const char *name, const QString &source, const QByteArray &expected) {
        QTest::newRow(name) << PayloadMode::Hex << source << expected;
    };
    hex("hex: nothing", u" \n"_s, ""_qba);
    hex("hex: separators", u"01 02,03:04;05\t06\n0x07 0X08"_s, "\1\2\3\4\5\6\7\10"_qba);
    hex("hex: run", u"deadBEEF"_s, "\xde\xad\xbe\xef"_qba);
    hex("hex: prefixes without separators", u"0x010x02"_s, "\1\2"_qba);
    hex("hex: placeholders", u"02 {{length:u8}} {{counter}} 41 42"_s,
        "\2\3"
        "7AB"_qba);

    const auto base64 = [](const char *name, const QString &source, const QByteArray &expected) {
        QTest::newRow(name) << PayloadMode::Base64 << source << expected;
    };
    base64("base64: padded", u"aGVs bG8=\n"_s, "hello"_qba);
    base64("base64: unpadded", u"aGVsbG8"_s, "hello"_qba);
    base64("base64: both alphabets", u"+/-_"_s, "\xfb\xff\xbf"_qba);
    base64("base64: stretches", u"aA=={{counter}}aQ"_s, "h7i"_qba);
}

void TestPayloadTemplate::bytes()
{
    QFETCH(PayloadMode, mode);
    QFETCH(QString, text);
    QFETCH(QByteArray, expected);
    const RenderedPayload payload = rendered(mode, text);
    QVERIFY2(payload.isOk(), qPrintable(payload.isOk() ? QString() : payload.errors.first().message));
    QCOMPARE(payload.bytes.toHex(' '), expected.toHex(' '));
}

void TestPayloadTemplate::errors_data()
{
    QTest::addColumn<PayloadMode>("mode");
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("position");
    QTest::addColumn<int>("length");
    QTest::addColumn<QString>("part"); // of the sentence
    const auto row = [](PayloadMode mode, const QString &text, int position, int length, const QString &part) {
        QTest::newRow(qPrintable(text)) << mode << text << position << length << part;
    };
    const auto text = PayloadMode::Text;
    row(text, u"a\\q"_s, 1, 2, u"“\\q” is no escape"_s);
    row(text, u"\\\U0001F600"_s, 0, 3, u"is no escape"_s);
    row(text, u"ab\\"_s, 2, 1, u"Nothing follows"_s);
    row(text, u"ab\\\nc"_s, 2, 1, u"Nothing follows"_s);
    row(text, u"\\x"_s, 0, 2, u"“\\x” is cut short"_s);
    row(text, u"\\x4g"_s, 0, 3, u"“\\x4” is cut short"_s);
    row(text, u"\\xg4"_s, 0, 2, u"two hexadecimal digits"_s);
    row(text, u"a"_s + QChar(0xD83D) + u'b', 1, 1, u"half a character (U+D83D)"_s);
    row(text, u"a{{counter"_s, 1, 2, u"not closed"_s);
    row(text, u"{{coun\nter}}"_s, 0, 2, u"not closed"_s);
    row(text, u"{{}}"_s, 0, 4, u"has no name"_s);
    row(text, u"-{{count}}-"_s, 1, 9, u"no placeholder “count”"_s);
    row(text, u"{{counter:0}}"_s, 0, 13, u"“0” is no option of counter"_s);
    row(text, u"{{counter:21}}"_s, 0, 14, u"from 1 to 20"_s);
    row(text, u"{{counter:ms}}"_s, 0, 14, u"“ms” is no option of counter"_s);
    row(text, u"{{timestamp:us}}"_s, 0, 16, u"takes ms"_s);
    row(text, u"{{iso:1}}"_s, 0, 9, u"takes no option"_s);
    row(text, u"{{uuid:4}}"_s, 0, 10, u"takes no option"_s);
    row(text, u"{{random}}"_s, 0, 10, u"how many"_s);
    row(text, u"{{random:4097}}"_s, 0, 15, u"1 to 4096"_s);
    row(text, u"{{bytes:x}}"_s, 0, 11, u"1 to 4096"_s);
    row(text, u"{{length:u24}}"_s, 0, 14, u"“u24” is no option of length"_s);
    row(text, u"{{crc16:kermit}}"_s, 0, 16, u"modbus, ccitt, xmodem or x25"_s);
    row(text, u"{{crc32:ccitt}}"_s, 0, 15, u"be, le or hex"_s);
    row(text, u"{{sum8:9}}"_s, 0, 10, u"be, le or hex"_s);
    row(text, u"{{start:1}}"_s, 0, 11, u"takes no option"_s);
    const auto hex = PayloadMode::Hex;
    row(hex, u"01 2"_s, 3, 1, u"“2” is one digit"_s);
    row(hex, u"123 45"_s, 0, 3, u"“123” has 3 digits"_s);
    row(hex, u"1 2"_s, 0, 1, u"a byte needs two"_s);
    row(hex, u"01 xyz 02"_s, 3, 3, u"“xyz” is no hexadecimal digit"_s);
    row(hex, u"01 0x"_s, 3, 2, u"No digits follow this 0x"_s);
    row(hex, u"0x 01"_s, 0, 2, u"No digits follow this 0x"_s);
    row(hex, u"01\\n"_s, 2, 2, u"is no hexadecimal digit"_s);
    row(hex, u"01 {{"_s, 3, 2, u"not closed"_s);
    const auto base64 = PayloadMode::Base64;
    row(base64, u"aGV*bG8="_s, 3, 1, u"“*” is not in the base64 alphabet"_s);
    row(base64, u"aA==aA=="_s, 2, 1, u"more follows"_s);
    row(base64, u"aGVsb"_s, 0, 5, u"cut short"_s);
    row(base64, u"aGVsbG8=="_s, 7, 1, u"number of “=” is wrong"_s);
    row(base64, u"a{{counter}}"_s, 0, 1, u"cut short"_s);
}

void TestPayloadTemplate::errors()
{
    QFETCH(PayloadMode, mode);
    QFETCH(QString, text);
    QFETCH(int, position);
    QFETCH(int, length);
    QFETCH(QString, part);
    const auto parsed = PayloadTemplate::parse({mode, text, LineEnding::CrLf});
    QVERIFY(!parsed.isValid());
    const PayloadError &error = parsed.errors().first();
    QVERIFY2(error.message.contains(part), qPrintable(error.message));
    QVERIFY2(error.message.endsWith(u'.'), qPrintable(error.message));
    QCOMPARE(int(error.position), position);
    QCOMPARE(int(error.length), length);
    QVERIFY(parsed.render(fixedContext()).bytes.isEmpty());
    QVERIFY(!parsed.render(fixedContext()).isOk());
}

void TestPayloadTemplate::everyErrorIsFound()
{
    const auto parsed = PayloadTemplate::parse({PayloadMode::Text, uR"(\q ok \x1 {{no}} \)"_s, LineEnding::None});
    QList<qsizetype> positions;
    for (const PayloadError &error : parsed.errors())
        positions.append(error.position);
    QCOMPARE(positions, (QList<qsizetype>{0, 6, 10, 17}));
}

void TestPayloadTemplate::errorsAreBounded()
{
    for (const auto mode : {PayloadMode::Text, PayloadMode::Hex, PayloadMode::Base64}) {
        const QString bad = mode == PayloadMode::Text ? u"\\q"_s : mode == PayloadMode::Hex ? u"1 "_s : u"*"_s;
        QCOMPARE(PayloadTemplate::parse({mode, bad.repeated(500'000), {}}).errors().size(), 100);
    }
}

void TestPayloadTemplate::lineEndings_data()
{
    QTest::addColumn<LineEnding>("ending");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("none") << LineEnding::None << "a\nb"_qba;
    QTest::newRow("lf") << LineEnding::Lf << "a\nb\n"_qba;
    QTest::newRow("cr") << LineEnding::Cr << "a\rb\r"_qba;
    QTest::newRow("crlf") << LineEnding::CrLf << "a\r\nb\r\n"_qba;
}

void TestPayloadTemplate::lineEndings()
{
    QFETCH(LineEnding, ending);
    QFETCH(QByteArray, expected);
    QCOMPARE(rendered(PayloadMode::Text, u"a\nb"_s, ending).bytes, expected);
    QCOMPARE(rendered(PayloadMode::Hex, u"41"_s, ending).bytes, "A"_qba);
    QCOMPARE(rendered(PayloadMode::Base64, u"QQ"_s, ending).bytes, "A"_qba);
    const QByteArray counted = QByteArray::number(endingBytes(ending).size()) + endingBytes(ending);
    QCOMPARE(rendered(PayloadMode::Text, u"{{length}}"_s, ending).bytes, counted);
}

void TestPayloadTemplate::checkValues_data()
{
    QTest::addColumn<QString>("placeholder");
    QTest::addColumn<QByteArray>("digits");
    QTest::newRow("modbus") << u"crc16"_s << "4b37"_qba;
    QTest::newRow("modbus named") << u"crc16:modbus"_s << "4b37"_qba;
    QTest::newRow("ccitt") << u"crc16:ccitt"_s << "29b1"_qba;
    QTest::newRow("xmodem") << u"crc16:xmodem"_s << "31c3"_qba;
    QTest::newRow("x25") << u"crc16:x25"_s << "906e"_qba;
    QTest::newRow("little-endian") << u"crc16:le"_s << "374b"_qba;
    QTest::newRow("two options") << u"crc16:le:ccitt"_s << "b129"_qba;
    QTest::newRow("crc32") << u"crc32"_s << "cbf43926"_qba;
    QTest::newRow("crc32 le") << u"crc32:le"_s << "2639f4cb"_qba;
    QTest::newRow("crc32 text") << u"crc32:hex"_s << "CBF43926"_qba.toHex();
    QTest::newRow("crc16 text, little-endian") << u"crc16:hex:le"_s << "374B"_qba.toHex();
    QTest::newRow("sum8") << u"sum8"_s << "dd"_qba;
    QTest::newRow("xor8") << u"xor8"_s << "31"_qba;
    QTest::newRow("xor8 text") << u"xor8:hex"_s << "31"_qba.toHex();
}

void TestPayloadTemplate::checkValues()
{
    QFETCH(QString, placeholder);
    QFETCH(QByteArray, digits);
    const QString inBraces = u"{{"_s + placeholder + u"}}"_s;
    QCOMPARE(rendered(PayloadMode::Text, u"123456789"_s + inBraces).bytes.sliced(9).toHex(), digits);
    QCOMPARE(rendered(PayloadMode::Text, u"left out{{start}}123456789"_s + inBraces).bytes.sliced(17).toHex(), digits);
    QCOMPARE(rendered(PayloadMode::Hex, u"313233343536373839 "_s + inBraces).bytes.sliced(9).toHex(), digits);
}

/// Read holding registers, from the Modbus literature.
void TestPayloadTemplate::aModbusFrame()
{
    QCOMPARE(rendered(PayloadMode::Hex, u"11 03 00 6B 00 03 {{crc16:le}}"_s).bytes.toHex(), "1103006b00037687"_qba);
}

void TestPayloadTemplate::lengthsThatDoNotFit_data()
{
    QTest::addColumn<QString>("placeholder");
    QTest::addColumn<int>("bytes");
    QTest::addColumn<bool>("fits");
    QTest::newRow("255 in u8") << u"u8"_s << 255 << true;
    QTest::newRow("256 in u8") << u"u8"_s << 256 << false;
    QTest::newRow("65535 in u16") << u"u16le"_s << 65535 << true;
    QTest::newRow("65536 in u16") << u"u16le"_s << 65536 << false;
    QTest::newRow("99 in two digits") << u"2"_s << 99 << true;
    QTest::newRow("100 in two digits") << u"2"_s << 100 << false;
}

void TestPayloadTemplate::lengthsThatDoNotFit()
{
    QFETCH(QString, placeholder);
    QFETCH(int, bytes);
    QFETCH(bool, fits);
    const QString text = u"ab{{length:"_s + placeholder + u"}}"_s + QString(bytes, u'x');
    const RenderedPayload payload = rendered(PayloadMode::Text, text);
    QCOMPARE(payload.isOk(), fits);
    if (!fits) {
        QCOMPARE(int(payload.errors.first().position), 2);
        QCOMPARE(payload.errors.first().length, 11 + placeholder.size());
        QVERIFY(payload.errors.first().message.contains(u" follow"_s));
        QVERIFY(payload.bytes.isEmpty());
    }
}

void TestPayloadTemplate::randomValues()
{
    const auto parsed =
        PayloadTemplate::parse({PayloadMode::Text, u"{{uuid}} {{random:7}} {{bytes:300}}"_s, LineEnding::None});
    const QByteArray first = parsed.render(fixedContext()).bytes;
    const QByteArray second = parsed.render(fixedContext()).bytes;
    QVERIFY(first != second);
    QCOMPARE(first.size(), 36 + 1 + 7 + 1 + 300);
    static const QRegularExpression shape(
        u"^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12} [0-9a-f]{7} $"_s);
    QVERIFY2(shape.match(QString::fromLatin1(first.first(45))).hasMatch(), first.first(45).constData());

    QRandomGenerator one(5), same(5);
    PayloadContext context = fixedContext();
    context.random = &one;
    const QByteArray repeatable = parsed.render(context).bytes;
    context.random = &same;
    QCOMPARE(parsed.render(context).bytes, repeatable);
}

void TestPayloadTemplate::theCounterIsTheContexts()
{
    const auto parsed = PayloadTemplate::parse({PayloadMode::Text, u"{{counter:3}}{{counter:u8}}"_s, LineEnding::None});
    PayloadContext context = fixedContext();
    context.counter = 1000; // wider than its width, larger than a byte
    QCOMPARE(parsed.render(context).bytes, "1000\xe8"_qba);
    context.counter = std::numeric_limits<quint64>::max();
    QCOMPARE(parsed.render(context).bytes, "18446744073709551615\xff"_qba);
}

void TestPayloadTemplate::knowsWhatVaries()
{
    const auto parsed = [](const QString &text) {
        return PayloadTemplate::parse({PayloadMode::Text, text, LineEnding::None});
    };
    QVERIFY(parsed(u"{{counter}}"_s).usesCounter());
    QVERIFY(parsed(u"{{counter}}"_s).isVarying());
    QVERIFY(!parsed(u"{{uuid}}"_s).usesCounter());
    QVERIFY(parsed(u"{{uuid}}"_s).isVarying());
    QVERIFY(!parsed(u"a{{length}}{{crc32}}"_s).isVarying());
}

void TestPayloadTemplate::largePayloads()
{
    const QString most(MaxPayloadBytes, u'x');
    QCOMPARE(rendered(PayloadMode::Text, most).bytes.size(), MaxPayloadBytes);
    const RenderedPayload tooMuch = rendered(PayloadMode::Text, most, LineEnding::Lf);
    QVERIFY(!tooMuch.isOk());
    QCOMPARE(tooMuch.errors.first().message,
             u"These are 16,777,217 bytes; at most 16,777,216 bytes can be sent at once."_s);
    QCOMPARE(tooMuch.errors.first().length, MaxPayloadBytes);
}

void TestPayloadTemplate::aFileIsNotParsed()
{
    QVERIFY(!PayloadTemplate::parse({PayloadMode::File, u"/etc/hostname"_s, {}}).isValid());
    QCOMPARE(PayloadTemplate::fromBytes("\\q{{"_qba).render(fixedContext()).bytes, "\\q{{"_qba);
}

QTEST_APPLESS_MAIN(TestPayloadTemplate)
#include "tst_payload_template.moc"
