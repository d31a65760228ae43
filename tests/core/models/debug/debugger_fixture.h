// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/journal_writer.h"
#include "models/debug/debug_lists.h"
#include "models/debug/debugger.h"
#include "run/engine_session.h"
#include "support/script_runner.h"

#include <QAbstractItemModelTester>
#include <QTemporaryDir>
#include <QTest>

namespace sockscope::test {

/// A debugger of the window with a real engine session in this process: the messages go the same way, as JSON.
class DebuggerFixture
{
public:
    explicit DebuggerFixture(const QString &source)
        : script(folder.filePath(QStringLiteral("script.js")))
        , m_source(source)
        , m_journal(JournalWriter::create(folder.filePath(QStringLiteral("a.sockscope")), {}, &m_error))
        , m_engine(
              log, *m_journal, [](const QString &, quint16, QString *) { return quint16(0); },
              [](const QStringList &, TestRunConfig &) { return QString(); })
    {
        QObject::connect(&debugger.link(), &DebugLink::requestMade, &m_engine, &EngineSession::handle);
        QObject::connect(&m_engine, &EngineSession::message, &debugger, [this](const QJsonObject &message) {
            const QString type = message.value(QStringLiteral("type")).toString();
            if (type.startsWith(QStringLiteral("debugger")))
                debugger.link().receive(message);
            if (type == QStringLiteral("finished")) {
                hasFinished = true;
                debugger.end();
            }
        });
    }
    ~DebuggerFixture()
    {
        m_engine.stop(QStringLiteral("the test is over"));
        static_cast<void>(QTest::qWaitFor([this] { return hasFinished || !m_hasStarted; }, 5000));
    }

    void start()
    {
        m_engine.handle({{QStringLiteral("type"), QStringLiteral("load")},
                         {QStringLiteral("script"), script},
                         {QStringLiteral("source"), m_source}});
        debugger.begin();
        m_engine.handle({{QStringLiteral("type"), QStringLiteral("run")}, {QStringLiteral("debug"), true}});
        m_hasStarted = true;
    }
    /// Waits until the values of the line are shown.
    [[nodiscard]] bool standsAt(int line)
    {
        return QTest::qWaitFor([&] { return debugger.isPaused() && debugger.framePlace().line == line && m_isLooked; },
                               20000);
    }
    /// Steps or goes on, and waits for the next stop at a line.
    [[nodiscard]] bool go(const QString &step, int line)
    {
        m_isLooked = false;
        debugger.resume(step);
        return standsAt(line);
    }
    /// "name=value" of the rows, with two spaces for each level.
    [[nodiscard]] static QStringList rows(const VariableTree &tree)
    {
        QStringList all;
        for (int row = 0; row < tree.rowCount(); ++row) {
            const QModelIndex at = tree.index(row);
            const QString value = at.data(VariableTree::ProblemRole).toString().isEmpty()
                                      ? at.data(VariableTree::ValueRole).toString()
                                      : u'!' + at.data(VariableTree::ProblemRole).toString();
            all += QString(2 * at.data(VariableTree::DepthRole).toInt(), u' ') +
                   at.data(VariableTree::NameRole).toString() + (value.isEmpty() ? QString() : u'=' + value);
        }
        return all;
    }
    [[nodiscard]] static int rowOf(const VariableTree &tree, const QString &name)
    {
        for (int row = 0; row < tree.rowCount(); ++row) {
            if (tree.index(row).data(VariableTree::NameRole).toString() == name)
                return row;
        }
        return -1;
    }

    QTemporaryDir folder;
    QString script;
    LogRecorder log;
    DebugLists lists;
    Debugger debugger{lists.breakpoints, lists.watches};
    bool hasFinished = false;

private:
    QString m_source;
    QString m_error;
    std::unique_ptr<JournalWriter> m_journal;
    EngineSession m_engine;
    bool m_hasStarted = false;
    bool m_isLooked = false;
    QMetaObject::Connection m_looked =
        QObject::connect(debugger.variables(), &VariableTree::refreshed, &debugger, [this] { m_isLooked = true; });
    QAbstractItemModelTester m_stackTester{debugger.stack()};
    QAbstractItemModelTester m_variablesTester{debugger.variables()};
    QAbstractItemModelTester m_watchesTester{debugger.watches()};
};

} // namespace sockscope::test
