// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/debug/variable_tree.h"
#include "models/debug/watch_list.h"

namespace sockscope {

/// The values that watched expressions have in a frame. While nothing stands still they have none.
class WatchModel : public VariableTree
{
    Q_OBJECT
public:
    WatchModel(DebugLink &link, WatchList &list, QObject *parent = nullptr);

    Q_INVOKABLE void add(const QString &expression);
    Q_INVOKABLE void replace(int row, const QString &expression); ///< of a row that is an expression
    Q_INVOKABLE void remove(int row);
    void clear() override; ///< the expressions stay

protected:
    void askForRoots(const Roots &take) override;

private:
    [[nodiscard]] int expressionAt(int row) const; ///< -1: the row is none
    [[nodiscard]] static VariableNode::Pointer rootFor(const QString &expression);

    WatchList &m_list;
};

} // namespace sockscope
