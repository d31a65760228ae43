// SPDX-License-Identifier: GPL-3.0-or-later
#include "hand_control.h"

#include "session.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

namespace sockscope {

using namespace Qt::StringLiterals;

QString javaScriptString(const QString &text)
{
    // JSON is a part of JavaScript; QJsonDocument writes whole documents only, so the string comes in brackets.
    const QByteArray list = QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(list.sliced(1, list.size() - 2));
}

HandControl::HandControl(Session &session, QObject *parent)
    : QObject(parent)
    , m_session(session)
{
    connect(&session, &Session::peerStarted, this, [this](const QString &name, const QString &host, int port) {
        connectTo({.host = host, .port = static_cast<quint16>(port), .tls = name == "tls"_L1});
    });
    connect(session.journal(), &JournalSession::recordsApplied, this, &HandControl::follow);
    connect(session.journal(), &JournalSession::stateChanged, this, [this] {
        if (m_session.journal()->state() == JournalSession::None)
            m_promptSocket = 0;
    });
    connect(session.view()->socket(), &CurrentSocket::changed, this, &HandControl::socketExpressionChanged);
}

/// The socket that is made while a snippet runs that names `socket` is that one.
void HandControl::follow(const QList<Record> &records)
{
    static const QRegularExpression named(uR"(\bsocket\b)"_s);
    for (const Record &record : records) {
        if (record.kind == RecordKind::Evaluated)
            m_socketIsNamed = named.match(QString::fromUtf8(record.payload)).hasMatch();
        else if (record.kind == RecordKind::SocketCreated && std::exchange(m_socketIsNamed, false))
            m_promptSocket = record.socket;
    }
    Q_EMIT socketExpressionChanged();
}

void HandControl::connectTo(const Target &target)
{
    const CurrentSocket &socket = *m_session.view()->socket();
    const bool isNew = socket.number() != 0 && socket.state() != SocketsModel::Disconnected;
    const QString name = isNew ? u"socket"_s : socketExpression();
    const QString arguments =
        target.tls ? u"{ host: %1, port: %2, tls: true }"_s.arg(javaScriptString(target.host)).arg(target.port)
                   : u"%1, %2"_s.arg(target.port).arg(javaScriptString(target.host));
    m_session.view()->cursor()->selectSocket(0); // the strip shows what happens now
    m_session.evaluate((isNew ? u"socket = new Socket(); "_s : QString()) + u"await "_s + name + u".connect("_s +
                       arguments + u')');
}

void HandControl::connectToPeer(const QString &name, quint16 port)
{
    m_session.startPeer(name, port);
}

void HandControl::destroy()
{
    m_session.evaluate(socketExpression() + u".destroy()"_s);
}

void HandControl::halfClose()
{
    m_session.evaluate(u"await halfClose("_s + socketExpression() + u')');
}

void HandControl::setIdleTimeout(int milliseconds)
{
    m_session.evaluate(u"%1.setTimeout(%2)"_s.arg(socketExpression()).arg(milliseconds));
}

QString HandControl::socketExpression() const
{
    const quint32 number = m_session.view()->socket()->number();
    return number == 0 || number == m_promptSocket ? u"socket"_s : u"sockets[%1]"_s.arg(number);
}

} // namespace sockscope
