// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explain/socket_facts.h"

#include <QHash>

#include <deque>
#include <functional>
#include <unordered_map>

namespace sockscope {

/// The sockets that a journal has told of and that may still matter: those of the iterations that run. Of more than
/// MaxSockets the oldest are forgotten.
class FactBook
{
public:
    static constexpr std::size_t MaxSockets = 20'000;
    static constexpr qsizetype MaxFiles = 4096;

    /// The facts of a record's socket, made where it is a new one; null for records without a socket, and for those of
    /// a socket that was forgotten.
    [[nodiscard]] SocketFacts *socketOf(const Record &record);
    [[nodiscard]] SocketFacts *find(std::uint32_t socket);
    /// Calls `ended` for the sockets of a virtual user and forgets them: its iteration is over.
    void endIteration(std::uint32_t vu, const std::function<void(SocketFacts &)> &ended);
    /// Calls `visit` for the sockets of a virtual user.
    void forEach(std::uint32_t vu, const std::function<void(SocketFacts &)> &visit);
    void endAll(const std::function<void(SocketFacts &)> &ended);
    /// Remembers the name of a script file.
    void nameFile(const Record &record);
    [[nodiscard]] QString fileName(std::uint32_t id) const { return m_files.value(id); } ///< empty where unknown
    [[nodiscard]] std::size_t socketCount() const { return m_sockets.size(); }
    void clear();

private:
    std::unordered_map<std::uint32_t, SocketFacts> m_sockets;
    std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> m_ofVu; ///< sockets, in the order of their creation
    std::deque<std::uint32_t> m_inOrder;                                  ///< of creation; may name some that are gone
    QHash<std::uint32_t, QString> m_files;
};

} // namespace sockscope
