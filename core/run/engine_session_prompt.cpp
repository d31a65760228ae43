// SPDX-License-Identifier: GPL-3.0-or-later
// The messages of a session driven by hand.
#include "run/engine_session.h"

#include <QJsonArray>

namespace sockscope {

using namespace Qt::StringLiterals;

SessionConsole &EngineSession::console()
{
    if (!m_console) {
        TestRunConfig config = m_loaded ? *m_loaded : TestRunConfig();
        config.log = &m_log;
        config.journal = &m_journal;
        config.socketNumbers = &m_socketNumbers;
        m_console = std::make_unique<SessionConsole>(config);
        connectConsole();
        if (m_promptOptions)
            m_console->setOptions(*m_promptOptions);
    }
    return *m_console;
}

void EngineSession::connectConsole()
{
    SessionConsole *made = m_console.get();
    connect(made, &SessionConsole::evaluated, this, [this](int id, bool ok, const QString &text, bool incomplete) {
        Q_EMIT message(engineMessage(u"result"_s,
                                     {{u"id"_s, id}, {u"ok"_s, ok}, {u"text"_s, text}, {u"incomplete"_s, incomplete}}));
    });
    connect(made, &SessionConsole::completed, this, [this](int id, int from, const QList<CompletionItem> &names) {
        QJsonArray items;
        for (const CompletionItem &item : names)
            items.append(QJsonObject{{u"name"_s, item.name}, {u"kind"_s, item.kind}});
        Q_EMIT message(engineMessage(u"completions"_s, {{u"id"_s, id}, {u"from"_s, from}, {u"items"_s, items}}));
    });
    connect(made, &SessionConsole::unresponsive, this, [this] {
        Q_EMIT message(engineMessage(
            u"note"_s, {{u"message"_s, u"the prompt doesn't react to being interrupted: it is inside a long native "
                                       "call. Wait for its end, or stop the session"_s}}));
    });
    connect(made, &SessionConsole::ended, this, [this, made] {
        if (m_endingConsoles.remove(made))
            made->deleteLater();
        afterEnd();
    });
    connect(made, &SessionConsole::stuck, this, &EngineSession::failStuck);
}

/// The next snippet starts anew, also while the old context is still ending.
void EngineSession::endConsole(const QString &sentence)
{
    if (!m_console)
        return;
    SessionConsole *ending = m_console.release();
    ending->setParent(this);
    m_endingConsoles.insert(ending);
    ending->stop(sentence);
}

void EngineSession::evaluate(const QJsonObject &request)
{
    console().evaluate(request.value(u"id"_s).toInt(), request.value(u"text"_s).toString());
}

void EngineSession::enter(const QJsonObject &request)
{
    const int id = request.value(u"id"_s).toInt();
    TestRunConfig config;
    QJsonObject startedPeer;
    QString error = readScript(request, config, startedPeer);
    if (error.isEmpty() && config.script.isEmpty())
        error = u"the enter message names no script"_s;
    if (error.isEmpty())
        console().enter(id, {config.script, config.source, config.env, config.overrides});
    else
        Q_EMIT message(engineMessage(u"result"_s,
                                     {{u"id"_s, id}, {u"ok"_s, false}, {u"text"_s, error}, {u"incomplete"_s, false}}));
}

void EngineSession::complete(const QJsonObject &request)
{
    console().complete(request.value(u"id"_s).toInt(), request.value(u"text"_s).toString(),
                       request.value(u"position"_s).toInt());
}

void EngineSession::interrupt(const QJsonObject &)
{
    if (m_console)
        m_console->interrupt();
}

void EngineSession::setOptions(const QJsonObject &request)
{
    QStringList flags;
    const QJsonArray args = request.value(u"args"_s).toArray();
    for (const auto flag : args)
        flags.append(flag.toString());
    TestRunConfig config;
    if (const QString error = m_parseFlags(flags, config); !error.isEmpty()) {
        Q_EMIT message(engineMessage(u"note"_s, {{u"message"_s, u"the options were ignored: "_s + error}}));
        return;
    }
    m_promptOptions = config.overrides;
    if (m_console)
        m_console->setOptions(*m_promptOptions);
}

void EngineSession::startPeer(const QJsonObject &request)
{
    const QString name = request.value(u"name"_s).toString();
    const auto port = static_cast<quint16>(request.value(u"port"_s).toInt());
    QString error;
    QJsonObject answer = peer(name, port, &error);
    if (!error.isEmpty())
        answer = {{u"name"_s, name}, {u"error"_s, error}};
    Q_EMIT message(engineMessage(u"peer"_s, answer));
}

} // namespace sockscope
