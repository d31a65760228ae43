// SPDX-License-Identifier: GPL-3.0-or-later
// How findings are counted, taken back and bounded; what rules find is in tst_explain_rules_*.
#include "explain/explainer.h"
#include "explain/explanation_text.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;

namespace {

constexpr std::int64_t Second = 1'000'000'000;

/// Records as a script's sockets would write them.
struct Story
{
    Explainer explainer;
    std::int64_t now = 0;

    void add(RecordKind kind, std::uint32_t socket, const QByteArray &payload = {}, const QString &cause = {},
             std::uint32_t line = 1, std::uint32_t vu = 1)
    {
        Record record;
        record.kind = kind;
        record.timeNs = now;
        record.vu = vu;
        record.socket = socket;
        record.payload = payload;
        record.cause = cause;
        record.location = {1, line, 1};
        record.offset = 128 + 64 * explainer.records();
        explainer.read(record);
    }
    void state(std::uint32_t socket, JournalState before, JournalState after, const QString &cause = {})
    {
        Record record;
        record.kind = RecordKind::StateChanged;
        record.timeNs = now;
        record.vu = 1;
        record.socket = socket;
        record.stateBefore = before;
        record.stateAfter = after;
        record.cause = cause;
        explainer.read(record);
    }
    void opens(std::uint32_t socket)
    {
        add(RecordKind::SocketCreated, socket);
        add(RecordKind::ConnectStarted, socket, "localhost:7");
        state(socket, JournalState::Disconnected, JournalState::Opening, u"connect()"_s);
        state(socket, JournalState::Opening, JournalState::Open);
    }
    [[nodiscard]] QStringList rules() const
    {
        QStringList rules;
        for (const Explanation *finding : explainer.findings().all())
            rules += finding->rule + u" x"_s + QString::number(finding->count);
        return rules;
    }
};

} // namespace

class TestExplainer : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void findingsOfOnePlaceAreCounted();
    void placesAreTooManyToList();
    void silenceIsTold();
    void aLateAnswerTakesItBack();
    void silenceOfADebuggerDoesNotCount();
    void socketsAreForgotten();
    void itIsFast();
    void text();
    void json();
    void nothingStandsOut();
};

void TestExplainer::findingsOfOnePlaceAreCounted()
{
    Story story;
    for (std::uint32_t socket = 1; socket <= 3; ++socket) {
        story.opens(socket);
        story.add(RecordKind::BytesReceived, socket, "x", u"no handler"_s);
        story.add(RecordKind::BytesReceived, socket, "y", u"no handler"_s);
    }
    QCOMPARE(story.rules(), QStringList{u"unheard-data x3"_s});
    QCOMPARE(story.explainer.findings().all().constFirst()->evidence.constLast().record.number, 5);
}

void TestExplainer::placesAreTooManyToList()
{
    Story story;
    for (std::uint32_t socket = 1; socket <= FindingList::MaxPerRule + 10; ++socket) {
        story.add(RecordKind::SocketCreated, socket);
        story.add(RecordKind::HandlerSet, socket, "end", u"unknown event"_s, socket);
    }
    QCOMPARE(story.explainer.findings().all().size(), FindingList::MaxPerRule);
    QCOMPARE(story.explainer.findings().unlisted(), 10);
    QVERIFY(explanationText(story.explainer).contains(u"10 more"_s));
}

void TestExplainer::silenceIsTold()
{
    Story story;
    story.opens(1);
    story.add(RecordKind::BytesSent, 1, "PING");
    story.explainer.advanceTo(Explainer::QuietNs - 1);
    QCOMPARE(story.rules(), QStringList());
    story.explainer.advanceTo(Explainer::QuietNs); // without any record
    QCOMPARE(story.rules(), QStringList{u"line-ending x1"_s});
    story.now = 9 * Second;
    story.add(RecordKind::BytesSent, 1, "PING");
    story.explainer.advanceTo(20 * Second);
    QCOMPARE(story.rules(), QStringList{u"line-ending x2"_s});
}

void TestExplainer::aLateAnswerTakesItBack()
{
    Story story;
    story.opens(1);
    story.add(RecordKind::HandlerSet, 1, "data");
    story.add(RecordKind::BytesSent, 1, "PING");
    story.now = 3 * Second;
    story.add(RecordKind::IterationHeld, 1, "{\"ms\":2000,\"sockets\":1}");
    QCOMPARE(story.rules(), QStringList({u"line-ending x1"_s, u"never-destroyed x1"_s}));
    const std::int64_t before = story.explainer.findings().revision();
    story.add(RecordKind::BytesReceived, 1, "PONG");
    QCOMPARE(story.rules(), QStringList());
    QVERIFY(story.explainer.findings().revision() != before);
}

