// SPDX-License-Identifier: GPL-3.0-or-later
#include "debugger_fixture.h"

#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;

class TestDebugger : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void stopsLooksAndSteps();
    void opensAndSets();
    void watches();
    void pagesOfALargeArray();
    void stackWithAwaits();
    void breakpointsOfARun();
    void evaluatesInTheFrame();
    void exceptionsAndEvents();
    void pausesALoop();
};

void TestDebugger::stopsLooksAndSteps()
{
    DebuggerFixture fixture(u"export default function () {\n"
                            "  let n = 1\n"
                            "  n += 1\n"
                            "  console.log(n)\n"
                            "}\n"_s);
    fixture.lists.breakpoints.toggle(fixture.script, 3);
    QCOMPARE(fixture.debugger.state(), Debugger::Off);
    fixture.start();
    QVERIFY(fixture.standsAt(3));
    QCOMPARE(fixture.debugger.summary(), u"Paused at a breakpoint · script.js:3"_s);
    QCOMPARE(fixture.debugger.frameName(), u"default, line 3"_s);
    QVERIFY(fixture.debugger.place() == (ScriptPlace{fixture.script, 3, 3}));
    const VariablesModel &variables = *fixture.debugger.variables();
    QCOMPARE(DebuggerFixture::rows(variables).first(3), QStringList({u"Local"_s, u"  this=undefined"_s, u"  n=1"_s}));
    QSignalSpy removed(&variables, &QAbstractItemModel::rowsRemoved);
    QVERIFY(fixture.go(u"over"_s, 4));
    QCOMPARE(fixture.debugger.summary(), u"Paused after a step · script.js:4"_s);
    const QModelIndex n = variables.index(2);
    QCOMPARE(n.data(VariableTree::ValueRole).toString(), u"2"_s);
    QVERIFY(n.data(VariableTree::ChangedRole).toBool());
    QVERIFY(!variables.index(1).data(VariableTree::ChangedRole).toBool());
    QVERIFY(removed.isEmpty()); // the view stays where it is
    QCOMPARE(variables.locals().constLast(), std::pair(u"n"_s, u"2"_s));
    fixture.debugger.resume(u"continue"_s);
    QTRY_VERIFY(fixture.hasFinished);
    QCOMPARE(fixture.debugger.state(), Debugger::Off);
    QCOMPARE(variables.rowCount(), 0);
    QCOMPARE(fixture.debugger.stack()->rowCount(), 0);
    QCOMPARE(fixture.log.console(), QStringList(u"2"_s));
}

void TestDebugger::opensAndSets()
{
    DebuggerFixture fixture(u"export default function () {\n"
                            "  const o = { a: 1, inner: { deep: 'x' }, get late() { return 5 } }\n"
                            "  const bytes = new Uint8Array([72, 13])\n"
                            "  let n = 1\n"
                            "  console.log(o.a, n)\n"
                            "  console.log('end')\n"
                            "}\n"_s);
    fixture.lists.breakpoints.toggle(fixture.script, 5);
    fixture.start();
    QVERIFY(fixture.standsAt(5));
    VariablesModel &variables = *fixture.debugger.variables();
    const auto row = [&](const QString &name) { return DebuggerFixture::rowOf(variables, name); };
    const auto text = [&](const QString &name) { return DebuggerFixture::rows(variables).value(row(name)).trimmed(); };
    variables.toggle(row(u"o"_s));
    QTRY_VERIFY(row(u"inner"_s) > 0);
    variables.toggle(row(u"inner"_s));
    QTRY_COMPARE(text(u"deep"_s), u"deep=\"x\""_s);
    QVERIFY(variables.index(row(u"late"_s)).data(VariableTree::LazyRole).toBool());
    variables.toggle(row(u"late"_s)); // runs it
    QTRY_COMPARE(text(u"value"_s), u"value=5"_s);
    variables.toggle(row(u"bytes"_s));
    QTRY_COMPARE(text(u"0"_s), u"0=48 (72, \"H\")"_s);
    QCOMPARE(text(u"1"_s), u"1=0d (13)"_s);

    QSignalSpy failed(&variables, &VariableTree::failed);
    variables.assign(row(u"n"_s), u"n + 41"_s);
    QTRY_COMPARE(text(u"n"_s), u"n=42"_s);
    variables.assign(row(u"a"_s), u"nothing.there"_s);
    QTRY_COMPARE(failed.size(), 1);
    variables.assign(row(u"a"_s), u"7"_s);
    QTRY_COMPARE(text(u"a"_s), u"a=7"_s);
    QVERIFY(fixture.go(u"over"_s, 6));
    QCOMPARE(text(u"deep"_s), u"deep=\"x\""_s); // what was open is open again
    QCOMPARE(row(u"value"_s), -1);              // but no getter runs by itself
    variables.toggle(row(u"o"_s));
    QCOMPARE(row(u"inner"_s), -1);
    fixture.debugger.resume(u"continue"_s);
    QTRY_VERIFY(fixture.hasFinished);
    QCOMPARE(fixture.log.console(), QStringList({u"7 42"_s, u"end"_s}));
}

