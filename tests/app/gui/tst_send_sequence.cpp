// SPDX-License-Identifier: GPL-3.0-or-later
#include "send_sequence.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;

namespace {

SendSequence::Step step(const QString &text, SendStep::Then then, int milliseconds)
{
    return {text, PayloadTemplate::parse({PayloadMode::Text, text, LineEnding::None}), then, milliseconds};
}

RenderedPayload render(const PayloadTemplate &payload)
{
    return payload.render({});
}

} // namespace

class TestSendSequence : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void waitsForReplies();
    void waitsForTheEndOfAReply();
    void aReplyDuringTheSignal();
    void waitsForDelays();
    void repliesDuringADelayDoNotCount();
    void anEndlessReplyDoesNotHoldIt();
    void saysWhichReplyIsMissing();
    void cancels();
    void startsOver();
    void stopsWhereAStepCannotBeRendered();
    void nothingToSend();

private:
    static constexpr int Long = 60'000;
    static constexpr auto Reply = SendStep::Then::Reply;
    static constexpr auto Delay = SendStep::Then::Delay;

    [[nodiscard]] QByteArrayList sent() const;
    [[nodiscard]] QString ending() const { return m_finished->value(0).value(1).toString(); }

    std::unique_ptr<SendSequence> m_sequence;
    std::unique_ptr<QSignalSpy> m_sent;
    std::unique_ptr<QSignalSpy> m_finished;
};

void TestSendSequence::init()
{
    m_sequence = std::make_unique<SendSequence>();
    m_sent = std::make_unique<QSignalSpy>(m_sequence.get(), &SendSequence::sendRequested);
    m_finished = std::make_unique<QSignalSpy>(m_sequence.get(), &SendSequence::finished);
}

QByteArrayList TestSendSequence::sent() const
{
    QByteArrayList payloads;
    for (const auto &arguments : *m_sent)
        payloads.append(arguments.first().toByteArray());
    return payloads;
}

void TestSendSequence::waitsForReplies()
{
    m_sequence->start({step(u"one"_s, Reply, Long), step(u"two"_s, Reply, Long)}, render);
    QCOMPARE(sent(), QByteArrayList{"one"});
    QVERIFY(m_sequence->isRunning());
    QCOMPARE(m_sequence->progressText(), u"1 of 2 sent, waiting for a reply to “one”"_s);
    m_sequence->replyReceived();
    QCOMPARE(m_sequence->progressText(), u"1 of 2 sent, a reply is coming"_s);
    QTRY_COMPARE(sent(), (QByteArrayList{"one", "two"}));
    QCOMPARE(m_finished->size(), 0);
    m_sequence->replyReceived();
    QTRY_COMPARE(m_finished->size(), 1);
    QCOMPARE(m_finished->first(), (QVariantList{true, u"All 2 were sent."_s}));
    QVERIFY(!m_sequence->isRunning());
    QCOMPARE(m_sequence->progressText(), QString());
}

/// Chunks that come closer together than QuietMs are one reply.
void TestSendSequence::waitsForTheEndOfAReply()
{
    m_sequence->start({step(u"one"_s, Reply, Long), step(u"two"_s, Reply, Long)}, render);
    QElapsedTimer sinceChunk;
    for (int chunk = 0; chunk < 20; ++chunk) {
        QCOMPARE(m_sent->size(), 1);
        m_sequence->replyReceived();
        sinceChunk.start();
        QTest::qWait(1); // lets the timers run, which a chunk starts anew
    }
    QTRY_COMPARE(m_sent->size(), 2);
    QVERIFY2(sinceChunk.elapsed() >= SendSequence::QuietMs - 2, QByteArray::number(sinceChunk.elapsed()));
}

void TestSendSequence::aReplyDuringTheSignal()
{
    connect(m_sequence.get(), &SendSequence::sendRequested, m_sequence.get(), &SendSequence::replyReceived);
    m_sequence->start({step(u"one"_s, Reply, Long), step(u"two"_s, Reply, Long)}, render);
    QTRY_COMPARE(m_finished->size(), 1);
    QCOMPARE(sent(), (QByteArrayList{"one", "two"}));
}

