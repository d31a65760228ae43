// SPDX-License-Identifier: GPL-3.0-or-later
#include "payload/payload_expression.h"

#include "payload/payload_types.h"
#include "support/script_runner.h"
#include "support/test_peers.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;

class TestPayloadExpression : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void arguments_data();
    void arguments();
    void namesTheSocket();
    void theEngineSendsTheSameBytes_data();
    void theEngineSendsTheSameBytes();
    void theLargestPayload_data();
    void theLargestPayload();

private:
    static QByteArray sentByEngine(const QByteArray &bytes);
};

void TestPayloadExpression::arguments_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("expected");
    QTest::newRow("nothing") << ""_qba << uR"("")"_s;
    QTest::newRow("text") << "PING\r\n"_qba << uR"("PING\r\n")"_s;
    QTest::newRow("tab and backslash") << "a\tb\\"_qba << uR"("a\tb\\")"_s;
    QTest::newRow("single quote") << "it's"_qba << uR"("it's")"_s;
    QTest::newRow("JSON takes single quotes") << R"({"a":"it's"})"_qba << uR"('{"a":"it\'s"}')"_s;
    QTest::newRow("letters") << "é€\xf0\x9f\x98\x80"_qba << u"\"é€\U0001F600\""_s;
    QTest::newRow("frame") << "\2AB\3"_qba << uR"("\x02AB\x03")"_s;
    QTest::newRow("NUL and digit") << "ab\0"
                                      "12"_qba
                                   << uR"("ab\x0012")"_s;
    QTest::newRow("invisible") << "a\xc2\xa0"
                                  "b\xe2\x80\xa8\xef\xbb\xbf\xe2\x80\xae"_qba
                               << uR"("a\xa0b\u2028\ufeff\u202e")"_s;
    QTest::newRow("invisible beyond 16 bits") << "a\xf3\xa0\x81\x81"_qba << uR"("a\u{e0041}")"_s;
    QTest::newRow("controls") << "\1\2\3"_qba << u"new Uint8Array([0x01, 0x02, 0x03])"_s;
    QTest::newRow("no UTF-8") << "a\xff"_qba << u"new Uint8Array([0x61, 0xff])"_s;
    QTest::newRow("hex") << QByteArray(33, '\xff') << u"\"%1\", { encoding: \"hex\" }"_s.arg(u"ff"_s.repeated(33));
    QTest::newRow("base64") << QByteArray(300, '\0') << u"\"%1\", { encoding: \"base64\" }"_s.arg(u"A"_s.repeated(400));
    const QByteArray longText(65537, 'a');
    QTest::newRow("long text") << longText
                               << u"\"%1\", { encoding: \"base64\" }"_s.arg(QLatin1StringView(longText.toBase64()));
}

void TestPayloadExpression::arguments()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, expected);
    QCOMPARE(payloadArguments(bytes), expected);
}

void TestPayloadExpression::namesTheSocket()
{
    QCOMPARE(payloadExpression(u"sockets[1]"_s, "x"_qba), u"await sockets[1].write(\"x\")"_s);
}

QByteArray TestPayloadExpression::sentByEngine(const QByteArray &bytes)
{
    QByteArray received;
    {
        std::mutex mutex;
        std::condition_variable isDone;
        bool done = false;
        const Peer peer(behaviour::recorder([&](const QByteArray &all) {
            const std::lock_guard lock(mutex);
            received = all;
            done = true;
            isDone.notify_all();
        }));
        const ScriptRun run =
            runBody(u"const socket = new Socket()\nawait socket.connect(%1, '127.0.0.1')\n"_s.arg(peer.port()) +
                    payloadExpression(u"socket"_s, bytes) + u"\nsocket.destroy()\n"_s);
        if (!run.errors.isEmpty())
            qWarning("%s", qPrintable(run.errors.first().left(500)));
        std::unique_lock lock(mutex);
        isDone.wait_for(lock, std::chrono::seconds(20), [&] { return done; });
    }
    return received;
}

void TestPayloadExpression::theEngineSendsTheSameBytes_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QByteArray ascii;
    for (int i = 0; i < 128; ++i)
        ascii += char(i);
    QByteArray all = ascii;
    for (int i = 128; i < 256; ++i)
        all += char(i);
    QTest::newRow("ascii") << ascii;
    QTest::newRow("printable and all escapes") << "text enough to stay text, for all of it " + ascii;
    QTest::newRow("quotes") << R"("'`\"\\${a}</script>)"_qba;
    QTest::newRow("unicode")
        << "\xef\xbb\xbf é€\xf0\x9f\x98\x80\xe2\x80\xa8\xe2\x80\xa9\xf3\xa0\x81\x81\xef\xbf\xbf\xc2\x85 e\xcc\x81"_qba;
    QTest::newRow("array") << "\0\xff\x80\x7f"_qba;
    QTest::newRow("hex") << all.first(200);
    QTest::newRow("base64") << all + all;
    QTest::newRow("text of 64 KiB") << "0123456789abcde\n"_qba.repeated(4096);
    QRandomGenerator random(11);
    for (int i = 0; i < 6; ++i) {
        QString text;
        for (int n = 0; n < 200; ++n)
            text += QChar::fromUcs4(char32_t(random.bounded(0xD800)));
        QTest::addRow("random text %d", i) << text.toUtf8();
    }
}

void TestPayloadExpression::theEngineSendsTheSameBytes()
{
    QFETCH(QByteArray, bytes);
    QCOMPARE(sentByEngine(bytes), bytes);
    QVERIFY(!payloadArguments(bytes).contains(u'\n'));
}

void TestPayloadExpression::theLargestPayload_data()
{
    QTest::addColumn<QByteArray>("pattern");
    QTest::newRow("text") << "0123456789abcdef"_qba;
    QTest::newRow("binary") << "\0\1\2\3\xfc\xfd\xfe\xff"_qba;
}

void TestPayloadExpression::theLargestPayload()
{
    QFETCH(QByteArray, pattern);
    const QByteArray bytes = pattern.repeated(MaxPayloadBytes / pattern.size());
    QVERIFY(sentByEngine(bytes) == bytes);
}

QTEST_GUILESS_MAIN(TestPayloadExpression)
#include "tst_payload_expression.moc"
