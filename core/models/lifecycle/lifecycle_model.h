// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/lifecycle/lifecycle_facts.h"
#include "models/records/record_texts.h"
#include "models/session/session_follower.h"
#include "models/sockets/socket_records.h"

#include <QAbstractListModel>
#include <QVariantList>
#include <QVariantMap>

namespace sockscope {

/// One way from a state to another, with the last time it was taken.
struct LifecycleEdge
{
    Q_GADGET
    Q_PROPERTY(int from MEMBER from)
    Q_PROPERTY(int to MEMBER to)
    Q_PROPERTY(qint64 count MEMBER count)
    Q_PROPERTY(QString cause MEMBER cause)
    Q_PROPERTY(QString location MEMBER location)
    Q_PROPERTY(qint64 time MEMBER time)
    Q_PROPERTY(qint64 offset MEMBER offset)
    Q_PROPERTY(bool latest MEMBER latest)
public:
    int from = 0; ///< SocketsModel::State
    int to = 0;
    qint64 count = 0; ///< 0: not taken
    QString cause;
    QString location;
    qint64 time = 0;
    qint64 offset = -1;
    bool latest = false; ///< the socket came to its present state this way
};

/// Calls of one kind that a state didn't allow.
struct LifecycleRefusal
{
    Q_GADGET
    Q_PROPERTY(int state MEMBER state)
    Q_PROPERTY(QString method MEMBER method)
    Q_PROPERTY(QString sentence MEMBER sentence)
    Q_PROPERTY(QString location MEMBER location)
    Q_PROPERTY(qint64 count MEMBER count)
    Q_PROPERTY(qint64 offset MEMBER offset)
public:
    int state = 0; ///< in which it was made
    QString method;
    QString sentence;
    QString location;
    qint64 count = 0;
    qint64 offset = -1; ///< of the last one
};

/// The lifecycle of one socket as of the cursor's instant: its state and how it got there. The rows are its
/// transitions, oldest first, the newest LifecycleFacts::MaxTransitions of them. Shows the cursor's socket; where none
/// is selected, the newest open one, or else the newest.
class LifecycleModel : public QAbstractListModel
{
    Q_OBJECT
    Q_PROPERTY(sockscope::JournalSession *journal READ journal WRITE setJournal NOTIFY sessionChanged)
    Q_PROPERTY(sockscope::SessionCursor *cursor READ cursor WRITE setCursor NOTIFY sessionChanged)
    Q_PROPERTY(int socket READ socket NOTIFY changed)
    Q_PROPERTY(bool known READ isKnown NOTIFY changed)
    Q_PROPERTY(QString peer READ peer NOTIFY changed)
    Q_PROPERTY(int state READ state NOTIFY changed)
    Q_PROPERTY(double stateSince READ stateSince NOTIFY changed)
    Q_PROPERTY(QVariantList edges READ edges NOTIFY changed)
    Q_PROPERTY(QVariantList refusals READ refusals NOTIFY changed)
    Q_PROPERTY(int refusalCount READ refusalCount NOTIFY changed)
    Q_PROPERTY(QVariantList events READ events NOTIFY changed)
    Q_PROPERTY(int errorCount READ errorCount NOTIFY changed)
    Q_PROPERTY(QString lastError READ lastError NOTIFY changed)
    Q_PROPERTY(QString idleTimeout READ idleTimeout NOTIFY changed)
    Q_PROPERTY(QVariantMap tcpInfo READ tcpInfo NOTIFY changed)
    Q_PROPERTY(double tcpInfoTime READ tcpInfoTime NOTIFY changed)
    Q_PROPERTY(QVariantList timeInStates READ timeInStates NOTIFY timesChanged)
public:
    enum Role { FromRole = Qt::UserRole, ToRole, CauseRole, LocationRole, TimeRole, OffsetRole };

    explicit LifecycleModel(QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    [[nodiscard]] JournalSession *journal() const { return m_follower.journal(); }
    [[nodiscard]] SessionCursor *cursor() const { return m_follower.cursor(); }
    void setJournal(JournalSession *journal);
    void setCursor(SessionCursor *cursor);

    [[nodiscard]] quint32 socket() const { return m_records.socket(); } ///< 0 for none
    /// It exists at this instant.
    [[nodiscard]] bool isKnown() const { return m_facts.createdAt != LifecycleFacts::None; }
    [[nodiscard]] QString peer() const; ///< "ip:port", or the target as the script gave it
    [[nodiscard]] int state() const { return static_cast<int>(m_facts.state); } ///< SocketsModel::State
    [[nodiscard]] qint64 stateSince() const { return m_facts.stateSince; }
    /// The six edges of k6's lifecycle (k6-reference 2.8) as LifecycleEdge, always in the same order.
    [[nodiscard]] QVariantList edges() const;
    [[nodiscard]] QVariantList refusals() const; ///< LifecycleRefusal, the most recent first
    [[nodiscard]] qint64 refusalCount() const { return m_facts.refusalCount; }
    /// Maps {name, delivered, unheard} in the order connect, data, close, error, timeout.
    [[nodiscard]] QVariantList events() const;
    [[nodiscard]] qint64 errorCount() const { return m_facts.errorCount; }
    [[nodiscard]] QString lastError() const;
    [[nodiscard]] QString idleTimeout() const; ///< "5000 ms", "off", or empty where it was never set
    [[nodiscard]] QVariantMap tcpInfo() const; ///< the members of TcpInfo::toJson(), empty where there is none
    [[nodiscard]] qint64 tcpInfoTime() const;
    /// Nanoseconds spent in each state until this instant, or until now; -1 where it never was.
    [[nodiscard]] QVariantList timeInStates() const;

Q_SIGNALS:
    void sessionChanged();
    void changed();
    void timesChanged();

private:
    void reset();
    void update();
    void chooseSocket();
    void showTransitions();
    [[nodiscard]] std::uint32_t wantedSocket() const;
    [[nodiscard]] std::int64_t now() const;
    [[nodiscard]] bool isRunning() const;
    [[nodiscard]] RecordTexts::Text text(std::int64_t number) const; ///< of an entry, empty where it is gone
    [[nodiscard]] const IndexEntry *entry(std::int64_t number) const;

    SessionFollower m_follower;
    SocketRecords m_records;
    LifecycleFacts m_facts;
    std::int64_t m_applied = 0; ///< records of the socket that m_facts has
    std::deque<std::int64_t> m_rows;
    QTimer m_clock;
    mutable RecordTexts m_texts;
};

} // namespace sockscope

Q_DECLARE_METATYPE(sockscope::LifecycleEdge)
Q_DECLARE_METATYPE(sockscope::LifecycleRefusal)
