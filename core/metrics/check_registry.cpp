// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/check_registry.h"

#include <QHash>
#include <QSet>

#include <mutex>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

/// The group around one: "::a::b" is in "::a", "::a" in the root "". Paths that a script made up by tags have no
/// parents.
QString parentOf(const QString &path)
{
    const qsizetype separator = path.lastIndexOf(u"::");
    return separator <= 0 ? QString() : path.left(separator);
}

QString nameOf(const QString &path)
{
    const qsizetype separator = path.lastIndexOf(u"::");
    return separator < 0 ? path : path.mid(separator + 2);
}

} // namespace

struct CheckRegistry::Private
{
    mutable std::mutex mutex;
    QList<CheckTally> checks;
    QHash<std::pair<QString, QString>, qsizetype> checkIndex; // in `checks`, by group and name
    QHash<std::pair<QString, QString>, qsizetype> ungroupedIndex;
    QHash<QString, QStringList> children; // paths of each group's groups, in the order of appearance
    QSet<QString> known{QString()};

    void note(const QString &path)
    {
        if (known.contains(path))
            return;
        known.insert(path);
        const QString parent = parentOf(path);
        note(parent);
        children[parent].append(path);
    }

    void tally(const QString &group, const QString &name, bool isGrouped, bool passed)
    {
        auto &index = isGrouped ? checkIndex : ungroupedIndex;
        auto at = index.find({group, name});
        if (at == index.end()) {
            if (isGrouped)
                note(group);
            checks.append({group, name, 0, 0, isGrouped});
            at = index.insert({group, name}, checks.size() - 1);
        }
        CheckTally &found = checks[*at];
        ++(passed ? found.passes : found.fails);
    }

    [[nodiscard]] CheckGroup build(const QString &path) const
    {
        CheckGroup group{nameOf(path), path, {}, {}};
        for (const CheckTally &check : checks) {
            if (check.isGrouped && check.group == path)
                group.checks.append(check);
        }
        const QStringList inner = children.value(path);
        for (const QString &child : inner)
            group.groups.append(build(child));
        return group;
    }
};

CheckRegistry::CheckRegistry()
    : d(std::make_unique<Private>())
{
}

CheckRegistry::~CheckRegistry() = default;

void CheckRegistry::add(const QString &group, const QString &name, bool passed)
{
    const std::scoped_lock lock(d->mutex);
    d->tally(group, name, true, passed);
}

void CheckRegistry::addUngrouped(const QString &name, bool passed)
{
    const std::scoped_lock lock(d->mutex);
    d->tally({}, name, false, passed);
}

void CheckRegistry::addGroup(const QString &path)
{
    const std::scoped_lock lock(d->mutex);
    d->note(path);
}

QList<CheckTally> CheckRegistry::checks() const
{
    const std::scoped_lock lock(d->mutex);
    return d->checks;
}

CheckGroup CheckRegistry::root() const
{
    const std::scoped_lock lock(d->mutex);
    return d->build({});
}

} // namespace sockscope