void TestDebugger::watches()
{
    DebuggerFixture fixture(u"export default function () {\n"
                            "  let n = 1\n"
                            "  n += 1\n"
                            "  console.log(n)\n"
                            "}\n"_s);
    WatchModel &watches = *fixture.debugger.watches();
    watches.add(u"n * 10"_s);
    watches.add(u"missing"_s);
    watches.add(u" n * 10 "_s); // is there
    QCOMPARE(DebuggerFixture::rows(watches), QStringList({u"n * 10"_s, u"missing"_s}));
    fixture.lists.breakpoints.toggle(fixture.script, 3);
    fixture.start();
    QVERIFY(fixture.standsAt(3));
    QTRY_COMPARE(DebuggerFixture::rows(watches).constFirst(), u"n * 10=10"_s);
    QVERIFY(DebuggerFixture::rows(watches).at(1).startsWith(u"missing=!"_s));
    QVERIFY(fixture.go(u"over"_s, 4));
    QTRY_COMPARE(DebuggerFixture::rows(watches).constFirst(), u"n * 10=20"_s);
    watches.add(u"[n, { a: n }]"_s);
    QTRY_COMPARE(DebuggerFixture::rows(watches).size(), 3);
    QTRY_VERIFY(watches.index(2).data(VariableTree::ExpandableRole).toBool());
    watches.toggle(2);
    QTRY_COMPARE(DebuggerFixture::rows(watches).value(3), u"  0=2"_s);
    watches.replace(0, u"n"_s);
    QTRY_COMPARE(DebuggerFixture::rows(watches).constFirst(), u"n=2"_s);
    watches.remove(3); // no expression
    watches.remove(1);
    QTRY_COMPARE(DebuggerFixture::rows(watches).at(1).section(u'=', 0, 0), u"[n, { a: n }]"_s);
    fixture.debugger.resume(u"continue"_s);
    QTRY_VERIFY(fixture.hasFinished);
    QCOMPARE(DebuggerFixture::rows(watches), QStringList({u"n"_s, u"[n, { a: n }]"_s}));
}

void TestDebugger::pagesOfALargeArray()
{
    DebuggerFixture fixture(u"export default function () {\n"
                            "  const list = Array.from({ length: 250 }, (_, i) => i)\n"
                            "  console.log(list.length)\n"
                            "}\n"_s);
    fixture.lists.breakpoints.toggle(fixture.script, 3);
    fixture.start();
    QVERIFY(fixture.standsAt(3));
    VariablesModel &variables = *fixture.debugger.variables();
    const int list = DebuggerFixture::rowOf(variables, u"list"_s);
    const int before = variables.rowCount();
    variables.toggle(list);
    QTRY_COMPARE(variables.rowCount(), before + 101);
    const int more = list + 101;
    QCOMPARE(variables.index(more).data(VariableTree::NameRole).toString(), u"150 more"_s);
    QVERIFY(variables.index(more).data(VariableTree::MoreRole).toBool());
    variables.toggle(more);
    QTRY_COMPARE(variables.rowCount(), before + 201);
    QCOMPARE(variables.index(more).data(VariableTree::NameRole).toString(), u"100"_s);
    variables.toggle(list + 201);
    QTRY_COMPARE(variables.index(list + 250).data(VariableTree::NameRole).toString(), u"249"_s);
    variables.toggle(list);
    QCOMPARE(variables.rowCount(), before);
}

