// SPDX-License-Identifier: GPL-3.0-or-later
#include "send_history.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;

namespace {

PayloadDraft draft(const QString &text)
{
    return {PayloadMode::Text, text, LineEnding::Lf};
}

QString textOf(const std::optional<PayloadDraft> &entry)
{
    return entry ? entry->text : u"<none>"_s;
}

} // namespace

class TestSendHistory : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isEmptyAtFirst();
    void walksBackAndForth();
    void skipsWhatIsThereAlready();
    void addingEndsTheWalk();
    void isBounded();
};

void TestSendHistory::isEmptyAtFirst()
{
    SendHistory history;
    QCOMPARE(textOf(history.back(draft(u"x"_s))), u"<none>"_s);
    QCOMPARE(textOf(history.forward()), u"<none>"_s);
    QVERIFY(!history.isWalking());
}

void TestSendHistory::walksBackAndForth()
{
    SendHistory history;
    for (const QString &text : {u"a"_s, u"b"_s, u"c"_s})
        history.add(draft(text));
    QCOMPARE(textOf(history.back(draft(u"being written"_s))), u"c"_s);
    QCOMPARE(textOf(history.back(draft(u"c"_s))), u"b"_s);
    QCOMPARE(textOf(history.back(draft(u"b"_s))), u"a"_s);
    QCOMPARE(textOf(history.back(draft(u"a"_s))), u"<none>"_s);
    QCOMPARE(textOf(history.forward()), u"b"_s);
    QCOMPARE(textOf(history.forward()), u"c"_s);
    QCOMPARE(textOf(history.forward()), u"being written"_s);
    QCOMPARE(textOf(history.forward()), u"<none>"_s);
}

void TestSendHistory::skipsWhatIsThereAlready()
{
    SendHistory history;
    history.add(draft(u"a"_s));
    history.add(draft(u"b"_s));
    history.add(draft(u"b"_s));
    QCOMPARE(history.size(), 2);
    QCOMPARE(textOf(history.back(draft(u"b"_s))), u"a"_s); // as after sending it
    QCOMPARE(textOf(history.forward()), u"b"_s);
    QVERIFY(!history.isWalking());
    PayloadDraft other = draft(u"b"_s);
    other.lineEnding = LineEnding::None;
    QCOMPARE(textOf(history.back(other)), u"b"_s);
}

void TestSendHistory::addingEndsTheWalk()
{
    SendHistory history;
    history.add(draft(u"a"_s));
    history.add(draft(u"b"_s));
    QCOMPARE(textOf(history.back(draft(u""_s))), u"b"_s);
    history.add(draft(u"c"_s));
    QCOMPARE(textOf(history.forward()), u"<none>"_s);
    QCOMPARE(textOf(history.back(draft(u""_s))), u"c"_s);
}

void TestSendHistory::isBounded()
{
    SendHistory history;
    for (int i = 0; i < 300; ++i)
        history.add(draft(QString::number(i)));
    QCOMPARE(history.size(), SendHistory::MaxEntries);
    QString last;
    while (const auto entry = history.back(draft(u""_s)))
        last = entry->text;
    QCOMPARE(last, u"100"_s);
}

QTEST_APPLESS_MAIN(TestSendHistory)
#include "tst_send_history.moc"
