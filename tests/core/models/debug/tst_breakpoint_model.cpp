// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/debug/breakpoint_model.h"
#include "models/debug/event_line.h"

#include <QAbstractItemModelTester>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;

class TestBreakpointModel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void linesStandInOrder();
    void togglesAndSwitches();
    void movesWithTheText();
    void takesWhatTheRunSays();
    void isRemembered();
    void eventLines_data();
    void eventLines();
    void staysBounded();
};

namespace {

QStringList texts(const BreakpointModel &model)
{
    QStringList all;
    for (int row = 0; row < model.rowCount(); ++row)
        all += model.index(row).data(BreakpointModel::TextRole).toString();
    return all;
}

const QStringList filters{u"Uncaught exceptions"_s, u"Unhandled rejections"_s, u"Caught exceptions"_s};

} // namespace

void TestBreakpointModel::linesStandInOrder()
{
    BreakpointModel model;
    const QAbstractItemModelTester tester(&model);
    QCOMPARE(texts(model), filters);
    model.toggle(u"/b.js"_s, 3);
    QCOMPARE(model.addEventLine(u"data socket:2 chunk:3"_s), QString());
    model.toggle(u"/a.js"_s, 20);
    model.toggle(u"/a.js"_s, 9);
    QCOMPARE(texts(model), QStringList({u"a.js:9"_s, u"a.js:20"_s, u"b.js:3"_s, u"data of socket 2"_s}) + filters);
    QCOMPARE(model.files(), QStringList({u"/a.js"_s, u"/b.js"_s}));
    QCOMPARE(model.index(3).data(BreakpointModel::DetailRole).toString(), u"chunk 3 only"_s);
    model.removeAll();
    QCOMPARE(texts(model), filters);
}

void TestBreakpointModel::togglesAndSwitches()
{
    BreakpointModel model;
    const QAbstractItemModelTester tester(&model);
    QSignalSpy lines(&model, &BreakpointModel::linesChanged);
    QSignalSpy exceptions(&model, &BreakpointModel::exceptionsChanged);
    model.toggle(u"/a.js"_s, 4);
    QCOMPARE(model.linesRequest(u"/a.js"_s), (QJsonArray{QJsonObject{{u"line"_s, 4}}}));
    model.setEnabled(0, false);
    QCOMPARE(model.linesRequest(u"/a.js"_s), QJsonArray());
    Breakpoint changed = model.all().constFirst();
    changed.isEnabled = true;
    changed.condition = u"x > 1"_s;
    QVERIFY(model.add(changed)); // takes the place of the one on its line
    QCOMPARE(model.rowCount(), 4);
    QCOMPARE(model.index(0).data(BreakpointModel::ShapeRole).toInt(), int(BreakpointModel::Conditional));
    changed.logMessage = u"x is {x}"_s;
    changed.hitCount = 3;
    model.replace(0, changed);
    QCOMPARE(model.index(0).data(BreakpointModel::ShapeRole).toInt(), int(BreakpointModel::LogMessage));
    QCOMPARE(model.index(0).data(BreakpointModel::DetailRole).toString(),
             u"if x > 1 · from hit 3 on · prints \"x is {x}\""_s);
    QCOMPARE(model.linesRequest(u"/a.js"_s).first().toObject(),
             QJsonObject(
                 {{u"line"_s, 4}, {u"condition"_s, u"x > 1"_s}, {u"hitCount"_s, 3}, {u"logMessage"_s, u"x is {x}"_s}}));
    model.toggle(u"/a.js"_s, 4);
    QCOMPARE(texts(model), filters);
    QCOMPARE(lines.size(), 5);
    model.setEnabled(0, true);
    QCOMPARE(exceptions.size(), 1);
    QCOMPARE(model.exceptionsRequest(),
             QJsonObject({{u"uncaught"_s, true}, {u"rejections"_s, false}, {u"caught"_s, false}}));
    model.remove(0); // a filter stays
    QCOMPARE(model.rowCount(), 3);
    QVERIFY(!model.all().constFirst().isEnabled);
}

void TestBreakpointModel::movesWithTheText()
{
    BreakpointModel model;
    const QAbstractItemModelTester tester(&model);
    for (const int line : {2, 3, 8})
        model.toggle(u"/a.js"_s, line);
    QSignalSpy told(&model, &BreakpointModel::linesChanged);
    model.moveLines(u"/a.js"_s, {{8, 9}, {3, 4}, {2, 3}});
    QCOMPARE(texts(model).first(3), QStringList({u"a.js:3"_s, u"a.js:4"_s, u"a.js:9"_s}));
    model.moveLines(u"/a.js"_s, {{4, 3}}); // the line between is gone: one of the two stays
    QCOMPARE(texts(model).first(2), QStringList({u"a.js:3"_s, u"a.js:9"_s}));
    QVERIFY(told.isEmpty()); // the engine runs the text of before
    model.renameFile(u"/a.js"_s, u"/b.js"_s);
    QCOMPARE(model.files(), QStringList(u"/b.js"_s));
}

