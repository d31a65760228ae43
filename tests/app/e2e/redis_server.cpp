// SPDX-License-Identifier: GPL-3.0-or-later
#include "redis_server.h"

#include <QHostAddress>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

namespace sockscope::test {

using namespace Qt::StringLiterals;

namespace {

quint16 freePort()
{
    QTcpServer server;
    return server.listen(QHostAddress::LocalHost) ? server.serverPort() : quint16(0);
}

/// The number behind `key`.
int numberAfter(const QByteArray &text, const QByteArray &key)
{
    const qsizetype at = text.indexOf(key);
    if (at < 0)
        return 0;
    const qsizetype from = at + key.size();
    qsizetype to = from;
    while (to < text.size() && text[to] >= '0' && text[to] <= '9')
        ++to;
    return text.sliced(from, to - from).toInt();
}

} // namespace

bool RedisServer::start(const QString &folder)
{
    for (int attempt = 0; attempt < 5; ++attempt) { // another program may take the port in between
        m_port = freePort();
        m_process = std::make_unique<OwnProcess>();
        const bool begun = m_process->begin(
            u"redis-server"_s, {u"--port"_s, QString::number(m_port), u"--bind"_s, u"127.0.0.1"_s, u"--save"_s,
                                QString(), u"--appendonly"_s, u"no"_s, u"--daemonize"_s, u"no"_s, u"--dir"_s, folder});
        const auto isSettled = [this] { return m_process->state() == QProcess::NotRunning || calls("ping") == 0; };
        if (begun && QTest::qWaitFor(isSettled, 30'000) && m_process->state() == QProcess::Running)
            return true;
    }
    return false;
}

QByteArray RedisServer::ask(const QByteArray &command) const
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, m_port);
    if (!socket.waitForConnected(10'000))
        return {};
    socket.write(command + "\r\nQUIT\r\n");
    QByteArray answer;
    while (socket.waitForReadyRead(10'000))
        answer += socket.readAll();
    return answer;
}

int RedisServer::calls(const QByteArray &command) const
{
    const QByteArray answer = ask("INFO commandstats");
    return answer.contains("# Commandstats") ? numberAfter(answer, "cmdstat_" + command + ":calls=") : -1;
}

int RedisServer::clients() const
{
    return numberAfter(ask("INFO clients"), "connected_clients:") - 1;
}

} // namespace sockscope::test
