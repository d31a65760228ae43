// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/session_cursor.h"

#include <QSignalSpy>
#include <QTest>

using namespace sockscope;

class TestSessionCursor : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void startsAtTheLatestWithNothingSelected()
    {
        const SessionCursor cursor;
        QCOMPARE(cursor.record(), SessionCursor::NoRecord);
        QCOMPARE(cursor.socket(), 0U);
        QVERIFY(cursor.atLatest());
    }

    void aRecordBringsItsSocket()
    {
        SessionCursor cursor;
        QSignalSpy sockets(&cursor, &SessionCursor::socketChanged);
        QSignalSpy records(&cursor, &SessionCursor::recordChanged);
        cursor.selectRecord(128, 3);
        cursor.selectRecord(256, 0); // a console line: the socket stays
        QCOMPARE(cursor.record(), 256);
        QCOMPARE(cursor.socket(), 3U);
        QCOMPARE(records.count(), 2);
        QCOMPARE(sockets.count(), 1);
        cursor.selectRecord(256, 3);
        QCOMPARE(records.count(), 2);
    }

    void anInstantBeforeTheStartIsTheLatest()
    {
        SessionCursor cursor;
        QSignalSpy spy(&cursor, &SessionCursor::instantChanged);
        cursor.setInstant(5);
        QVERIFY(!cursor.atLatest());
        cursor.setInstant(-7);
        QVERIFY(cursor.atLatest());
        cursor.setInstant(-1);
        QCOMPARE(spy.count(), 2);
    }

    void resets()
    {
        SessionCursor cursor;
        cursor.selectRecord(128, 3);
        cursor.setInstant(9);
        cursor.reset();
        QCOMPARE(cursor.record(), SessionCursor::NoRecord);
        QCOMPARE(cursor.socket(), 0U);
        QVERIFY(cursor.atLatest());
    }
};

QTEST_GUILESS_MAIN(TestSessionCursor)
#include "tst_session_cursor.moc"