void TestBreakpointModel::takesWhatTheRunSays()
{
    BreakpointModel model;
    const QAbstractItemModelTester tester(&model);
    model.toggle(u"/a.js"_s, 2);
    model.toggle(u"/a.js"_s, 5);
    model.setEnabled(0, false);
    model.setPlaced(u"/a.js"_s, {QJsonObject{{u"id"_s, 7}, {u"verified"_s, false}, {u"message"_s, u"not yet"_s}}});
    QVERIFY(!model.index(0).data(BreakpointModel::UnplacedRole).toBool()); // it was not asked for
    QVERIFY(model.index(1).data(BreakpointModel::UnplacedRole).toBool());
    QCOMPARE(model.index(1).data(BreakpointModel::ReasonRole).toString(), u"not yet"_s);
    model.setPlaced({{u"id"_s, 7}, {u"verified"_s, true}, {u"line"_s, 6}});
    QVERIFY(!model.index(1).data(BreakpointModel::UnplacedRole).toBool());
    QCOMPARE(model.index(1).data(BreakpointModel::DetailRole).toString(), u"stops at line 6"_s);
    model.forgetPlacement();
    QCOMPARE(model.index(1).data(BreakpointModel::DetailRole).toString(), QString());
}

void TestBreakpointModel::isRemembered()
{
    BreakpointModel model;
    Breakpoint line;
    line.file = u"/a.js"_s;
    line.line = 4;
    line.condition = u"x"_s;
    line.hitCount = 2;
    line.logMessage = u"m"_s;
    line.isEnabled = false;
    QVERIFY(model.add(line));
    QCOMPARE(model.addEventLine(u"error socket:3"_s), QString());
    QCOMPARE(model.addEventLine(u"data text:password"_s), QString()); // payload is remembered nowhere
    model.setEnabled(3, true);
    const QJsonArray kept = model.toJson();
    QVERIFY(!QJsonDocument(kept).toJson().contains("password"));

    BreakpointModel other;
    const QAbstractItemModelTester tester(&other);
    other.toggle(u"/gone.js"_s, 1);
    QJsonArray damaged = kept;
    damaged.append(u"nonsense"_s);
    damaged.append(QJsonObject{{u"kind"_s, u"line"_s}, {u"line"_s, -4}, {u"file"_s, u"/x.js"_s}});
    damaged.append(QJsonObject{{u"kind"_s, u"flood"_s}});
    other.fromJson(damaged);
    QCOMPARE(other.toJson(), kept);
    QCOMPARE(texts(other), QStringList({u"a.js:4"_s, u"error of socket 3"_s}) + filters);
}

void TestBreakpointModel::eventLines_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("expected"); // the request, or the sentence's beginning behind "!"
    const auto row = [](const char *line, const char *expected) {
        QTest::newRow(line) << QString::fromUtf8(line) << QString::fromUtf8(expected);
    };
    row("data", R"({"kind":"data","nth":0,"socket":0})");
    row("  Write   socket:2 chunk:3 ", R"({"kind":"write","nth":3,"socket":2})");
    row("data hex:0d 0A", R"({"hex":"0d 0A","kind":"data","nth":0,"socket":0})");
    row("data chunk:2 text:a b: c", R"({"kind":"data","nth":2,"socket":0,"text":"a b: c"})");
    row("any", R"({"kind":"any","nth":0,"socket":0})");
    row("", "!There is no event \"\".");
    row("flood", "!There is no event \"flood\". The events are connect, data,");
    row("data 3", "!\"3\" is not understood here.");
    row("data socket:0", "!\"socket:0\" is not understood here.");
    row("data hex:0g", "!\"hex:0g\" is not a sequence of bytes");
    row("data hex:", "!\"hex:\" is not a sequence of bytes");
    row("close text:x", "!Only data and write have bytes");
}

void TestBreakpointModel::eventLines()
{
    QFETCH(const QString, line);
    QFETCH(const QString, expected);
    QString problem;
    const auto breakpoint = eventFromLine(line, &problem);
    QCOMPARE(breakpoint.has_value(), problem.isEmpty());
    const QString found = breakpoint
                              ? QString::fromUtf8(QJsonDocument(breakpoint->request()).toJson(QJsonDocument::Compact))
                              : u'!' + problem;
    QVERIFY2(expected.startsWith(u'!') ? found.startsWith(expected) : found == expected, qPrintable(found));
}

void TestBreakpointModel::staysBounded()
{
    BreakpointModel model;
    for (int line = 1; line <= BreakpointModel::MaxBreakpoints + 5; ++line)
        model.toggle(u"/a.js"_s, line);
    QCOMPARE(model.rowCount(), BreakpointModel::MaxBreakpoints + 3);
    QCOMPARE(model.addEventLine(u"data"_s), u"There are 1000 breakpoints already."_s);
}

QTEST_GUILESS_MAIN(TestBreakpointModel)
#include "tst_breakpoint_model.moc"
