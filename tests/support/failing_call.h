// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>
#include <QList>
#include <QString>

/// A system that misbehaves on demand. An executable that links sockscope_test_faults has functions of the C library
/// replaced, for the tested code as well as for Qt's.
namespace sockscope::test {

/// While it lives, one call fails. Only one at a time.
class FailingCall
{
public:
    enum class Thread { This, Others }; ///< whose calls are counted, seen from the thread that makes this object

    /// Call number `nth` of `name`, counted from 1, fails with `error`. Known names are those of failing_call.cpp;
    /// calls that are about something else than sockets and shared files aren't counted.
    FailingCall(const char *name, int nth, int error, Thread thread = Thread::This);
    ~FailingCall();
    FailingCall(const FailingCall &) = delete;
    FailingCall &operator=(const FailingCall &) = delete;

    [[nodiscard]] bool hasFailed() const; ///< the call was made
};

/// While it lives, this host name has these addresses, in this order.
class HostEntry
{
public:
    HostEntry(const QString &name, const QList<QHostAddress> &addresses);
    ~HostEntry();
    HostEntry(const HostEntry &) = delete;
    HostEntry &operator=(const HostEntry &) = delete;
};

} // namespace sockscope::test
