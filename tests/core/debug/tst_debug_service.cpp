// SPDX-License-Identifier: GPL-3.0-or-later
// The debugger through the engine's control protocol: what the window says and hears.
#include "journal/journal_reader.h"
#include "journal/journal_writer.h"
#include "run/engine_session.h"
#include "support/script_runner.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;

class TestDebugService : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void conversation();
    void refusals();
};

namespace {

struct Engine
{
    Engine()
        : journal(JournalWriter::create(folder.filePath(u"a.sockscope"_s), {}, &error))
        , session(
              log, *journal, [](const QString &, quint16, QString *) { return quint16(0); },
              [](const QStringList &, TestRunConfig &) { return QString(); })
    {
        QObject::connect(&session, &EngineSession::message, &session,
                         [this](const QJsonObject &message) { all.append(message); });
    }
    /// The first message with these members that has not been taken.
    QJsonObject take(const QString &type, const QString &member, const QJsonValue &value)
    {
        const auto find = [&] {
            for (qsizetype i = 0; i < all.size(); ++i) {
                if (all.at(i).value(u"type"_s) == type && (member.isEmpty() || all.at(i).value(member) == value))
                    return i;
            }
            return qsizetype(-1);
        };
        static_cast<void>(QTest::qWaitFor([&] { return find() >= 0; }, 20000));
        const qsizetype found = find();
        return found < 0 ? QJsonObject() : all.takeAt(found);
    }
    QJsonObject ask(const QString &command, QJsonObject members = {})
    {
        members.insert(u"type"_s, u"debugger"_s);
        members.insert(u"command"_s, command);
        members.insert(u"id"_s, ++id);
        session.handle(members);
        return take(u"debugger"_s, u"id"_s, id);
    }

    QTemporaryDir folder;
    LogRecorder log;
    QString error;
    std::unique_ptr<JournalWriter> journal;
    EngineSession session;
    QList<QJsonObject> all;
    int id = 0;
};

} // namespace

void TestDebugService::conversation()
{
    Engine engine;
    const QString script = engine.folder.filePath(u"script.js"_s);
    const QString source =
        u"export default function () {\n  const list = [1, 'two']\n  console.log(list.length)\n  console.log('on')\n}\n"_s;
    const QJsonObject placed = engine.ask(
        u"setBreakpoints"_s, {{u"file"_s, script}, {u"breakpoints"_s, QJsonArray{QJsonObject{{u"line"_s, 3}}}}});
    QCOMPARE(placed.value(u"breakpoints"_s).toArray().size(), 1);
    for (int round = 0; round < 2; ++round) { // a second run finds its breakpoints again
        engine.session.handle({{u"type"_s, u"load"_s}, {u"script"_s, script}, {u"source"_s, source}});
        engine.session.handle({{u"type"_s, u"run"_s}, {u"debug"_s, true}});
        const QJsonObject told = engine.take(u"debugger-event"_s, u"event"_s, u"breakpoint"_s);
        QVERIFY(told.value(u"verified"_s).toBool());
        const QJsonObject paused = engine.take(u"debugger-event"_s, u"event"_s, u"paused"_s);
        QCOMPARE(paused.value(u"reason"_s), u"breakpoint"_s);
        QCOMPARE(paused.value(u"location"_s).toObject().value(u"line"_s), 3);
        const QJsonObject thread{{u"thread"_s, paused.value(u"thread"_s)}};
        const QJsonObject stack = engine.ask(u"stack"_s, thread);
        QCOMPARE(stack.value(u"frames"_s).toArray().first().toObject().value(u"name"_s), u"default"_s);
        const QJsonArray scopes = engine.ask(u"scopes"_s, thread).value(u"scopes"_s).toArray();
        QJsonObject wanted = thread;
        wanted.insert(u"handle"_s, scopes.first().toObject().value(u"handle"_s));
        QJsonArray variables = engine.ask(u"variables"_s, wanted).value(u"variables"_s).toArray();
        QCOMPARE(variables.last().toObject().value(u"value"_s), u"(2) [1, \"two\"]"_s);
        wanted.insert(u"handle"_s, variables.last().toObject().value(u"handle"_s));
        wanted.insert(u"part"_s, u"indexed"_s);
        variables = engine.ask(u"variables"_s, wanted).value(u"variables"_s).toArray();
        QCOMPARE(variables.size(), 2);
        QCOMPARE(variables.last().toObject().value(u"type"_s), u"string"_s);
        QJsonObject evaluated = thread;
        evaluated.insert(u"text"_s, u"list.push(3)"_s);
        QCOMPARE(engine.ask(u"evaluate"_s, evaluated).value(u"value"_s).toObject().value(u"value"_s), u"3"_s);
        QJsonObject step = thread;
        step.insert(u"step"_s, u"over"_s);
        QVERIFY(engine.ask(u"resume"_s, step).value(u"ok"_s).toBool());
        QCOMPARE(
            engine.take(u"debugger-event"_s, u"event"_s, u"paused"_s).value(u"location"_s).toObject().value(u"line"_s),
            4);
        QVERIFY(engine.ask(u"resume"_s, thread).value(u"ok"_s).toBool());
        QCOMPARE(engine.take(u"finished"_s, {}, {}).value(u"exitCode"_s), 0);
    }
    QCOMPARE(engine.log.console(), QStringList({u"3"_s, u"on"_s, u"3"_s, u"on"_s}));
    engine.journal->close();
    JournalReader reader;
    QVERIFY(reader.open(engine.folder.filePath(u"a.sockscope"_s)));
    QStringList pauses; // where they stood, as the journal knows
    while (const auto record = reader.next()) {
        const ScriptLocation &at = record->location;
        if (record->kind == RecordKind::DebugPaused)
            pauses += u"%1:%2:%3"_s.arg(reader.fileName(at.file).section(u'/', -1)).arg(at.line).arg(at.column);
    }
    QCOMPARE(pauses, QStringList({u"script.js:3:3"_s, u"script.js:4:3"_s, u"script.js:3:3"_s, u"script.js:4:3"_s}));
}

void TestDebugService::refusals()
{
    Engine engine;
    const auto refusal = [&](const QString &command, const QJsonObject &members = {}) {
        const QJsonObject answer = engine.ask(command, members);
        return answer.value(u"ok"_s).toBool(true) ? u"(not refused)"_s : answer.value(u"error"_s).toString();
    };
    QCOMPARE(refusal(u"dance"_s), u"the debugger has no command \"dance\""_s);
    QCOMPARE(refusal(u"stack"_s, {{u"thread"_s, 1}}), u"the virtual user does not stand still"_s);
    QCOMPARE(refusal(u"resume"_s, {{u"step"_s, u"sideways"_s}}), u"there is no step \"sideways\""_s);
    QCOMPARE(refusal(u"setBreakpoints"_s), u"setBreakpoints names no file"_s);
    const auto event = [](const QString &member, const QString &value) {
        return QJsonObject{{u"breakpoints"_s, QJsonArray{QJsonObject{{member, value}}}}};
    };
    QVERIFY(
        refusal(u"setEventBreakpoints"_s, event(u"kind"_s, u"flood"_s)).startsWith(u"there is no event \"flood\""_s));
    QCOMPARE(refusal(u"setEventBreakpoints"_s, event(u"hex"_s, u"0g"_s)),
             u"\"0g\" is not a sequence of bytes in hexadecimal digits"_s);
    QVERIFY(engine.ask(u"setEventBreakpoints"_s, event(u"hex"_s, u"0d 0a"_s)).value(u"ok"_s).toBool());
}

QTEST_GUILESS_MAIN(TestDebugService)
#include "tst_debug_service.moc"
