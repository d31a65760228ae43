// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/debug/meanwhile.h"

#include "models/debug/script_path.h"

#include <QJsonArray>
#include <QLocale>
#include <QRegularExpression>
#include <QStringList>

#include <cmath>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

QString bytesText(qint64 bytes)
{
    return QLocale(QLocale::English).toString(bytes) + u" B"_s;
}

QString timeText(double ms)
{
    return ms < 1000 ? u"%1 ms"_s.arg(std::lround(ms)) : u"%1 s"_s.arg(ms / 1000, 0, 'f', 1);
}

/// "ping.js:12" of "fn (file:///x/ping.js:12:3(0))".
QString placeOf(const QString &frame)
{
    static const QRegularExpression place(u"(file://[^()]*):(\\d+):\\d+"_s);
    const QRegularExpressionMatch match = place.match(frame);
    return match.hasMatch() ? placeText(match.captured(1), match.captured(2).toInt()) : QString();
}

} // namespace

Meanwhile::Meanwhile(DebugLink &link, QObject *parent)
    : QObject(parent)
    , m_link(link)
{
    m_poll.setInterval(IntervalMs);
    connect(&m_poll, &QTimer::timeout, this, &Meanwhile::look);
}

void Meanwhile::watch(int thread)
{
    m_thread = thread;
    m_atFirst.clear();
    if (thread > 0) {
        m_poll.start();
        look();
        return;
    }
    m_poll.stop();
    take({});
}

void Meanwhile::look()
{
    m_link.ask(u"meanwhile"_s, {{u"thread"_s, m_thread}}, this, [this, thread = m_thread](const QJsonObject &answer) {
        if (thread == m_thread && answer.value("ok"_L1).toBool())
            take(answer);
    });
}

void Meanwhile::take(const QJsonObject &answer)
{
    m_arrived = m_ended = m_due = 0;
    QVariantList sockets;
    const QJsonArray all = answer.value("sockets"_L1).toArray();
    for (const auto socket : all)
        sockets += socketRow(socket.toObject());
    QVariantList timers;
    const QJsonArray armed = answer.value("timers"_L1).toArray();
    for (const auto timer : armed) {
        timers += timerRow(timer.toObject());
        m_due += timers.constLast().toMap().value(u"due"_s).toBool() ? 1 : 0;
    }
    QVariantList awaits;
    const QJsonArray pending = answer.value("awaits"_L1).toArray();
    for (const auto await : pending)
        awaits += awaitRow(await.toObject());
    m_sockets = sockets;
    m_timers = timers;
    m_awaits = awaits;
    m_loop = loopText(answer);
    Q_EMIT changed();
}

QVariantMap Meanwhile::socketRow(const QJsonObject &socket)
{
    const auto number = [&](QLatin1StringView name) { return socket.value(name).toInteger(); };
    const int id = socket.value("socket"_L1).toInt();
    const qint64 kernel = number("receiveQueue"_L1);
    const qint64 waiting = kernel + number("unread"_L1);
    if (!m_atFirst.contains(id))
        m_atFirst.insert(id, waiting);
    const qint64 fresh = waiting - m_atFirst.value(id);
    QStringList notes;
    if (waiting > 0)
        notes += fresh > 0 ? tr("%1 wait to be read, %2 of them came since the script stands still")
                                 .arg(bytesText(waiting), bytesText(fresh))
                           : tr("%1 wait to be read").arg(bytesText(waiting));
    const bool isReset = socket.value("reset"_L1).toBool();
    const bool hasEnded = socket.value("peerEnded"_L1).toBool();
    if (isReset)
        notes += tr("the peer has reset the connection (RST)");
    else if (hasEnded)
        notes += tr("the peer has ended its side (FIN)");
    if (const qint64 unsent = number("unsent"_L1); unsent > 0)
        notes += tr("%1 written, not handed to the system yet").arg(bytesText(unsent));
    if (const qint64 queued = number("sendQueue"_L1); queued > 0)
        notes += tr("%1 sent, not acknowledged by the peer").arg(bytesText(queued));
    const QStringList calls = socket.value("waiting"_L1).toVariant().toStringList();
    if (!calls.isEmpty())
        notes += tr("pending: %1").arg(calls.join(u", "_s));
    m_arrived += std::max<qint64>(0, fresh);
    m_ended += isReset || hasEnded ? 1 : 0;
    const QString state = socket.value("state"_L1).toString();
    const QString kernelState = socket.value("tcpState"_L1).toString();
    const QString target = socket.value("target"_L1).toString();
    QString title = tr("socket %1").arg(id);
    if (!target.isEmpty())
        title += u" · "_s + target;
    return {{u"number"_s, id},   {u"state"_s, state}, {u"kernelState"_s, kernelState},
            {u"title"_s, title}, {u"notes"_s, notes}, {u"news"_s, waiting > 0 || isReset || hasEnded}};
}

QVariantMap Meanwhile::timerRow(const QJsonObject &timer)
{
    const double due = timer.value("dueMs"_L1).toDouble();
    const double interval = timer.value("intervalMs"_L1).toDouble();
    const QString name = timer.value("repeats"_L1).toBool() ? tr("every %1").arg(timeText(interval))
                                                            : tr("once after %1").arg(timeText(interval));
    return {{u"title"_s, due <= 0 ? tr("due for %1").arg(timeText(-due)) : tr("due in %1").arg(timeText(due))},
            {u"detail"_s, name},
            {u"place"_s, placeOf(timer.value("place"_L1).toString())},
            {u"due"_s, due <= 0}};
}

QVariantMap Meanwhile::awaitRow(const QJsonObject &await)
{
    const QString function = await.value("function"_L1).toString();
    return {{u"function"_s, function.isEmpty() ? tr("(anonymous)") : function},
            {u"text"_s, await.value("text"_L1).toString()},
            {u"place"_s, placeText(await.value("url"_L1).toString(), await.value("line"_L1).toInt())},
            {u"settled"_s, await.value("settled"_L1).toBool()}};
}

QString Meanwhile::loopText(const QJsonObject &answer)
{
    if (answer.isEmpty())
        return {};
    QStringList parts;
    int holding = 0;
    const QJsonArray sockets = answer.value("sockets"_L1).toArray();
    for (const auto socket : sockets)
        holding += socket["holds"_L1].toBool() ? 1 : 0;
    const auto counted = [&](int count, const QString &one, const QString &many) {
        if (count > 0)
            parts += count == 1 ? one : many.arg(count);
    };
    counted(holding, tr("1 socket"), tr("%1 sockets"));
    counted(answer.value("timerCount"_L1).toInt(), tr("1 timer"), tr("%1 timers"));
    counted(answer.value("queued"_L1).toInt(), tr("1 queued callback"), tr("%1 queued callbacks"));
    return parts.isEmpty() ? tr("Nothing holds the iteration open: it ends behind the running code.")
                           : tr("The iteration stays open for %1.").arg(parts.join(u", "_s));
}

QString Meanwhile::news() const
{
    QStringList parts;
    if (m_arrived > 0)
        parts += tr("%1 arrived").arg(bytesText(m_arrived));
    if (m_ended > 0)
        parts += m_ended == 1 ? tr("1 peer has ended") : tr("%1 peers have ended").arg(m_ended);
    if (m_due > 0)
        parts += m_due == 1 ? tr("1 timer is due") : tr("%1 timers are due").arg(m_due);
    return parts.join(u" · "_s);
}

} // namespace sockscope