void TestDebugger::stackWithAwaits()
{
    DebuggerFixture fixture(u"async function inner() {\n"
                            "  await null\n"
                            "  console.log('in')\n"
                            "}\n"
                            "async function outer(name) {\n"
                            "  await inner()\n"
                            "}\n"
                            "function plain() {\n"
                            "  let here = 1\n"
                            "  return here\n"
                            "}\n"
                            "export default async function () {\n"
                            "  let value = 1; value = plain()\n"
                            "  await outer('x')\n"
                            "}\n"_s);
    fixture.lists.breakpoints.toggle(fixture.script, 10);
    fixture.lists.breakpoints.toggle(fixture.script, 3);
    fixture.start();
    QVERIFY(fixture.standsAt(10));
    StackModel &stack = *fixture.debugger.stack();
    QCOMPARE(stack.index(0).data(StackModel::NameRole).toString(), u"plain"_s);
    QCOMPARE(stack.index(1).data(StackModel::LocationRole).toString(), u"script.js:13"_s);
    QSignalSpy frames(&fixture.debugger, &Debugger::frameChanged);
    fixture.debugger.selectFrame(1);
    QCOMPARE(frames.size(), 1);
    QCOMPARE(fixture.debugger.framePlace().line, 13);
    QCOMPARE(fixture.debugger.place().line, 10);
    QTRY_VERIFY(DebuggerFixture::rowOf(*fixture.debugger.variables(), u"value"_s) > 0);
    QVERIFY(fixture.go(u"continue"_s, 3));
    QVERIFY(!stack.index(0).data(StackModel::AsyncRole).toBool());
    QVERIFY(stack.index(1).data(StackModel::AsyncRole).toBool());
    QVERIFY(stack.index(1).data(StackModel::FirstAsyncRole).toBool());
    QVERIFY(!stack.index(2).data(StackModel::FirstAsyncRole).toBool());
    QCOMPARE(stack.index(1).data(StackModel::NameRole).toString(), u"outer"_s);
    fixture.debugger.selectFrame(1);
    QTRY_COMPARE(fixture.debugger.variables()->rowCount(), 0); // a function that waits shows none
}

void TestDebugger::breakpointsOfARun()
{
    DebuggerFixture fixture(u"// a comment\n"
                            "export default function () {\n"
                            "  console.log('a')\n"
                            "  console.log('b')\n"
                            "}\n"_s);
    BreakpointModel &breakpoints = fixture.lists.breakpoints;
    breakpoints.toggle(fixture.script, 9);
    breakpoints.toggle(fixture.script, 1);
    breakpoints.toggle(fixture.folder.filePath(u"other.js"_s), 1);
    QVERIFY(!breakpoints.index(0).data(BreakpointModel::UnplacedRole).toBool());
    fixture.start();
    QVERIFY(QTest::qWaitFor([&] { return fixture.debugger.isPaused(); }, 20000));
    const auto reason = [&](const QString &file, int line) {
        const QModelIndex at = breakpoints.index(breakpoints.rowAt(file, line));
        return at.data(BreakpointModel::UnplacedRole).toBool() ? at.data(BreakpointModel::ReasonRole).toString()
                                                               : at.data(BreakpointModel::DetailRole).toString();
    };
    QTRY_VERIFY(reason(fixture.script, 1).startsWith(u"stops at line"_s));
    QCOMPARE(reason(fixture.script, 9), u"no statement stands at or behind this line"_s);
    QCOMPARE(reason(fixture.folder.filePath(u"other.js"_s), 1), u"the file has not been loaded yet"_s);
    breakpoints.toggle(fixture.script, 4); // while it stands still
    QVERIFY(fixture.go(u"continue"_s, 4));
    fixture.debugger.resume(u"continue"_s);
    QTRY_VERIFY(fixture.hasFinished);
    QVERIFY(!breakpoints.index(0).data(BreakpointModel::UnplacedRole).toBool());
}

