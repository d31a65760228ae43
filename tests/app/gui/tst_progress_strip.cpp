// SPDX-License-Identifier: GPL-3.0-or-later
#include "progress_strip.h"
#include "theme.h"

#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QTest>
#include <QThread>

using namespace Qt::StringLiterals;
using namespace sockscope;
using Outcome = JobResult::Outcome;

class TestProgressStrip : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void showsAndCancels();
    void quickWorkShowsOnlyItsResult();
    void problemsStay();
    void severalJobs();
    void goesWithRunningJobs();

private:
    QStringList texts();
    QPushButton *button(const QString &name);

    std::unique_ptr<ProgressStrip> m_strip;
};

namespace {

BackgroundJob::Work waiting(double progress)
{
    return [progress](JobControl &control) {
        control.setProgress(progress);
        while (!control.isCancelled())
            QThread::msleep(1);
        return JobResult{Outcome::Cancelled, {}};
    };
}

} // namespace

void TestProgressStrip::init()
{
    m_strip = std::make_unique<ProgressStrip>(*Theme::instance());
}

QStringList TestProgressStrip::texts()
{
    QStringList shown;
    const QList<QLabel *> labels = m_strip->findChildren<QLabel *>();
    for (const QLabel *label : labels) {
        if (label->isVisible() && !label->text().isEmpty())
            shown += label->text();
    }
    return shown;
}

QPushButton *TestProgressStrip::button(const QString &name)
{
    const QList<QPushButton *> all = m_strip->findChildren<QPushButton *>();
    for (QPushButton *candidate : all) {
        if (candidate->accessibleName() == name)
            return candidate;
    }
    return nullptr;
}

void TestProgressStrip::showsAndCancels()
{
    m_strip->run(u"Export"_s, waiting(0.42));
    QVERIFY(!m_strip->isVisible()); // not in the first moment
    QTRY_COMPARE(texts(), (QStringList{u"Export"_s, u"42 %"_s}));
    QCOMPARE(m_strip->findChild<QProgressBar *>()->value(), 420);
    QCOMPARE(m_strip->unfinished().size(), 1);
    QTest::mouseClick(button(u"Cancel: Export"_s), Qt::LeftButton);
    QTRY_COMPARE(texts(), QStringList{u"Export: Cancelled."_s});
    QVERIFY(!m_strip->findChild<QProgressBar *>()->isVisible());
    QCOMPARE(m_strip->unfinished().size(), 0);
    button(u"Close: Export: Cancelled."_s)->setFocus();
    QTest::keyClick(button(u"Close: Export: Cancelled."_s), Qt::Key_Space);
    QVERIFY(!m_strip->isVisible());
    QTRY_VERIFY(!m_strip->findChild<ProgressRow *>());
}

void TestProgressStrip::quickWorkShowsOnlyItsResult()
{
    m_strip->run(u"Export"_s, [](JobControl &) { return JobResult{Outcome::Done, u"3 files were written."_s}; });
    QTRY_VERIFY(m_strip->isVisible());
    QCOMPARE(texts(), QStringList{u"Export: 3 files were written."_s});
}

void TestProgressStrip::problemsStay()
{
    m_strip->run(u"Open"_s, [](JobControl &) { return JobResult{Outcome::Failed, u"The disk is full."_s}; });
    m_strip->run(u"Export"_s, [](JobControl &) { return JobResult{Outcome::Done, {}}; });
    QTRY_COMPARE(texts(), (QStringList{u"Open: The disk is full."_s, u"Export: Done."_s}));
    QTRY_COMPARE_WITH_TIMEOUT(texts(), QStringList{u"Open: The disk is full."_s}, ProgressRow::StaysFor + 5000);
    QVERIFY(m_strip->isVisible());
}

void TestProgressStrip::severalJobs()
{
    BackgroundJob *first = m_strip->run(u"One"_s, waiting(-1));
    m_strip->run(u"Two"_s, waiting(1));
    QTRY_COMPARE(texts(), (QStringList{u"One"_s, u"Two"_s, u"100 %"_s}));
    QCOMPARE(m_strip->findChildren<QProgressBar *>().constFirst()->maximum(), 0); // busy, no figure
    first->cancel();
    QTRY_COMPARE(texts(), (QStringList{u"One: Cancelled."_s, u"Two"_s, u"100 %"_s}));
    button(u"Close: One: Cancelled."_s)->click();
    QVERIFY(m_strip->isVisible());
    QCOMPARE(m_strip->unfinished().size(), 1);
}

void TestProgressStrip::goesWithRunningJobs()
{
    m_strip->run(u"One"_s, waiting(-1));
    m_strip.reset(); // neither hangs nor crashes
}

QTEST_MAIN(TestProgressStrip)
#include "tst_progress_strip.moc"