void TestSendSequence::waitsForDelays()
{
    QElapsedTimer timer;
    timer.start();
    m_sequence->start({step(u"one"_s, Delay, 120), step(u"two"_s, Delay, Long)}, render);
    QCOMPARE(m_sequence->progressText(), u"1 of 2 sent"_s);
    QTRY_COMPARE(sent(), (QByteArrayList{"one", "two"}));
    QVERIFY(timer.elapsed() >= 120);
    QTRY_COMPARE_WITH_TIMEOUT(m_finished->size(), 1, Long / 2); // a delay behind the last means nothing
    QCOMPARE(m_finished->first().first(), true);
}

void TestSendSequence::repliesDuringADelayDoNotCount()
{
    m_sequence->start({step(u"one"_s, Delay, Long), step(u"two"_s, Reply, Long)}, render);
    m_sequence->replyReceived();
    QTest::qWait(SendSequence::QuietMs * 3); // nothing to wait for: nothing may happen
    QCOMPARE(m_sent->size(), 1);
}

void TestSendSequence::anEndlessReplyDoesNotHoldIt()
{
    QTimer chatter;
    connect(&chatter, &QTimer::timeout, m_sequence.get(), &SendSequence::replyReceived);
    chatter.start(1);
    m_sequence->start({step(u"one"_s, Reply, 150), step(u"two"_s, Delay, 0)}, render);
    QTRY_COMPARE(m_finished->size(), 1);
    QCOMPARE(m_finished->first().first(), true);
    QCOMPARE(m_sent->size(), 2);
}

void TestSendSequence::saysWhichReplyIsMissing()
{
    m_sequence->start({step(u"one"_s, Delay, 0), step(u"two"_s, Reply, 50), step(u"three"_s, Delay, 0)}, render);
    QTRY_COMPARE(m_finished->size(), 1);
    QCOMPARE(m_finished->first().first(), false);
    QCOMPARE(ending(), u"Stopped at step 2 of 3: no reply to “two” came within 50 ms."_s);
    QCOMPARE(m_sent->size(), 2);
    m_sequence->replyReceived(); // too late
    QTest::qWait(SendSequence::QuietMs * 2);
    QCOMPARE(m_sent->size(), 2);
}

void TestSendSequence::cancels()
{
    m_sequence->cancel();
    QCOMPARE(m_finished->size(), 0);
    m_sequence->start({step(u"one"_s, Reply, Long), step(u"two"_s, Reply, Long)}, render);
    m_sequence->cancel();
    QCOMPARE(ending(), u"Stopped after step 1 of 2."_s);
    m_finished->clear();
    m_sequence->start({step(u"one"_s, Reply, Long)}, render);
    m_sequence->cancel(u"The connection was closed."_s);
    QCOMPARE(ending(), u"Stopped after step 1 of 1: The connection was closed."_s);
    QCOMPARE(m_finished->size(), 1);
}

void TestSendSequence::startsOver()
{
    m_sequence->start({step(u"one"_s, Delay, Long), step(u"two"_s, Reply, Long)}, render);
    m_sequence->start({step(u"three"_s, Reply, Long)}, render);
    QCOMPARE(m_finished->size(), 1);
    QCOMPARE(sent(), (QByteArrayList{"one", "three"}));
    m_sequence->replyReceived();
    QTRY_COMPARE(m_finished->size(), 2);
    QCOMPARE(m_finished->last(), (QVariantList{true, u"The one payload of the list was sent."_s}));
}

void TestSendSequence::stopsWhereAStepCannotBeRendered()
{
    const QString tooLong = u"{{length:1}}0123456789"_s;
    m_sequence->start({step(u"one"_s, Delay, 0), step(tooLong, Reply, Long)}, render);
    QTRY_COMPARE(m_finished->size(), 1);
    QVERIFY2(ending().startsWith(u"Stopped before step 2 of 2, “{{length:1}}"_s), qPrintable(ending()));
    QVERIFY2(ending().endsWith(u"10 bytes follow, which takes more than 1 digits."_s), qPrintable(ending()));
    QCOMPARE(m_sent->size(), 1);
}

void TestSendSequence::nothingToSend()
{
    m_sequence->start({}, render);
    QCOMPARE(m_finished->size(), 1);
    QCOMPARE(m_finished->first().first(), true);
}

QTEST_GUILESS_MAIN(TestSendSequence)
#include "tst_send_sequence.moc"
