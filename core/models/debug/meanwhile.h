// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/debug/debug_link.h"

#include <QHash>
#include <QObject>
#include <QTimer>
#include <QVariantList>

namespace sockscope {

/// What goes on around a script that stands still, looked at a few times a second: what the network brought meanwhile
/// for each socket, and what the event loop has to do once the script goes on. Lists are small and hold maps, one a
/// row.
class Meanwhile : public QObject
{
    Q_OBJECT
    Q_PROPERTY(QVariantList sockets READ sockets NOTIFY changed)
    Q_PROPERTY(QVariantList timers READ timers NOTIFY changed)
    Q_PROPERTY(QVariantList awaits READ awaits NOTIFY changed)
    Q_PROPERTY(QString loop READ loop NOTIFY changed)
    Q_PROPERTY(qint64 arrived READ arrived NOTIFY changed)
    Q_PROPERTY(QString news READ news NOTIFY changed)
public:
    static constexpr int IntervalMs = 250;

    explicit Meanwhile(DebugLink &link, QObject *parent = nullptr);

    /// Of the virtual user that stands still; 0: none does.
    void watch(int thread);

    /// `{number, state, title, notes, news}`: notes are sentences, news whether anything waits for the script.
    [[nodiscard]] const QVariantList &sockets() const { return m_sockets; }
    /// `{title, detail, due}`, the next one first; due: it fires as soon as the script goes on.
    [[nodiscard]] const QVariantList &timers() const { return m_timers; }
    /// `{function, text, place, settled}` of functions that wait, the oldest first; settled: it goes on with the
    /// script.
    [[nodiscard]] const QVariantList &awaits() const { return m_awaits; }
    [[nodiscard]] const QString &loop() const { return m_loop; } ///< what keeps the iteration open, in words
    /// Bytes that have arrived since the script stands still.
    [[nodiscard]] qint64 arrived() const { return m_arrived; }
    [[nodiscard]] QString news() const; ///< in a few words; empty where nothing happened

Q_SIGNALS:
    void changed();

private:
    void look();
    void take(const QJsonObject &answer);
    [[nodiscard]] QVariantMap socketRow(const QJsonObject &socket);
    [[nodiscard]] static QVariantMap timerRow(const QJsonObject &timer);
    [[nodiscard]] static QVariantMap awaitRow(const QJsonObject &await);
    [[nodiscard]] static QString loopText(const QJsonObject &answer);

    DebugLink &m_link;
    QTimer m_poll;
    int m_thread = 0;
    QHash<int, qint64> m_atFirst; ///< bytes that waited for each socket when the script stopped
    QVariantList m_sockets;
    QVariantList m_timers;
    QVariantList m_awaits;
    QString m_loop;
    qint64 m_arrived = 0;
    int m_ended = 0; ///< sockets whose peer has ended or reset the connection
    int m_due = 0;   ///< timers
};

} // namespace sockscope
