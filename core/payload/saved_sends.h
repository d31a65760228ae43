// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "payload/payload_types.h"

#include <QList>
#include <QString>

#include <functional>

namespace sockscope {

/// A payload under a name.
struct SavedSend
{
    QString name;
    PayloadDraft draft;

    bool operator==(const SavedSend &) const = default;
};

/// One send of a list, and what is waited for before the next one.
struct SendStep
{
    enum class Then {
        Reply, ///< until the peer has answered, `milliseconds` at most
        Delay, ///< for `milliseconds`
    };

    QString send; ///< the name of a saved send
    Then then = Then::Reply;
    int milliseconds = 5000; ///< 0 to MaxMilliseconds; a wait for a reply has at least 1

    static constexpr int MaxMilliseconds = 3'600'000; ///< an hour
    bool operator==(const SendStep &) const = default;
};

/// Saved sends in an order.
struct SendList
{
    QString name;
    QList<SendStep> steps;

    bool operator==(const SendList &) const = default;
};

/// The named payloads and lists of a person, kept in one JSON file. Every change is written at once and atomically, and
/// made on what the file holds at that moment, so that several windows can share it. Changes return "" or a sentence
/// that says why they were not made. GUI thread; calls block while they read or write, and for two seconds at most
/// while another process holds the file.
class SavedSends
{
public:
    static constexpr qsizetype MaxEntries = 1000; ///< sends, lists, and steps of a list
    static constexpr qsizetype MaxNameLength = 80;
    static constexpr qsizetype MaxTextLength = qsizetype(1024) * 1024; ///< UTF-16 units of one draft

    /// Nothing is read before load().
    explicit SavedSends(QString path);

    /// Reads the file; none is as good as an empty one. A file that is damaged, wholly or in parts, is kept beside it
    /// as
    /// "<name>.damaged-<time>", what could be read of it is used, and the sentence that is returned says all that.
    [[nodiscard]] QString load();

    [[nodiscard]] const QString &path() const { return m_path; }
    [[nodiscard]] const QList<SavedSend> &sends() const { return m_data.sends; } ///< by name
    [[nodiscard]] const QList<SendList> &lists() const { return m_data.lists; }  ///< by name
    [[nodiscard]] const SavedSend *find(const QString &name) const;              ///< valid until the next change
    [[nodiscard]] const SendList *findList(const QString &name) const;
    [[nodiscard]] QStringList listsWith(const QString &send) const; ///< the names of the lists that use it

    /// Adds a send, or replaces the one of that name.
    [[nodiscard]] QString put(const SavedSend &send);
    [[nodiscard]] QString remove(const QString &name); ///< also its steps in lists
    [[nodiscard]] QString rename(const QString &name, const QString &newName);
    [[nodiscard]] QString putList(const SendList &list);
    [[nodiscard]] QString removeList(const QString &name);

private:
    struct Data
    {
        QList<SavedSend> sends;
        QList<SendList> lists;
    };
    friend class SavedSendsFile;

    [[nodiscard]] QString change(const std::function<QString(Data &)> &edit);

    QString m_path;
    Data m_data;
};

} // namespace sockscope