void TestDebugger::evaluatesInTheFrame()
{
    DebuggerFixture fixture(u"export default function () {\n"
                            "  let n = 1\n"
                            "  console.log(n)\n"
                            "}\n"_s);
    Breakpoint message;
    message.file = fixture.script;
    message.line = 2;
    message.logMessage = u"here"_s;
    fixture.lists.breakpoints.add(message);
    fixture.lists.breakpoints.toggle(fixture.script, 3);
    QSignalSpy printed(&fixture.debugger, &Debugger::printed);
    fixture.start();
    QVERIFY(fixture.standsAt(3));
    QCOMPARE(printed.size(), 1);
    QCOMPARE(printed.first().first().toString(), u"here"_s);
    QStringList answers;
    const auto evaluate = [&](const QString &text) {
        fixture.debugger.evaluate(text, &fixture.debugger,
                                  [&](bool ok, const QString &value) { answers += ok ? value : u'!' + value; });
    };
    evaluate(u"n = 5"_s);
    evaluate(u"nope("_s);
    QTRY_COMPARE(answers.size(), 2);
    QCOMPARE(answers.first(), u"5"_s);
    QVERIFY(answers.last().startsWith(u'!'));
    fixture.debugger.refresh();
    QTRY_COMPARE(fixture.debugger.variables()->locals().constLast(), std::pair(u"n"_s, u"5"_s));
    fixture.debugger.resume(u"continue"_s);
    QTRY_VERIFY(fixture.hasFinished);
    QCOMPARE(fixture.log.console(), QStringList(u"5"_s));
}

void TestDebugger::exceptionsAndEvents()
{
    DebuggerFixture fixture(u"export default function () {\n"
                            "  throw new Error('boom')\n"
                            "}\n"_s);
    fixture.lists.breakpoints.setEnabled(0, true); // uncaught
    fixture.start();
    QVERIFY(fixture.standsAt(2));
    QCOMPARE(fixture.debugger.text(), u"Error: boom"_s);
    QCOMPARE(fixture.debugger.summary(), u"Paused at an exception · script.js:2"_s);
    fixture.debugger.resume(u"continue"_s);
    QTRY_VERIFY(fixture.hasFinished);
}

void TestDebugger::pausesALoop()
{
    DebuggerFixture fixture(u"export default function () {\n"
                            "  let n = 0\n"
                            "  while (n >= 0)\n"
                            "    n += 1\n"
                            "}\n"_s);
    fixture.start();
    QCOMPARE(fixture.debugger.state(), Debugger::Running);
    fixture.debugger.pause(); // perhaps before there is a virtual user
    QVERIFY(QTest::qWaitFor([&] { return fixture.debugger.isPaused(); }, 20000));
    QCOMPARE(fixture.debugger.reason(), u"on request"_s);
    QVERIFY(fixture.debugger.place().line >= 2);
    fixture.debugger.resume(u"continue"_s);
    QTRY_COMPARE(fixture.debugger.state(), Debugger::Running);
    fixture.debugger.pause();
    QVERIFY(QTest::qWaitFor([&] { return fixture.debugger.isPaused(); }, 20000));
    QTRY_VERIFY(DebuggerFixture::rowOf(*fixture.debugger.variables(), u"n"_s) > 0);
    QSignalSpy failed(&fixture.debugger, &Debugger::failed);
    fixture.debugger.runTo(fixture.script, 99);
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY(fixture.debugger.isPaused());
}

QTEST_GUILESS_MAIN(TestDebugger)
#include "tst_debugger.moc"
