// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "peer/peer_faults.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <memory>

namespace sockscope {

class PeerServer;

/// A built-in server by name.
struct PeerKind
{
    QString name;        ///< as in `sockscope peer NAME`
    QString description; ///< what it does, one sentence without its full stop
};

/// All of them, the plainest first.
[[nodiscard]] const QList<PeerKind> &peerKinds();
[[nodiscard]] QStringList peerNames();
/// Empty where there is such a server, otherwise the sentence that says so and names those there are.
[[nodiscard]] QString unknownPeer(const QString &name);

/// A server that has not been started. Null and a sentence where there is no such server or it can't be made.
[[nodiscard]] std::unique_ptr<PeerServer> createPeer(const QString &name, const PeerFaults &faults, QString *error);

} // namespace sockscope
