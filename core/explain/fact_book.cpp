// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/fact_book.h"

namespace sockscope {

SocketFacts *FactBook::socketOf(const Record &record)
{
    if (record.socket == 0)
        return nullptr;
    if (record.kind != RecordKind::SocketCreated)
        return find(record.socket);
    const auto [at, isNew] = m_sockets.try_emplace(record.socket);
    if (isNew) {
        m_ofVu[record.vu].push_back(record.socket);
        m_inOrder.push_back(record.socket);
    }
    at->second = {};
    at->second.number = record.socket;
    at->second.vu = record.vu;
    at->second.iteration = record.iteration;
    while (m_sockets.size() > MaxSockets) {
        m_sockets.erase(m_inOrder.front());
        m_inOrder.pop_front();
    }
    if (m_inOrder.size() > 2 * MaxSockets)
        std::erase_if(m_inOrder, [this](std::uint32_t number) { return !m_sockets.contains(number); });
    if (auto &own = m_ofVu[record.vu]; own.size() > 2 * MaxSockets)
        std::erase_if(own, [this](std::uint32_t number) { return !m_sockets.contains(number); });
    return find(record.socket);
}

SocketFacts *FactBook::find(std::uint32_t socket)
{
    const auto found = m_sockets.find(socket);
    return found == m_sockets.end() ? nullptr : &found->second;
}

void FactBook::endIteration(std::uint32_t vu, const std::function<void(SocketFacts &)> &ended)
{
    const auto own = m_ofVu.find(vu);
    if (own == m_ofVu.end())
        return;
    for (const std::uint32_t number : own->second) {
        if (SocketFacts *socket = find(number))
            ended(*socket);
        m_sockets.erase(number);
    }
    m_ofVu.erase(own);
}

void FactBook::forEach(std::uint32_t vu, const std::function<void(SocketFacts &)> &visit)
{
    const auto own = m_ofVu.find(vu);
    if (own == m_ofVu.end())
        return;
    for (const std::uint32_t number : own->second)
        if (SocketFacts *socket = find(number))
            visit(*socket);
}

void FactBook::endAll(const std::function<void(SocketFacts &)> &ended)
{
    while (!m_ofVu.empty())
        endIteration(m_ofVu.begin()->first, ended);
}

void FactBook::nameFile(const Record &record)
{
    if (m_files.size() < MaxFiles)
        m_files.insert(record.location.file, QString::fromUtf8(record.payload));
}

void FactBook::clear()
{
    m_sockets.clear();
    m_ofVu.clear();
    m_inOrder.clear();
    m_files.clear();
}

} // namespace sockscope
