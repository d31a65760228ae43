// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

#include <cstdint>
#include <memory>

namespace sockscope {

/// How often one check() condition held.
struct CheckTally
{
    QString group; ///< path of its group: "" at the root, "::outer::inner" below
    QString name;
    std::uint64_t passes = 0;
    std::uint64_t fails = 0;
    bool isGrouped = true; ///< false where systemTags leaves out `group`: it stands in no group then, not in the root
};

/// A group() with what ran inside, as in handleSummary()'s root_group.
struct CheckGroup
{
    QString name; ///< "" for the root
    QString path;
    QList<CheckTally> checks;
    QList<CheckGroup> groups;
};

/// The checks and groups of one run, in the order in which they were first seen. Thread-safe.
class CheckRegistry
{
public:
    CheckRegistry();
    ~CheckRegistry();
    CheckRegistry(const CheckRegistry &) = delete;
    CheckRegistry &operator=(const CheckRegistry &) = delete;

    void add(const QString &group, const QString &name, bool passed);
    void addUngrouped(const QString &name, bool passed);
    /// Notes a group that ran, also where it holds no check. Groups above it are noted as well.
    void addGroup(const QString &path);

    [[nodiscard]] QList<CheckTally> checks() const; ///< all groups' checks, and those without one
    [[nodiscard]] CheckGroup root() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace sockscope
