// SPDX-License-Identifier: GPL-3.0-or-later
#include "k6/go_base64.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;

namespace {

struct Case
{
    const char *variant;
    const char *text;
    const char *decodedHex; // null where the text is malformed
    int errorAt;
};

// What k6 2.2 answered.
// clang-format off
constexpr Case Cases[] = {
    {"std", "", "", -1},
    {"std", "YT8-fg==", nullptr, 3},
    {"std", "YT8+fg==", "613f3e7e", -1},
    {"std", "YT8+fg", nullptr, 4},
    {"std", "YT8-fg", nullptr, 3},
    {"std", "YT8 +fg==", nullptr, 3},
    {"std", "YT8+\nfg==\r\n", "613f3e7e", -1},
    {"std", "!", nullptr, 0},
    {"std", "Y", nullptr, 0},
    {"std", "YT", nullptr, 0},
    {"std", "YT8+f", nullptr, 4},
    {"std", "YT8+fg=", nullptr, 7},
    {"std", "====", nullptr, 0},
    {"std", "YR==", "61", -1},
    {"std", "YR", nullptr, 0},
    {"std", "YT8+fg==x", nullptr, 8},
    {"std", "YT8+fg==\n", "613f3e7e", -1},
    {"std", "YT=8", nullptr, 2},
    {"std", "YWJj=", nullptr, 4},
    {"std", "=", nullptr, 0},
    {"std", "YWJj\u00e9", nullptr, 4},
    {"std", "YW\nJ", nullptr, 1},
    {"std", "Y=\n=", nullptr, 1},
    {"std", "YQ=\n=", "61", -1},
    {"std", "YQ=\r\n=\n", "61", -1},
    {"std", "YQ\n==", "61", -1},
    {"std", "YQ==YQ==", nullptr, 4},
    {"std", "YQ=a", nullptr, 2},
    {"std", "YWI==", nullptr, 4},
    {"std", "YWI=a", nullptr, 4},
    {"std", "YWI=\n", "6162", -1},
    {"std", "YWI=\na", nullptr, 5},
    {"std", "\n\n", "", -1},
    {"std", "\nY", nullptr, 1},
    {"std", "YWJjZGVm\n", "616263646566", -1},
    {"std", "YQ=", nullptr, 3},
    {"std", "YQ=\n", nullptr, 4},
    {"std", "Y\nQ", nullptr, 1},
    {"std", "YQ==\n\n=", nullptr, 6},
    {"rawstd", "", "", -1},
    {"rawstd", "YT8-fg==", nullptr, 3},
    {"rawstd", "YT8+fg==", nullptr, 6},
    {"rawstd", "YT8+fg", "613f3e7e", -1},
    {"rawstd", "YT8-fg", nullptr, 3},
    {"rawstd", "YT8 +fg==", nullptr, 3},
    {"rawstd", "YT8+\nfg==\r\n", nullptr, 7},
    {"rawstd", "!", nullptr, 0},
    {"rawstd", "Y", nullptr, 0},
    {"rawstd", "YT", "61", -1},
    {"rawstd", "YT8+f", nullptr, 4},
    {"rawstd", "YT8+fg=", nullptr, 6},
    {"rawstd", "====", nullptr, 0},
    {"rawstd", "YR==", nullptr, 2},
    {"rawstd", "YR", "61", -1},
    {"rawstd", "YT8+fg==x", nullptr, 6},
    {"rawstd", "YT8+fg==\n", nullptr, 6},
    {"rawstd", "YT=8", nullptr, 2},
    {"rawstd", "YWJj=", nullptr, 4},
    {"rawstd", "=", nullptr, 0},
    {"rawstd", "YWJj\u00e9", nullptr, 4},
    {"rawstd", "YW\nJ", "6162", -1},
    {"rawstd", "Y=\n=", nullptr, 1},
    {"rawstd", "YQ=\n=", nullptr, 2},
    {"rawstd", "YQ=\r\n=\n", nullptr, 2},
    {"rawstd", "YQ\n==", nullptr, 3},
    {"rawstd", "YQ==YQ==", nullptr, 2},
    {"rawstd", "YQ=a", nullptr, 2},
    {"rawstd", "YWI==", nullptr, 3},
    {"rawstd", "YWI=a", nullptr, 3},
    {"rawstd", "YWI=\n", nullptr, 3},
    {"rawstd", "YWI=\na", nullptr, 3},
    {"rawstd", "\n\n", "", -1},
    {"rawstd", "\nY", nullptr, 1},
    {"rawstd", "YWJjZGVm\n", "616263646566", -1},
    {"rawstd", "YQ=", nullptr, 2},
    {"rawstd", "YQ=\n", nullptr, 2},
    {"rawstd", "Y\nQ", "61", -1},
    {"rawstd", "YQ==\n\n=", nullptr, 2},
    {"url", "", "", -1},
    {"url", "YT8-fg==", "613f3e7e", -1},
    {"url", "YT8+fg==", nullptr, 3},
    {"url", "YT8+fg", nullptr, 3},
    {"url", "YT8-fg", nullptr, 4},
    {"url", "YT8 +fg==", nullptr, 3},
    {"url", "YT8+\nfg==\r\n", nullptr, 3},
    {"url", "!", nullptr, 0},
    {"url", "Y", nullptr, 0},
    {"url", "YT", nullptr, 0},
    {"url", "YT8+f", nullptr, 3},
    {"url", "YT8+fg=", nullptr, 3},
    {"url", "====", nullptr, 0},
    {"url", "YR==", "61", -1},
    {"url", "YR", nullptr, 0},
    {"url", "YT8+fg==x", nullptr, 3},
    {"url", "YT8+fg==\n", nullptr, 3},
    {"url", "YT=8", nullptr, 2},
    {"url", "YWJj=", nullptr, 4},
    {"url", "=", nullptr, 0},
    {"url", "YWJj\u00e9", nullptr, 4},
    {"url", "YW\nJ", nullptr, 1},
    {"url", "Y=\n=", nullptr, 1},
    {"url", "YQ=\n=", "61", -1},
    {"url", "YQ=\r\n=\n", "61", -1},
    {"url", "YQ\n==", "61", -1},
    {"url", "YQ==YQ==", nullptr, 4},
    {"url", "YQ=a", nullptr, 2},
    {"url", "YWI==", nullptr, 4},
    {"url", "YWI=a", nullptr, 4},
    {"url", "YWI=\n", "6162", -1},
    {"url", "YWI=\na", nullptr, 5},
    {"url", "\n\n", "", -1},
    {"url", "\nY", nullptr, 1},
    {"url", "YWJjZGVm\n", "616263646566", -1},
    {"url", "YQ=", nullptr, 3},
    {"url", "YQ=\n", nullptr, 4},
    {"url", "Y\nQ", nullptr, 1},
    {"url", "YQ==\n\n=", nullptr, 6},
    {"rawurl", "", "", -1},
    {"rawurl", "YT8-fg==", nullptr, 6},
    {"rawurl", "YT8+fg==", nullptr, 3},
    {"rawurl", "YT8+fg", nullptr, 3},
    {"rawurl", "YT8-fg", "613f3e7e", -1},
    {"rawurl", "YT8 +fg==", nullptr, 3},
    {"rawurl", "YT8+\nfg==\r\n", nullptr, 3},
    {"rawurl", "!", nullptr, 0},
    {"rawurl", "Y", nullptr, 0},
    {"rawurl", "YT", "61", -1},
    {"rawurl", "YT8+f", nullptr, 3},
    {"rawurl", "YT8+fg=", nullptr, 3},
    {"rawurl", "====", nullptr, 0},
    {"rawurl", "YR==", nullptr, 2},
    {"rawurl", "YR", "61", -1},
    {"rawurl", "YT8+fg==x", nullptr, 3},
    {"rawurl", "YT8+fg==\n", nullptr, 3},
    {"rawurl", "YT=8", nullptr, 2},
    {"rawurl", "YWJj=", nullptr, 4},
    {"rawurl", "=", nullptr, 0},
    {"rawurl", "YWJj\u00e9", nullptr, 4},
    {"rawurl", "YW\nJ", "6162", -1},
    {"rawurl", "Y=\n=", nullptr, 1},
    {"rawurl", "YQ=\n=", nullptr, 2},
    {"rawurl", "YQ=\r\n=\n", nullptr, 2},
    {"rawurl", "YQ\n==", nullptr, 3},
    {"rawurl", "YQ==YQ==", nullptr, 2},
    {"rawurl", "YQ=a", nullptr, 2},
    {"rawurl", "YWI==", nullptr, 3},
    {"rawurl", "YWI=a", nullptr, 3},
    {"rawurl", "YWI=\n", nullptr, 3},
    {"rawurl", "YWI=\na", nullptr, 3},
    {"rawurl", "\n\n", "", -1},
    {"rawurl", "\nY", nullptr, 1},
    {"rawurl", "YWJjZGVm\n", "616263646566", -1},
    {"rawurl", "YQ=", nullptr, 2},
    {"rawurl", "YQ=\n", nullptr, 2},
    {"rawurl", "Y\nQ", "61", -1},
    {"rawurl", "YQ==\n\n=", nullptr, 2},
};
// clang-format on

} // namespace

