// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/socket.h"

#include <functional>

namespace sockscope::test {

/// Calls `act`, in `context`, from the signal of the socket that `handler` names, or where the socket comes into the
/// state of that name: "opening", "open", "destroyed".
inline void actIn(const QString &handler, Socket &socket, QObject *context, const std::function<void()> &act)
{
    const auto on = [&](auto signal, QLatin1StringView name) {
        if (handler == name)
            QObject::connect(&socket, signal, context, act);
    };
    using namespace Qt::StringLiterals;
    on(&Socket::resolved, "resolved"_L1);
    on(&Socket::connected, "connected"_L1);
    on(&Socket::tlsEstablished, "tlsEstablished"_L1);
    on(&Socket::data, "data"_L1);
    on(&Socket::written, "written"_L1);
    on(&Socket::writeFailed, "writeFailed"_L1);
    on(&Socket::connectFailed, "connectFailed"_L1);
    on(&Socket::timedOut, "timedOut"_L1);
    on(&Socket::errorOccurred, "errorOccurred"_L1);
    on(&Socket::countersChanged, "countersChanged"_L1);
    on(&Socket::closed, "closed"_L1);
    QObject::connect(&socket, &Socket::stateChanged, context, [handler, act](Socket::State, Socket::State after) {
        using State = Socket::State;
        if ((handler == "opening"_L1 && after == State::Opening) || (handler == "open"_L1 && after == State::Open) ||
            (handler == "destroyed"_L1 && after == State::Destroyed))
            act();
    });
}

} // namespace sockscope::test
