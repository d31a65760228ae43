// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/check_registry.h"

#include <QTest>

#include <thread>
#include <vector>

using namespace Qt::StringLiterals;
using namespace sockscope;

class TestCheckRegistry : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void startsEmpty();
    void countsPassesAndFails();
    void keepsTheOrderOfFirstSight();
    void sameNameInTwoGroupsIsTwoChecks();
    void buildsTheGroupTree();
    void groupsWithoutChecksAreKept();
    void groupNamedEmptyInsideAnother();
    void colonsInNames();
    void checksWithoutAGroup();
    void countsFromManyThreads();
};

namespace {

QStringList names(const QList<CheckTally> &checks)
{
    QStringList list;
    for (const CheckTally &check : checks)
        list.append(check.name);
    return list;
}

} // namespace

void TestCheckRegistry::startsEmpty()
{
    const CheckRegistry registry;
    QVERIFY(registry.checks().isEmpty());
    QCOMPARE(registry.root().name, QString());
    QCOMPARE(registry.root().path, QString());
    QVERIFY(registry.root().groups.isEmpty());
}

void TestCheckRegistry::countsPassesAndFails()
{
    CheckRegistry registry;
    registry.add({}, u"is open"_s, true);
    registry.add({}, u"is open"_s, true);
    registry.add({}, u"is open"_s, false);
    const QList<CheckTally> checks = registry.checks();
    QCOMPARE(checks.size(), 1);
    QCOMPARE(checks.first().passes, 2U);
    QCOMPARE(checks.first().fails, 1U);
}

void TestCheckRegistry::keepsTheOrderOfFirstSight()
{
    CheckRegistry registry;
    registry.add({}, u"b"_s, false);
    registry.add({}, u"a"_s, true);
    registry.add({}, u"b"_s, true);
    registry.add({}, QString(), true);
    QCOMPARE(names(registry.checks()), QStringList({u"b"_s, u"a"_s, QString()}));
}

void TestCheckRegistry::sameNameInTwoGroupsIsTwoChecks()
{
    CheckRegistry registry;
    registry.add({}, u"x"_s, true);
    registry.add(u"::a"_s, u"x"_s, false);
    QCOMPARE(registry.checks().size(), 2);
    QCOMPARE(registry.checks().at(0).fails, 0U);
    QCOMPARE(registry.checks().at(1).fails, 1U);
    QCOMPARE(registry.checks().at(1).group, u"::a"_s);
}

void TestCheckRegistry::buildsTheGroupTree()
{
    CheckRegistry registry;
    registry.add(u"::outer::inner"_s, u"deep"_s, true);
    registry.add(u"::outer"_s, u"shallow"_s, false);
    registry.add({}, u"top"_s, true);
    registry.addGroup(u"::second"_s);
    const CheckGroup root = registry.root();
    QCOMPARE(names(root.checks), QStringList(u"top"_s));
    QCOMPARE(root.groups.size(), 2);
    const CheckGroup &outer = root.groups.at(0);
    QCOMPARE(outer.name, u"outer"_s);
    QCOMPARE(outer.path, u"::outer"_s);
    QCOMPARE(names(outer.checks), QStringList(u"shallow"_s));
    QCOMPARE(outer.groups.size(), 1);
    QCOMPARE(outer.groups.at(0).path, u"::outer::inner"_s);
    QCOMPARE(names(outer.groups.at(0).checks), QStringList(u"deep"_s));
    QCOMPARE(root.groups.at(1).name, u"second"_s);
}

void TestCheckRegistry::groupsWithoutChecksAreKept()
{
    CheckRegistry registry;
    registry.addGroup(u"::empty"_s);
    registry.addGroup(u"::empty"_s);
    registry.addGroup(QString());
    QVERIFY(registry.checks().isEmpty());
    QCOMPARE(registry.root().groups.size(), 1);
    QCOMPARE(registry.root().groups.first().name, u"empty"_s);
}

void TestCheckRegistry::groupNamedEmptyInsideAnother()
{
    CheckRegistry registry;
    registry.add(u"::p::"_s, u"nested"_s, true);
    const CheckGroup p = registry.root().groups.value(0);
    QCOMPARE(p.path, u"::p"_s);
    QCOMPARE(p.groups.size(), 1);
    QCOMPARE(p.groups.first().name, QString());
    QCOMPARE(names(p.groups.first().checks), QStringList(u"nested"_s));
}

void TestCheckRegistry::colonsInNames()
{
    CheckRegistry registry;
    registry.addGroup(u"::a:::b"_s); // group "a:" and in it "b"
    const CheckGroup outer = registry.root().groups.value(0);
    QCOMPARE(outer.name, u"a:"_s);
    QCOMPARE(outer.groups.value(0).name, u"b"_s);
}

void TestCheckRegistry::checksWithoutAGroup()
{
    CheckRegistry registry;
    registry.addUngrouped(u"c"_s, true);
    registry.add(QString(), u"c"_s, false);
    registry.addUngrouped(u"c"_s, false);
    const QList<CheckTally> checks = registry.checks();
    QCOMPARE(checks.size(), 2);
    QVERIFY(!checks.at(0).isGrouped && checks.at(0).passes == 1 && checks.at(0).fails == 1);
    QVERIFY(checks.at(1).isGrouped && checks.at(1).passes == 0 && checks.at(1).fails == 1);
    const CheckGroup root = registry.root();
    QCOMPARE(root.checks.size(), 1);
    QCOMPARE(root.checks.first().fails, 1U);
    QVERIFY(root.groups.isEmpty());
}

void TestCheckRegistry::countsFromManyThreads()
{
    constexpr int Threads = 4;
    constexpr int Rounds = 5000;
    CheckRegistry registry;
    std::vector<std::jthread> threads;
    for (int t = 0; t < Threads; ++t) {
        threads.emplace_back([&] {
            for (int i = 0; i < Rounds; ++i)
                registry.add(u"::g%1"_s.arg(i % 3), u"x"_s, i % 2 == 0);
        });
    }
    threads.clear(); // joins
    std::uint64_t passes = 0;
    std::uint64_t fails = 0;
    for (const CheckTally &check : registry.checks()) {
        passes += check.passes;
        fails += check.fails;
    }
    QCOMPARE(registry.checks().size(), 3);
    QCOMPARE(passes, std::uint64_t(Threads) * Rounds / 2);
    QCOMPARE(fails, std::uint64_t(Threads) * Rounds / 2);
}

QTEST_GUILESS_MAIN(TestCheckRegistry)
#include "tst_check_registry.moc"
