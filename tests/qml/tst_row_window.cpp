// SPDX-License-Identifier: GPL-3.0-or-later
#include "row_window.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QStringListModel>
#include <QTest>

using namespace Qt::StringLiterals;
using sockscope::RowWindow;

class TestRowWindow : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void followsTheEnd();
    void staysWhenMovedAway();
    void countsTheUnseen();
    void keepsItsRowsWhenOldOnesGo();
    void followsAfterReset();
    void tellsOfOtherRowsAfterReset();
    void survivesItsSource();
    void agreesWithTheSourceAtRandom();

private:
    void add(int rows);
    void removeFirst(int rows) { m_source->removeRows(0, rows); }
    [[nodiscard]] QStringList shown() const;

    std::unique_ptr<QStringListModel> m_source;
    std::unique_ptr<RowWindow> m_window;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
    int m_next = 0;
};

void TestRowWindow::init()
{
    m_tester.reset();
    m_window = std::make_unique<RowWindow>();
    m_source = std::make_unique<QStringListModel>();
    m_tester = std::make_unique<QAbstractItemModelTester>(m_window.get(),
                                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    m_window->setSource(m_source.get());
    m_window->setSize(4);
    m_next = 0;
}

void TestRowWindow::add(int rows)
{
    const int at = m_source->rowCount();
    m_source->insertRows(at, rows);
    for (int i = 0; i < rows; ++i)
        m_source->setData(m_source->index(at + i), QString::number(m_next++));
}

QStringList TestRowWindow::shown() const
{
    QStringList texts;
    for (int row = 0; row < m_window->rowCount(); ++row)
        texts += m_window->index(row).data().toString();
    return texts;
}

void TestRowWindow::followsTheEnd()
{
    add(3);
    QCOMPARE(shown(), (QStringList{u"0"_s, u"1"_s, u"2"_s}));
    add(3);
    QCOMPARE(shown(), (QStringList{u"2"_s, u"3"_s, u"4"_s, u"5"_s}));
    QCOMPARE(m_window->first(), 2);
    QCOMPARE(m_window->total(), 6);
    m_window->setSize(2);
    QCOMPARE(shown(), (QStringList{u"4"_s, u"5"_s}));
}

void TestRowWindow::staysWhenMovedAway()
{
    add(10);
    m_window->setFirst(3);
    QVERIFY(!m_window->follow());
    add(5);
    QCOMPARE(m_window->first(), 3);
    QCOMPARE(shown().constFirst(), u"3"_s);
    m_window->setFirst(1000);
    QVERIFY(m_window->follow());
    QCOMPARE(shown().constLast(), u"14"_s);
    m_window->setFirst(-5);
    QCOMPARE(m_window->first(), 0);
}

void TestRowWindow::countsTheUnseen()
{
    add(10);
    m_window->setFirst(0);
    add(5);
    add(2);
    QCOMPARE(m_window->unseen(), 7);
    m_window->setFollow(true);
    QCOMPARE(m_window->unseen(), 0);
    QCOMPARE(shown().constLast(), u"16"_s);
}

void TestRowWindow::keepsItsRowsWhenOldOnesGo()
{
    add(20);
    m_window->setFirst(10);
    removeFirst(6);
    QCOMPARE(m_window->first(), 4);
    QCOMPARE(shown().constFirst(), u"10"_s);
    removeFirst(8); // also what is shown
    QCOMPARE(m_window->first(), 0);
    QCOMPARE(shown().constFirst(), u"14"_s);
    m_window->setFollow(true);
    removeFirst(5);
    QCOMPARE(shown(), QStringList{u"19"_s});
}

void TestRowWindow::followsAfterReset()
{
    add(20);
    m_window->setFirst(0);
    m_source->setStringList({u"a"_s, u"b"_s});
    QVERIFY(m_window->follow());
    QCOMPARE(shown(), (QStringList{u"a"_s, u"b"_s}));
    QCOMPARE(m_window->unseen(), 0);
}

void TestRowWindow::tellsOfOtherRowsAfterReset()
{
    m_source->setStringList({u"a"_s, u"b"_s});
    const QSignalSpy changed(m_window.get(), &QAbstractItemModel::dataChanged);
    m_source->setStringList({u"b"_s}); // a filter: the same place, another row
    QCOMPARE(shown(), QStringList{u"b"_s});
    QVERIFY(!changed.isEmpty());
    QCOMPARE(changed.last().at(0).toModelIndex().row(), 0);
}

void TestRowWindow::survivesItsSource()
{
    add(20);
    m_source.reset();
    QCOMPARE(m_window->rowCount(), 0);
    QCOMPARE(m_window->total(), 0);
    m_window->setSource(nullptr);
    QCOMPARE(m_window->rowCount(), 0);
}

void TestRowWindow::agreesWithTheSourceAtRandom()
{
    QRandomGenerator random(4711);
    for (int step = 0; step < 5000; ++step) {
        switch (random.bounded(5)) {
        case 0:
            add(random.bounded(1, 6));
            break;
        case 1:
            removeFirst(std::min(random.bounded(1, 5), m_source->rowCount()));
            break;
        case 2:
            m_window->setFirst(random.bounded(-2, m_source->rowCount() + 3));
            break;
        case 3:
            m_window->setSize(random.bounded(0, 8));
            break;
        default:
            m_window->setFollow(random.bounded(2) == 0);
        }
        const int rows = std::min(m_window->size(), m_source->rowCount() - m_window->first());
        QCOMPARE(m_window->rowCount(), rows);
        QCOMPARE(m_window->total(), m_source->rowCount());
        for (int row = 0; row < rows; ++row)
            QCOMPARE(m_window->index(row).data(), m_source->index(m_window->first() + row).data());
        if (m_window->follow())
            QCOMPARE(m_window->first(), std::max(0, m_source->rowCount() - m_window->size()));
    }
}

QTEST_GUILESS_MAIN(TestRowWindow)
#include "tst_row_window.moc"
