// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/behaviours.h"

#include <algorithm>

namespace sockscope::test::behaviour {

namespace {

void echoAll(PeerConnection &connection)
{
    for (QByteArray bytes = connection.receive(); !bytes.isEmpty(); bytes = connection.receive()) {
        if (!connection.send(bytes))
            return;
    }
}

void say(PeerConnection &connection, const QByteArray &text)
{
    connection.send(text);
    connection.finish();
    connection.waitForEnd();
}

} // namespace

Peer::Behaviour echo()
{
    return echoAll;
}

Peer::Behaviour silent()
{
    return [](PeerConnection &connection) { connection.waitForEnd(); };
}

Peer::Behaviour greeting(const QByteArray &text)
{
    return [text](PeerConnection &connection) {
        connection.send(text);
        echoAll(connection);
    };
}

Peer::Behaviour fin(const QByteArray &farewell)
{
    return [farewell](PeerConnection &connection) { say(connection, farewell); };
}

Peer::Behaviour rst(const QByteArray &farewell)
{
    return [farewell](PeerConnection &connection) {
        connection.receive(1);
        connection.send(farewell);
        connection.reset();
    };
}

Peer::Behaviour rstWhenIdle(int ms)
{
    return [ms](PeerConnection &connection) {
        connection.pause(ms);
        connection.reset();
    };
}

Peer::Behaviour flood(qint64 bytes)
{
    return [bytes](PeerConnection &connection) {
        constexpr qint64 block = 251LL * 1024; // a multiple of the pattern
        QByteArray pattern(block, Qt::Uninitialized);
        for (qint64 i = 0; i < block; ++i)
            pattern[i] = floodByte(i);
        for (qint64 left = bytes; left > 0; left -= block) {
            if (!connection.send(left >= block ? pattern : pattern.left(left)))
                return;
        }
        connection.finish();
        connection.waitForEnd();
    };
}

Peer::Behaviour drip(int times, int everyMs)
{
    return [times, everyMs](PeerConnection &connection) {
        for (int i = 0; i < times; ++i) {
            connection.send("drip\n");
            connection.pause(everyMs);
        }
        connection.finish();
        connection.waitForEnd();
    };
}

Peer::Behaviour sink()
{
    return silent();
}

Peer::Behaviour neverReading()
{
    return [](PeerConnection &connection) { connection.waitForStop(); };
}

Peer::Behaviour readingAfter(int ms)
{
    return [ms](PeerConnection &connection) {
        connection.pause(ms);
        connection.waitForEnd();
    };
}

Peer::Behaviour byteAtATime(const QByteArray &text)
{
    return [text](PeerConnection &connection) {
        for (const char byte : text) {
            connection.send(QByteArray(1, byte));
            connection.pause(1);
        }
        connection.finish();
        connection.waitForEnd();
    };
}

Peer::Behaviour urgent()
{
    return [](PeerConnection &connection) {
        connection.send("before");
        connection.sendUrgent('!');
        connection.send("after");
        echoAll(connection);
    };
}

Peer::Behaviour recorder(std::function<void(const QByteArray &)> record)
{
    return [record = std::move(record)](PeerConnection &connection) {
        QByteArray all;
        for (QByteArray bytes = connection.receive(); !bytes.isEmpty(); bytes = connection.receive())
            all += bytes;
        record(all);
    };
}

} // namespace sockscope::test::behaviour
