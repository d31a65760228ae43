// SPDX-License-Identifier: GPL-3.0-or-later
#include "k6/shared_array_store.h"

#include <QHash>

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace sockscope {

struct SharedArrayStore::Private
{
    mutable std::mutex mutex;
    std::condition_variable changed;
    QHash<QString, SharedRows> ready;
    QHash<QString, const void *> building;
};

SharedArrayStore::SharedArrayStore()
    : d(std::make_unique<Private>())
{
}

SharedArrayStore::~SharedArrayStore() = default;

SharedArrayStore::Claim SharedArrayStore::claim(const QString &name, const void *builder,
                                                const std::function<bool()> &giveUp)
{
    constexpr auto LookAround = std::chrono::milliseconds(20); // how long a stopped VU goes on waiting at most
    std::unique_lock lock(d->mutex);
    for (;;) {
        if (d->ready.contains(name))
            return Claim::Ready;
        const auto current = d->building.constFind(name);
        if (current == d->building.constEnd())
            break;
        if (*current == builder)
            return Claim::Recursive;
        if (giveUp && giveUp())
            return Claim::GaveUp;
        d->changed.wait_for(lock, LookAround);
    }
    d->building.insert(name, builder);
    return Claim::Build;
}

void SharedArrayStore::publish(const QString &name, QStringList rows)
{
    {
        const std::scoped_lock lock(d->mutex);
        d->building.remove(name);
        d->ready.insert(name, std::make_shared<const QStringList>(std::move(rows)));
    }
    d->changed.notify_all();
}

void SharedArrayStore::abandon(const QString &name)
{
    {
        const std::scoped_lock lock(d->mutex);
        d->building.remove(name);
    }
    d->changed.notify_all();
}

void SharedArrayStore::abandonAll(const void *builder)
{
    {
        const std::scoped_lock lock(d->mutex);
        d->building.removeIf(
            [builder](QHash<QString, const void *>::iterator entry) { return entry.value() == builder; });
    }
    d->changed.notify_all();
}

SharedRows SharedArrayStore::rows(const QString &name) const
{
    const std::scoped_lock lock(d->mutex);
    return d->ready.value(name);
}

} // namespace sockscope
