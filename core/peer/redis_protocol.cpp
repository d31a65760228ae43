// SPDX-License-Identifier: GPL-3.0-or-later
#include "peer/redis_protocol.h"

#include "peer/printable.h"
#include "peer/resp_parser.h"

#include <algorithm>
#include <array>
#include <limits>

namespace sockscope {

namespace {

constexpr auto ok = "+OK\r\n";
constexpr auto outOfMemory = "-OOM command not allowed when used memory > 'maxmemory'.\r\n";

/// A command and how many words it takes, itself included.
struct Arity
{
    const char *name;
    qsizetype least;
    qsizetype most;
};
constexpr std::array<Arity, 7> arities = {{{"PING", 1, 2},
                                           {"ECHO", 2, 2},
                                           {"SET", 3, RespRequest::mostWords},
                                           {"GET", 2, 2},
                                           {"DEL", 2, RespRequest::mostWords},
                                           {"INCR", 2, 2},
                                           {"QUIT", 1, RespRequest::mostWords}}};

QByteArray error(const QByteArray &text)
{
    return "-ERR " + text + "\r\n";
}

QByteArray integer(qint64 value)
{
    return ":" + QByteArray::number(value) + "\r\n";
}

QByteArray bulk(const QByteArray &value)
{
    return "$" + QByteArray::number(value.size()) + "\r\n" + value + "\r\n";
}

QByteArray unknown(const QByteArrayList &words)
{
    QByteArray text = "unknown command '" + printable(words.constFirst(), 128) + "', with args beginning with: ";
    for (qsizetype i = 1; i < std::min<qsizetype>(words.size(), 4); ++i)
        text += "'" + printable(words.at(i)) + "' ";
    return error(text);
}

/// Redis takes the exact decimal form only: no sign but a minus, no spaces, no zeros in front.
std::optional<qint64> exactInteger(const QByteArray &text)
{
    bool isNumber = false;
    const qint64 value = text.toLongLong(&isNumber);
    return isNumber && QByteArray::number(value) == text ? std::optional(value) : std::nullopt;
}

} // namespace

RedisProtocol::RedisProtocol(std::shared_ptr<RedisStore> store)
    : m_store(std::move(store))
{
}

qsizetype RedisProtocol::take(QByteArrayView input, PeerOutput &out)
{
    const RespRequest request = RespRequest::parse(input);
    if (request.state == RespRequest::State::Malformed) {
        out.write(error(request.error));
        out.close();
        return input.size();
    }
    if (request.state == RespRequest::State::Complete && !request.words.isEmpty()) {
        const QByteArray name = request.words.constFirst().toUpper();
        out.write(replyTo(name, request.words));
        if (name == "QUIT")
            out.close();
    }
    return request.state == RespRequest::State::Complete ? request.size : 0;
}

QByteArray RedisProtocol::replyTo(const QByteArray &name, const QByteArrayList &words)
{
    const auto *const arity =
        std::find_if(arities.begin(), arities.end(), [&name](const Arity &known) { return name == known.name; });
    if (arity == arities.end())
        return unknown(words);
    if (words.size() < arity->least || words.size() > arity->most)
        return error("wrong number of arguments for '" + name.toLower() + "' command");
    if (name == "PING")
        return words.size() == 1 ? QByteArray("+PONG\r\n") : bulk(words.at(1));
    if (name == "ECHO")
        return bulk(words.at(1));
    if (name == "SET")
        return set(words);
    if (name == "GET") {
        const std::optional<QByteArray> value = m_store->get(words.at(1));
        return value ? bulk(*value) : QByteArray("$-1\r\n");
    }
    if (name == "DEL")
        return remove(words);
    return name == "INCR" ? increment(words.at(1)) : QByteArray(ok);
}

QByteArray RedisProtocol::set(const QByteArrayList &words)
{
    if (words.size() > 3)
        return error("syntax error"); // no EX, NX and the like here
    return m_store->set(words.at(1), words.at(2)) ? ok : outOfMemory;
}

QByteArray RedisProtocol::remove(const QByteArrayList &words)
{
    const auto removed =
        std::count_if(words.cbegin() + 1, words.cend(), [this](const QByteArray &key) { return m_store->remove(key); });
    return integer(removed);
}

QByteArray RedisProtocol::increment(const QByteArray &key)
{
    const std::optional<qint64> value = exactInteger(m_store->get(key).value_or("0"));
    if (!value)
        return error("value is not an integer or out of range");
    if (*value == std::numeric_limits<qint64>::max())
        return error("increment or decrement would overflow");
    return m_store->set(key, QByteArray::number(*value + 1)) ? integer(*value + 1) : QByteArray(outOfMemory);
}

} // namespace sockscope
