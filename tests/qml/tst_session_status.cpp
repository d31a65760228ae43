// SPDX-License-Identifier: GPL-3.0-or-later
#include "session_status.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using sockscope::SessionStatus;

class TestSessionStatus : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tellsChangesOnce();
    void knowsWhenItIsBusy();
    void putsProgressInWords_data();
    void putsProgressInWords();
};

void TestSessionStatus::tellsChangesOnce()
{
    SessionStatus status;
    QSignalSpy changed(&status, &SessionStatus::changed);
    status.setPhase(SessionStatus::Phase::Failed, u"exit code 107"_s);
    status.setPhase(SessionStatus::Phase::Failed, u"exit code 107"_s);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(status.word(), u"failed"_s);
    QCOMPARE(status.detail(), u"exit code 107"_s);
    status.setPhase(SessionStatus::Phase::Idle);
    QVERIFY(status.detail().isEmpty());
}

void TestSessionStatus::knowsWhenItIsBusy()
{
    using enum SessionStatus::Phase;
    SessionStatus status;
    for (const auto phase : {Starting, Running, Stopping}) {
        status.setPhase(phase);
        QVERIFY(status.isBusy());
    }
    for (const auto phase : {Idle, Finished, Failed, Gone}) {
        status.setPhase(phase);
        QVERIFY(!status.isBusy());
    }
}

void TestSessionStatus::putsProgressInWords_data()
{
    QTest::addColumn<qint64>("ms");
    QTest::addColumn<qint64>("iterations");
    QTest::addColumn<qint64>("interrupted");
    QTest::addColumn<qint64>("vus");
    QTest::addColumn<QString>("words");
    QTest::newRow("short") << qint64(24) << qint64(1) << qint64(0) << qint64(1) << u"24 ms · 1 iteration"_s;
    QTest::newRow("none yet") << qint64(1000) << qint64(0) << qint64(0) << qint64(1) << u"0:01.0 · 0 iterations"_s;
    QTest::newRow("long") << qint64(3'723'456) << qint64(12) << qint64(3) << qint64(5)
                          << u"62:03.4 · 12 iterations · 3 interrupted · 5 VUs"_s;
}

void TestSessionStatus::putsProgressInWords()
{
    QFETCH(const qint64, ms);
    QFETCH(const qint64, iterations);
    QFETCH(const qint64, interrupted);
    QFETCH(const qint64, vus);
    SessionStatus status;
    status.setProgress(ms, iterations, interrupted, vus);
    QTEST(status.progress(), "words");
    status.clearProgress();
    QVERIFY(status.progress().isEmpty());
}

QTEST_GUILESS_MAIN(TestSessionStatus)
#include "tst_session_status.moc"
