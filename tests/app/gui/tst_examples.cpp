// SPDX-License-Identifier: GPL-3.0-or-later
#include "examples.h"
#include "peer/peer_factory.h"

#include <QFile>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using sockscope::Example;
using sockscope::wantedPeer;

class TestExamples : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void menu();
    void titlesAndPeers();
    void peerOfAScript_data();
    void peerOfAScript();
};

void TestExamples::menu()
{
    QStringList names;
    for (const Example &example : sockscope::examples())
        names += example.fileName;
    const QStringList wanted = {u"hello.js"_s,    u"echo.js"_s,  u"line_protocol.js"_s, u"length_prefixed.js"_s,
                                u"timeouts.js"_s, u"hangs.js"_s, u"reconnect.js"_s,     u"several_sockets.js"_s,
                                u"tls.js"_s,      u"redis.js"_s, u"smtp_greeting.js"_s};
    QCOMPARE(names, wanted);
}

void TestExamples::titlesAndPeers()
{
    QSet<QString> titles;
    for (const Example &example : sockscope::examples()) {
        QVERIFY2(example.title.size() > 15 && example.title.size() < 90, qPrintable(example.fileName));
        QVERIFY(!example.title.startsWith(u'/') && example.title.trimmed() == example.title);
        titles += example.title;
        QVERIFY2(sockscope::peerNames().contains(example.peer), qPrintable(example.fileName));
        QVERIFY(QFile::exists(example.resource));
    }
    QCOMPARE(titles.size(), sockscope::examples().size());
    QCOMPARE(sockscope::examples().constFirst().title, u"Hello: connect, write, read the reply, close"_s);
    QCOMPARE(sockscope::examples().constLast().peer, u"greeting"_s);
}

void TestExamples::peerOfAScript_data()
{
    QTest::addColumn<QString>("script");
    QTest::addColumn<QString>("peer");
    QTest::newRow("empty") << u""_s << u""_s;
    QTest::newRow("no network") << u"export default () => {}"_s << u""_s;
    QTest::newRow("TCP_PORT") << u"connect(__ENV.TCP_PORT)"_s << u"echo"_s;
    QTest::newRow("first line") << u"// Peer: line"_s << u"line"_s;
    QTest::newRow("second line") << u"// Title\n// Peer: redis\nimport x"_s << u"redis"_s;
    QTest::newRow("CR LF") << u"// Title\r\n// Peer: redis\r\nimport x"_s << u"redis"_s;
    QTest::newRow("without spaces") << u"//Peer:tls\n"_s << u"tls"_s;
    QTest::newRow("behind empty lines") << u"\n \n// Title\n\n// Peer: tls\n"_s << u"tls"_s;
    QTest::newRow("behind #!") << u"#!/usr/bin/env k6\n// Peer: tls"_s << u"tls"_s;
    QTest::newRow("unknown one, which the engine says") << u"// Peer: chat\n TCP_PORT"_s << u"chat"_s;
    QTest::newRow("none") << u"// Peer: none\n TCP_PORT"_s << u""_s;
    QTest::newRow("in the text") << u"// Title\nimport x\n// Peer: line\n"_s << u""_s;
    QTest::newRow("in a sentence") << u"// The Peer: line is best\n"_s << u""_s;
    QTest::newRow("something else") << u"// Peer: the one of TCP_PORT\n"_s << u"echo"_s;
}

void TestExamples::peerOfAScript()
{
    QFETCH(const QString, script);
    QTEST(wantedPeer(script), "peer");
}

QTEST_GUILESS_MAIN(TestExamples)
#include "tst_examples.moc"
