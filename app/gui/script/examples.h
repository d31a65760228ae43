// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace sockscope {

/// A script that comes with the program.
struct Example
{
    QString title;    ///< for the menu, from the script's first comment line
    QString peer;     ///< the built-in peer that it asks for, see wantedPeer()
    QString fileName; ///< "hello.js"
    QString resource; ///< ":/sockscope/examples/hello.js"
};

/// All examples, the one to start with first.
[[nodiscard]] QList<Example> examples();

/// The name of the built-in peer that a script asks for, empty for none. A line "// Peer: line" in the comment at its
/// head names one, "// Peer: none" none, and it need not exist; without such a line, a script that mentions TCP_PORT
/// gets the echo peer.
[[nodiscard]] QString wantedPeer(const QString &script);

} // namespace sockscope
