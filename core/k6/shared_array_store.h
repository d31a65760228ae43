// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <functional>
#include <memory>

namespace sockscope {

/// The rows of one SharedArray, each as JSON text.
using SharedRows = std::shared_ptr<const QStringList>;

/// The data of all SharedArrays of a run (https://grafana.com/docs/k6/latest/javascript-api/k6-data/sharedarray/): each
/// name is built once, by the VU that asks first; the others wait for it and share the rows. Thread-safe; owned by the
/// run.
class SharedArrayStore
{
public:
    SharedArrayStore();
    ~SharedArrayStore();
    SharedArrayStore(const SharedArrayStore &) = delete;
    SharedArrayStore &operator=(const SharedArrayStore &) = delete;

    enum class Claim {
        Ready,     ///< the rows are there: rows() has them
        Build,     ///< the caller builds now, and ends with publish() or abandon()
        Recursive, ///< the caller is already building this very name
        GaveUp,    ///< giveUp() said so while waiting
    };
    /// Waits while another caller builds the same name. `builder` identifies the caller (its VU).
    [[nodiscard]] Claim claim(const QString &name, const void *builder, const std::function<bool()> &giveUp = {});
    void publish(const QString &name, QStringList rows);
    void abandon(const QString &name);                        ///< building failed: the next caller may try
    void abandonAll(const void *builder);                     ///< what a VU was building when it was stopped
    [[nodiscard]] SharedRows rows(const QString &name) const; ///< null before publish()

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace sockscope
