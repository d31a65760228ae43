// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QLockFile>
#include <QObject>
#include <QThreadPool>

#include <memory>

namespace sockscope {

/// A text that was not saved.
struct UnsavedText
{
    QString id;   ///< of Recovery::newId()
    QString name; ///< "untitled.js"
    QString path; ///< of its file; empty if it has none
    QString text;
    int line = 1;   ///< of the caret, as column from 1
    int column = 1; ///< in characters
    QDateTime when; ///< of the last change kept
};

/// Copies of unsaved texts on disk, so that they survive the end of the process, whatever ended it. Each process has a
/// folder of its own within the recovery folder, locked while the process lives; only the owner can read them. Files
/// are replaced as a whole. They are written on a thread of their own, in order.
class Recovery : public QObject
{
    Q_OBJECT
public:
    explicit Recovery(const QString &folder = defaultFolder(), QObject *parent = nullptr);
    /// Waits for what is being written. Texts that weren't discarded stay for the next start.
    ~Recovery() override;

    /// "recovery" in the user's data folder.
    [[nodiscard]] static QString defaultFolder();

    /// Why nothing can be kept, or nothing.
    [[nodiscard]] const QString &error() const { return m_error; }

    /// Why the last text could not be kept, or nothing; error() is one, too.
    [[nodiscard]] const QString &problem() const { return m_error.isEmpty() ? m_problem : m_error; }

    /// The texts of processes that no longer live, newest first. They belong to this process now and are offered to no
    /// other; what is neither discarded nor kept anew under its id stays for the next start.
    [[nodiscard]] QList<UnsavedText> takeAbandoned();

    [[nodiscard]] static QString newId();
    /// Writes the text in place of what was kept under its id; `when` is set to now.
    void keep(UnsavedText text);
    void discard(const QString &id);

Q_SIGNALS:
    void kept(const QString &id); ///< it is on disk now
    /// It can't be kept; told once until it works again.
    void failed(const QString &sentence);

private:
    [[nodiscard]] bool createOwnFolder(const QString &parent);
    [[nodiscard]] QString fileOf(const QString &id) const;
    void onWritten(const QString &id, const QString &problem);
    void takeFrom(const QString &folder, QList<UnsavedText> &taken);

    QString m_folder; ///< of all processes
    QString m_own;
    QString m_error;
    std::unique_ptr<QLockFile> m_lock;
    QString m_problem;
    bool m_failing = false;
    QThreadPool m_writer;
};

} // namespace sockscope
