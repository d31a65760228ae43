// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/compare/compare_model.h"
#include "recorded_session.h"

#include <QAbstractItemModelTester>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;

class TestCompareModel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void rows();
    void detail();
    void waysBetweenDifferences();
    void summaries_data();
    void summaries();
    void outlivesItsFiles();

private:
    [[nodiscard]] std::unique_ptr<CompareModel> compare(const QByteArrayList &first, const QByteArrayList &second,
                                                        int sockets = 1);
    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace {

QString marked(const QVariant &parts)
{
    QString text;
    const QVariantList all = parts.toList();
    for (const QVariant &part : all) {
        const QVariantMap map = part.toMap();
        text += map[u"differs"_s].toBool() ? u'[' + map[u"text"_s].toString() + u']' : map[u"text"_s].toString();
    }
    return text;
}

} // namespace

std::unique_ptr<CompareModel> TestCompareModel::compare(const QByteArrayList &first, const QByteArrayList &second,
                                                        int sockets)
{
    RecordedSession a(m_folder->filePath(u"a.journal"_s));
    RecordedSession b(m_folder->filePath(u"b.journal"_s));
    a.lines(first);
    b.lines(second);
    for (int socket = 2; socket <= sockets; ++socket) {
        a.sent("x\n", std::uint32_t(socket));
        b.sent(socket == sockets ? "x\n" : "y\n", std::uint32_t(socket));
    }
    auto comparison = std::make_unique<SessionComparison>(SessionComparison::Source{a.path(), u"a.journal"_s},
                                                          SessionComparison::Source{b.path(), u"b.journal"_s});
    if (!comparison->compare())
        qFatal("%s", qPrintable(comparison->error()));
    return std::make_unique<CompareModel>(std::move(comparison));
}

void TestCompareModel::rows()
{
    const auto model = compare({"> PING", "< +PONG"}, {"> PING", "< +PANG", "> QUIT"});
    QAbstractItemModelTester tester(model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model->count(), 5);
    const auto role = [&](int row, int which) { return model->index(row).data(which); };
    QCOMPARE(role(0, CompareModel::KindRole).toInt(), CompareModel::Socket);
    QCOMPARE(role(0, CompareModel::TitleRole).toString(), u"socket #1 · different"_s);
    QCOMPARE(role(1, CompareModel::MarkRole).toInt(), CompareModel::Equal);
    QVERIFY(role(1, CompareModel::SentRole).toBool());
    QCOMPARE(role(1, CompareModel::SpokenRole).toString(), u"sent, equal: PING␍␊"_s);
    QCOMPARE(marked(role(2, CompareModel::FirstPartsRole)), u"+P[O]NG␍␊"_s);
    QCOMPARE(marked(role(2, CompareModel::SecondPartsRole)), u"+P[A]NG␍␊"_s);
    QCOMPARE(role(2, CompareModel::MarkWordRole).toString(), u"different"_s);
    QCOMPARE(role(2, CompareModel::SpokenRole).toString(), u"received, different: A +PONG␍␊, B +PANG␍␊"_s);
    QCOMPARE(role(3, CompareModel::MarkRole).toInt(), CompareModel::OnlySecond);
    QCOMPARE(role(3, CompareModel::FirstOffsetRole).toLongLong(), -1);
    QCOMPARE(role(3, CompareModel::SecondOffsetRole).toLongLong(), 6);
    QCOMPARE(role(3, CompareModel::SpokenRole).toString(), u"sent, only in B: QUIT␍␊"_s);
    QCOMPARE(role(4, CompareModel::KindRole).toInt(), CompareModel::States);
    QCOMPARE(marked(role(4, CompareModel::FirstPartsRole)), u"disconnected"_s);
}

void TestCompareModel::detail()
{
    const auto model = compare({"> 0123456789abcdef!"}, {"> 0123456789abcdef?"});
    QVERIFY(model->detail(0).isEmpty()); // a heading
    QVERIFY(model->detail(-1).isEmpty());
    QVERIFY(model->detail(99).isEmpty());
    const QVariantMap detail = model->detail(1);
    QCOMPARE(detail[u"title"_s].toString(), u"sent"_s);
    const QVariantList first = detail[u"first"_s].toList();
    QCOMPARE(first.size(), 2);
    QCOMPARE(marked(first[0]), u"30 31 32 33 34 35 36 37 38 39 61 62 63 64 65 66"_s);
    QCOMPARE(marked(first[1]), u"[21] 0d 0a"_s);
    QCOMPARE(marked(detail[u"second"_s].toList()[1]), u"[3f] 0d 0a"_s);
}

void TestCompareModel::waysBetweenDifferences()
{
    // heading, a, b|x, c|y, d, e|z, states
    const auto model = compare({"> a", "> b", "> c", "> d", "> e"}, {"> a", "> x", "> y", "> d", "> z"});
    QCOMPARE(model->differences(), 2);
    QCOMPARE(model->differenceBehind(-1), 2);
    QCOMPARE(model->differenceBehind(2), 5);
    QCOMPARE(model->differenceBehind(3), 5);
    QCOMPARE(model->differenceBehind(5), -1);
    QCOMPARE(model->differenceBefore(6), 5);
    QCOMPARE(model->differenceBefore(5), 2);
    QCOMPARE(model->differenceBefore(2), -1);
    QCOMPARE(model->differenceBefore(-1), -1);
    const QList<int> numbers{0, 0, 1, 1, 0, 2, 0};
    for (int row = 0; row < model->count(); ++row)
        QCOMPARE(model->differenceAt(row), numbers[row]);
    QCOMPARE(model->differenceAt(-1), 0);
}

void TestCompareModel::summaries_data()
{
    QTest::addColumn<QByteArrayList>("first");
    QTest::addColumn<QByteArrayList>("second");
    QTest::addColumn<int>("sockets");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char *name, const QByteArrayList &first, const QByteArrayList &second, int sockets,
                        const QString &sentence) { QTest::newRow(name) << first << second << sockets << sentence; };
    row("no socket", {}, {}, 0, u"Neither session has a socket."_s);
    row("equal", {"> a", "< bc"}, {"> a", "< bc"}, 1,
        u"The sessions are equal: one socket, 3 bytes sent, 4 received."_s);
    row("two equal", {"> a"}, {"> a"}, 2, u"The sessions are equal: 2 sockets, 5 bytes sent, 0 received."_s);
    row("one difference", {"> a"}, {"> b"}, 1, u"One difference, in the only socket."_s);
    row("several", {"> a", "> b", "> c"}, {"> x", "> b", "> y"}, 1, u"2 differences, in the only socket."_s);
    row("of several sockets", {"> a"}, {"> b"}, 3, u"2 differences, in 2 of 3 sockets."_s);
}

void TestCompareModel::summaries()
{
    QFETCH(const QByteArrayList, first);
    QFETCH(const QByteArrayList, second);
    QFETCH(const int, sockets);
    const auto model = compare(first, second, sockets);
    QTEST(model->summary(), "sentence");
    QCOMPARE(model->isEqual(), model->differences() == 0);
    QCOMPARE(model->firstName(), u"a.journal"_s);
}

/// Both journals stay open: a session's own one goes with its engine.
void TestCompareModel::outlivesItsFiles()
{
    const auto model = compare({"> a"}, {"> b"});
    m_folder.reset();
    QCOMPARE(marked(model->index(1).data(CompareModel::FirstPartsRole)), u"[a]␍␊"_s);
}

QTEST_MAIN(TestCompareModel)
#include "tst_compare_model.moc"
