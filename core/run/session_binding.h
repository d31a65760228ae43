// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJSValue>
#include <QObject>

namespace sockscope {

class VirtualUser;

/// The native side of js/session.mjs. Lives on its VU's thread.
class SessionBinding : public QObject
{
    Q_OBJECT
public:
    explicit SessionBinding(VirtualUser &vu)
        : m_vu(vu)
    {
    }
    /// TcpModule::promptFunctions(); `k6/x/tcp` must have been used before.
    Q_INVOKABLE QJSValue promptFunctions();

private:
    VirtualUser &m_vu;
};

} // namespace sockscope
