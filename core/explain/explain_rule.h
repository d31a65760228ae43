// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explain/finding_list.h"
#include "explain/socket_facts.h"

#include <QCoreApplication>

#include <memory>

namespace sockscope {

/// A record on its way past the rules.
struct SeenRecord
{
    const Record &record;
    RecordRef ref;
};

/// One mistake that scripts make with sockets, known by what it leaves in a journal. A rule is fed every record of the
/// kinds that it asks for, in order, while the session runs or afterwards, and keeps no more than a bounded amount of
/// what it saw. One file each in rules/.
class ExplainRule
{
public:
    explicit ExplainRule(QString id)
        : m_id(std::move(id))
    {
    }
    virtual ~ExplainRule() = default;
    ExplainRule(const ExplainRule &) = delete;
    ExplainRule &operator=(const ExplainRule &) = delete;

    [[nodiscard]] QString id() const { return m_id; }                    ///< stable: for JSON and documents
    [[nodiscard]] virtual QString title() const = 0;                     ///< a few words for people, translated
    [[nodiscard]] virtual QList<RecordKind> kinds() const { return {}; } ///< of the records for read() and readPlain()

    /// A record that concerns a socket; `socket` is as it was before the record.
    virtual void read(const SeenRecord &seen, SocketFacts &socket);
    /// A record that concerns none.
    virtual void readPlain(const SeenRecord &seen);
    /// The socket was destroyed, or its iteration or session is over; `socket` is as it ended.
    virtual void socketEnded(SocketFacts &socket);
    /// Nothing was sent, received or connected for Explainer::QuietNs while the socket was opening or open.
    virtual void socketQuiet(SocketFacts &socket);
    /// That silence was a debugger's: it held the virtual user.
    virtual void silenceExcused(SocketFacts &socket);
    virtual void clear(); ///< another journal begins

    /// Where findings go. Set once, by the Explainer.
    void setFindings(FindingList *findings, int index);

protected:
    /// Reports a finding about a socket. Returns the number for withdraw().
    int report(const SocketFacts &socket, Explanation explanation, int variant = 0);
    int report(Explanation explanation, int variant = 0);
    void withdraw(int finding);
    /// A number that the rule keeps of a socket, 0 at first: that of its finding, or that it has looked.
    [[nodiscard]] int &note(SocketFacts &socket) const { return socket.notes[static_cast<std::size_t>(m_index)]; }

private:
    QString m_id;
    FindingList *m_findings = nullptr;
    int m_index = 0;
};

/// All of them, in the order in which findings are shown.
[[nodiscard]] std::vector<std::unique_ptr<ExplainRule>> allExplainRules();

} // namespace sockscope
