// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "export/journal_walk.h"

#include <QIODevice>

namespace sockscope {

/// Writes the connections of a journal as a capture file that Wireshark and tshark open. The payload bytes and their
/// times are those of the journal; everything below them is made up (TcpPackets), and the file says so. Each packet's
/// comment names the socket, the script location and the cause. TLS connections appear with the bytes that the script
/// saw, not the encrypted ones.
class JournalPcapng
{
public:
    using Options = JournalWalk::Options;

    explicit JournalPcapng(Options options)
        : m_options(std::move(options))
    {
    }

    /// False and `error` set to a sentence where the journal can't be opened, is damaged (what comes before the damage
    /// is written) or `to` takes no more. Reads the file as a stream.
    bool write(const QString &path, QIODevice &to, QString *error) const;

private:
    Options m_options;
};

} // namespace sockscope
