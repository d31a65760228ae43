// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/debug/debug_link.h"

namespace sockscope {

using namespace Qt::StringLiterals;

void DebugLink::ask(const QString &command, const QJsonObject &members, QObject *context, const Answer &answer)
{
    QJsonObject request = members;
    request.insert(u"type"_s, u"debugger"_s);
    request.insert(u"command"_s, command);
    request.insert(u"id"_s, ++m_lastId);
    if (answer)
        m_waiting.insert(m_lastId, {context, answer});
    Q_EMIT requestMade(request);
}

void DebugLink::receive(const QJsonObject &message)
{
    if (message.value("type"_L1) == "debugger-event"_L1) {
        Q_EMIT told(message.value("event"_L1).toString(), message);
        return;
    }
    const Waiting waiting = m_waiting.take(message.value("id"_L1).toInteger());
    if (waiting.answer && waiting.context)
        waiting.answer(message);
}

void DebugLink::forget()
{
    m_waiting.clear();
}

} // namespace sockscope
