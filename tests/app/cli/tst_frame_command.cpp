// SPDX-License-Identifier: GPL-3.0-or-later
// `sockscope frame`: where the messages of a stream end, by a function (docs/guide.md).
#include "program.h"

#include <QTest>
#include <QtEndian>

using namespace Qt::StringLiterals;
using namespace sockscope::test;

class TestFrameCommand : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void serves_data();
    void serves();
    void refusesArguments();
};

namespace {

QByteArray packet(const QByteArray &bytes)
{
    QByteArray all(4, Qt::Uninitialized);
    qToLittleEndian(static_cast<quint32>(bytes.size()), all.data());
    return all + bytes;
}

} // namespace

void TestFrameCommand::serves_data()
{
    QTest::addColumn<QByteArrayList>("packets");
    QTest::addColumn<QByteArray>("output");
    QTest::addColumn<int>("exitCode");
    QTest::newRow("the guide's example") << QByteArrayList{"b => b.length < 1 ? 0 : 1 + b[0]", "\x04ping\x02", "ok"}
                                         << QByteArray("{\"ends\":[5]}\n{\"fed\":2}\n{\"ends\":[8]}\n{\"fed\":0}\n")
                                         << 0;
    QTest::newRow("nothing known yet") << QByteArrayList{"b => 0", "abc"} << QByteArray("{\"fed\":-1}\n") << 0;
    QTest::newRow("throws") << QByteArrayList{"b => { throw 'x' }", "abc", "never read"}
                            << QByteArray("{\"error\":\"The function threw x. (message at byte 0)\"}\n") << 1;
}

void TestFrameCommand::serves()
{
    QFETCH(const QByteArrayList, packets);
    QFETCH(const QByteArray, output);
    QFETCH(const int, exitCode);
    QByteArray input;
    for (const QByteArray &bytes : packets)
        input += packet(bytes);
    const Outcome outcome = runProgram({u"frame"_s}, input);
    QCOMPARE(outcome.out, output);
    QCOMPARE(outcome.exitCode, exitCode);
}

void TestFrameCommand::refusesArguments()
{
    const Outcome outcome = runProgram({u"frame"_s, u"b => 1"_s});
    QCOMPARE(outcome.exitCode, 255);
    QVERIFY2(outcome.err.contains("sockscope frame takes no arguments"), outcome.told.constData());
}

QTEST_GUILESS_MAIN(TestFrameCommand)
#include "tst_frame_command.moc"
