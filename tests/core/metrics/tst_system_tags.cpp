// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/system_tags.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;

class TestSystemTags : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void defaultSet();
    void named();
};

void TestSystemTags::defaultSet()
{
    const QStringList expected{u"check"_s,       u"error"_s,   u"error_code"_s, u"expected_response"_s,
                               u"group"_s,       u"method"_s,  u"name"_s,       u"proto"_s,
                               u"scenario"_s,    u"service"_s, u"status"_s,     u"subproto"_s,
                               u"tls_version"_s, u"url"_s};
    const SystemTags tags;
    QCOMPARE(tags.names(), expected);
    QVERIFY(tags.has(SystemTags::Group) && !tags.has(SystemTags::Vu) && !tags.has(SystemTags::Iter));
}

void TestSystemTags::named()
{
    const SystemTags tags = SystemTags::fromNames({u"vu"_s, u"nope"_s, u"scenario"_s, u"ip"_s, u"Group"_s});
    QCOMPARE(tags.names(), QStringList({u"ip"_s, u"scenario"_s, u"vu"_s}));
    QVERIFY(tags.has(SystemTags::Vu) && tags.has(SystemTags::Scenario) && !tags.has(SystemTags::Group));
    QVERIFY(SystemTags::fromNames({}).names().isEmpty());
    QVERIFY(SystemTags::fromNames(SystemTags().names()) == SystemTags());
}

QTEST_GUILESS_MAIN(TestSystemTags)
#include "tst_system_tags.moc"