void TestExplainer::silenceOfADebuggerDoesNotCount()
{
    Story story;
    story.opens(1);
    story.add(RecordKind::BytesSent, 1, "PING");
    story.now = 5 * Second;
    story.add(RecordKind::RunProgressed, 0, "{}", {}, 0, 0); // as every second
    QCOMPARE(story.rules(), QStringList{u"line-ending x1"_s});
    story.add(RecordKind::DebugPaused, 0, "{\"ms\":5000}");
    QCOMPARE(story.rules(), QStringList());
    story.explainer.advanceTo(8 * Second); // and this silence is the peer's
    QCOMPARE(story.rules(), QStringList{u"line-ending x1"_s});
}

/// However many sockets there were, those that matter are few, and a forgotten one does no harm.
void TestExplainer::socketsAreForgotten()
{
    FactBook book;
    Record record;
    record.kind = RecordKind::SocketCreated;
    record.vu = 1;
    for (record.socket = 1; record.socket <= 3 * FactBook::MaxSockets; ++record.socket)
        QVERIFY(book.socketOf(record));
    QCOMPARE(book.socketCount(), FactBook::MaxSockets);
    QVERIFY(!book.find(1));
    QVERIFY(book.find(3 * FactBook::MaxSockets));
    int ended = 0;
    book.endIteration(1, [&ended](SocketFacts &) { ++ended; });
    QCOMPARE(ended, static_cast<int>(FactBook::MaxSockets));
    QCOMPARE(book.socketCount(), std::size_t(0));
}

/// Ten million records have to be read while a window loads them.
void TestExplainer::itIsFast()
{
    Story story;
    for (std::uint32_t socket = 1; socket <= 1000; ++socket)
        story.opens(socket);
    Record record;
    record.kind = RecordKind::BytesReceived;
    record.vu = 1;
    record.payload = QByteArray(64, 'x');
    QElapsedTimer clock;
    clock.start();
    constexpr int Records = 400'000;
    for (int i = 0; i < Records; ++i) {
        record.timeNs = i * 10'000LL;
        record.socket = static_cast<std::uint32_t>(i % 1000 + 1);
        record.kind = i % 2 == 0 ? RecordKind::BytesSent : RecordKind::BytesReceived;
        story.explainer.read(record);
    }
    const double perRecord = static_cast<double>(clock.nsecsElapsed()) / Records;
    qInfo("%.0f ns a record", perRecord);
    QVERIFY2(perRecord < 20'000, "twenty times what it took when this was written");
}

void TestExplainer::text()
{
    Story story;
    Record file;
    file.kind = RecordKind::FileName;
    file.location.file = 1;
    file.payload = "file:///tests/hang.js";
    story.explainer.read(file);
    story.add(RecordKind::SocketCreated, 1);
    story.now = 1'234'567'890;
    story.add(RecordKind::HandlerSet, 1, "en\x1b[d", u"unknown event"_s, 12);
    const QString text = explanationText(story.explainer);
    QVERIFY2(text.contains(u"A handler was never called (event-never-fired)\n  hang.js:12; socket 1; virtual user 1"_s),
             qPrintable(text));
    QVERIFY2(text.contains(u"record      3    1.234567 s  handler"_s), qPrintable(text));
    QVERIFY(!text.contains(QChar(0x1b)));
    const QStringList lines = text.split(u'\n');
    for (const QString &line : lines)
        QVERIFY2(line.size() <= 110, qPrintable(line));
}

void TestExplainer::json()
{
    Story story;
    story.opens(1);
    story.add(RecordKind::BytesReceived, 1, "x", u"no handler"_s);
    const QJsonObject object = QJsonDocument::fromJson(explanationJson(story.explainer)).object();
    QCOMPARE(object.value(u"records"_s).toInt(), 5);
    const QJsonObject finding = object.value(u"findings"_s).toArray().at(0).toObject();
    QCOMPARE(finding.value(u"rule"_s).toString(), u"unheard-data"_s);
    QCOMPARE(finding.value(u"socket"_s).toInt(), 1);
    QVERIFY(!finding.contains(u"file"_s)); // its name is not in the journal
    QCOMPARE(finding.value(u"evidence"_s).toArray().size(), 2);
    QCOMPARE(finding.value(u"evidence"_s).toArray().at(1).toObject().value(u"record"_s).toInt(), 5);
}

void TestExplainer::nothingStandsOut()
{
    Story story;
    story.opens(1);
    story.state(1, JournalState::Open, JournalState::Destroyed, u"destroy()"_s);
    story.explainer.finish();
    QCOMPARE(explanationText(story.explainer), u"Nothing stands out in 5 records.\n"_s);
}

QTEST_GUILESS_MAIN(TestExplainer)
#include "tst_explainer.moc"
