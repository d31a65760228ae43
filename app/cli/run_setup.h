// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/test_run.h"
#include "run_arguments.h"

#include <memory>

namespace sockscope {

class PeerServer;

/// The script of a command as a configuration: an absolute path, the text of standard input, or what an archive of k6
/// or `sockscope archive` holds. Empty where it can be read; otherwise k6's sentence.
[[nodiscard]] QString locateScript(const QString &script, TestRunConfig &config);

/// Starts a built-in peer on a loopback port, 0 for a free one. Null and a sentence where that fails.
[[nodiscard]] std::unique_ptr<PeerServer> startPeer(const QString &name, quint16 port, QString *error);
/// Puts a peer's address into TCP_HOST, TCP_PORT, TCP_ECHO_HOST and TCP_ECHO_PORT.
void announcePeer(const PeerServer &peer, QHash<QString, QString> &env);

} // namespace sockscope
