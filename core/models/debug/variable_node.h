// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QList>
#include <QString>

#include <memory>

namespace sockscope {

/// A value of a script that stands still, as one row of a tree, with what is inside of it where that was asked for.
struct VariableNode
{
    using Pointer = std::shared_ptr<VariableNode>;
    enum class Kind {
        Scope,
        Watch, ///< an expression of a person's
        Variable,
        More, ///< stands for members that were not asked for yet
    };

    Kind kind = Kind::Variable;
    QString path; ///< the names from the root on; tells the same variable in another pause
    int depth = 0;
    QString name; ///< as the debugger knows it
    QString type;
    QString value;   ///< one line
    QString problem; ///< why there is no value; empty where there is one
    int handle = 0;  ///< for what is inside; 0: nothing
    int owner = 0;   ///< handle of what it is in
    int named = 0;
    int indexed = 0;
    bool isLazy = false; ///< a getter: opening it runs the script's code
    bool isWritable = false;
    bool isOpen = false;
    bool hasChanged = false; ///< it had another value at the pause before
    int firstMissing = 0;    ///< More: number of the first member that is not there
    QList<Pointer> children;

    /// A member of `parent`, or a root where that is null, from what the debugger says of a value.
    [[nodiscard]] static Pointer from(const QJsonObject &variable, const VariableNode *parent);
    [[nodiscard]] static QString pathOf(const VariableNode *parent, const QString &name);
    [[nodiscard]] QString shownName() const;
    [[nodiscard]] bool isExpandable() const { return handle > 0 && kind != Kind::More; }
    /// The node and all that is shown below it, in order.
    static void flatten(const Pointer &node, QList<Pointer> &rows);
};

} // namespace sockscope