class TestGoBase64 : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void decodes_data();
    void decodes();
    void encodes();
    void unknownVariantIsStandard();
    void everyByteValueSurvives();
    void errorPositionIsOptional();
};

void TestGoBase64::decodes_data()
{
    QTest::addColumn<int>("index");
    for (int i = 0; i < int(std::size(Cases)); ++i)
        QTest::addRow("%s %d", Cases[i].variant, i) << i;
}

void TestGoBase64::decodes()
{
    QFETCH(int, index);
    const Case &expected = Cases[index];
    qsizetype errorAt = -1;
    const auto decoded =
        base64Decode(expected.text, Base64Variant::named(QString::fromLatin1(expected.variant)), &errorAt);
    QCOMPARE(decoded.has_value(), expected.decodedHex != nullptr);
    QCOMPARE(errorAt, qsizetype(expected.errorAt));
    if (decoded)
        QCOMPARE(decoded->toHex(), QByteArray(expected.decodedHex));
}

void TestGoBase64::encodes()
{
    const QByteArray bytes = "a?>~";
    QCOMPARE(base64Encode(bytes, Base64Variant::named(u"std")), QByteArray("YT8+fg=="));
    QCOMPARE(base64Encode(bytes, Base64Variant::named(u"rawstd")), QByteArray("YT8+fg"));
    QCOMPARE(base64Encode(bytes, Base64Variant::named(u"url")), QByteArray("YT8-fg=="));
    QCOMPARE(base64Encode(bytes, Base64Variant::named(u"rawurl")), QByteArray("YT8-fg"));
    QCOMPARE(base64Encode({}, {}), QByteArray());
}

void TestGoBase64::unknownVariantIsStandard()
{
    QCOMPARE(base64Encode("a?>~", Base64Variant::named(u"zz")), QByteArray("YT8+fg=="));
    QCOMPARE(base64Encode("a?>~", Base64Variant::named({})), QByteArray("YT8+fg=="));
}

void TestGoBase64::everyByteValueSurvives()
{
    QByteArray bytes;
    for (int i = 0; i < 256; ++i)
        bytes.append(char(i));
    for (const QString &name : {u"std"_s, u"rawstd"_s, u"url"_s, u"rawurl"_s}) {
        for (qsizetype length : {256, 255, 254, 1, 2, 3}) {
            const QByteArray part = bytes.right(length);
            const Base64Variant variant = Base64Variant::named(name);
            const auto decoded = base64Decode(base64Encode(part, variant), variant, nullptr);
            QVERIFY(decoded);
            QCOMPARE(*decoded, part);
        }
    }
}

void TestGoBase64::errorPositionIsOptional()
{
    QVERIFY(!base64Decode("!", {}, nullptr));
}

QTEST_GUILESS_MAIN(TestGoBase64)
#include "tst_go_base64.moc"
