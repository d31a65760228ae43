// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/byte_formats.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;

class TestByteFormats : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void formats();
    void manyBytes();
    void escapes_data();
    void escapes();
    void hexInput_data();
    void hexInput();
    void everyByteThereAndBack();
};

void TestByteFormats::formats()
{
    const auto bytes = "PI\r\n\xff"_ba;
    QCOMPARE(formatBytes(bytes, ByteFormat::Text), u"PI\r\n\ufffd"_s);
    QCOMPARE(formatBytes(bytes, ByteFormat::Hex), u"50 49 0d 0a ff"_s);
    QCOMPARE(formatBytes(bytes, ByteFormat::CArray),
             u"static const unsigned char data[5] = {\n    0x50, 0x49, 0x0d, 0x0a, 0xff,\n};\n"_s);
    QCOMPARE(formatBytes(bytes, ByteFormat::Uint8Array), u"new Uint8Array([\n    0x50, 0x49, 0x0d, 0x0a, 0xff,\n])"_s);
    QVERIFY(formatBytes(bytes, ByteFormat::HexDump, 0x1230).startsWith(u"00001230  50 49 0d 0a ff"));
    QCOMPARE(formatBytes({}, ByteFormat::Uint8Array), u"new Uint8Array([])"_s);
    QCOMPARE(formatBytes({}, ByteFormat::CArray), u"/* no bytes */\n"_s);
    QVERIFY(formatBytes({}, ByteFormat::Hex).isEmpty());
}

void TestByteFormats::manyBytes()
{
    const QByteArray bytes(33, 'x');
    QCOMPARE(formatBytes(bytes, ByteFormat::Hex).count(u'\n'), 2);
    QCOMPARE(formatBytes(bytes, ByteFormat::HexDump, 0x10).split(u'\n').value(2).first(8), u"00000030"_s);
    QCOMPARE(formatBytes(bytes, ByteFormat::Uint8Array).count(u"0x78,"_s), 33);
    QCOMPARE(formatBytes(bytes, ByteFormat::CArray).count(u'\n'), 5);
}

void TestByteFormats::escapes_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("error");
    QTest::newRow("plain") << u"PING"_s << "PING"_ba << QString();
    QTest::newRow("line") << uR"(PING\r\n)"_s << "PING\r\n"_ba << QString();
    QTest::newRow("bytes") << uR"(\x00\xFf\0\\)"_s << QByteArray("\0\xff\0\\", 4) << QString();
    QTest::newRow("character") << uR"(\u{20ac}€)"_s << "€€"_ba << QString();
    QTest::newRow("unknown") << uR"(a\q)"_s << QByteArray() << u"\\q at character 2"_s;
    QTest::newRow("half") << uR"(\x4)"_s << QByteArray() << u"two hexadecimal digits"_s;
    QTest::newRow("end") << uR"(a\)"_s << QByteArray() << u"single backslash"_s;
    QTest::newRow("surrogate") << uR"(\u{d800})"_s << QByteArray() << u"in braces"_s;
}

void TestByteFormats::escapes()
{
    QFETCH(QString, text);
    QFETCH(QByteArray, bytes);
    QFETCH(QString, error);
    const auto result = bytesOfEscapedText(text);
    QCOMPARE(result.bytes, bytes);
    QCOMPARE(result.error.isEmpty(), error.isEmpty());
    QVERIFY2(result.error.contains(error), qPrintable(result.error));
}

void TestByteFormats::hexInput_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("error");
    QTest::newRow("pairs") << u"0d0A ff"_s << "\r\n\xff"_ba << QString();
    QTest::newRow("separators") << u"0x0d, 0x0a; 41:42\n43"_s << "\r\nABC"_ba << QString();
    QTest::newRow("odd") << u"0d 0"_s << QByteArray() << u"character 4 stands alone"_s;
    QTest::newRow("split") << u"0 d"_s << QByteArray() << u"character 1 stands alone"_s;
    QTest::newRow("letter") << u"0g"_s << QByteArray() << u"stands alone"_s;
    QTest::newRow("no digit") << u"41 zz"_s << QByteArray() << u"'z' at character 4"_s;
}

void TestByteFormats::hexInput()
{
    QFETCH(QString, text);
    QFETCH(QByteArray, bytes);
    QFETCH(QString, error);
    const auto result = bytesOfHexText(text);
    QCOMPARE(result.bytes, bytes);
    QCOMPARE(result.error.isEmpty(), error.isEmpty());
    QVERIFY2(result.error.contains(error), qPrintable(result.error));
}

void TestByteFormats::everyByteThereAndBack()
{
    QByteArray all;
    for (int byte = 0; byte < 256; ++byte)
        all += static_cast<char>(byte);
    QCOMPARE(bytesOfHexText(formatBytes(all, ByteFormat::Hex)).bytes, all);
    QCOMPARE(bytesOfEscapedText(escapedText(all)).bytes, all);
}

QTEST_GUILESS_MAIN(TestByteFormats)
#include "tst_byte_formats.moc"
