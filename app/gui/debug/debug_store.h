// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

#include <memory>

namespace sockscope {

struct DebugLists;

/// The breakpoints and watches of the window, in a file of the data folder, so that the next start has them again. The
/// bytes that a breakpoint waits for are payload and not in it. The file is written atomically and only for its owner.
class DebugStore : public QObject
{
    Q_OBJECT
public:
    explicit DebugStore(const QString &path, QObject *parent = nullptr);
    ~DebugStore() override; ///< writes what has changed

    [[nodiscard]] const std::shared_ptr<DebugLists> &lists() const { return m_lists; }

private:
    void load();
    void save();

    QString m_path;
    std::shared_ptr<DebugLists> m_lists;
    QTimer m_saving;
};

} // namespace sockscope
