// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/debug/variable_tree.h"

namespace sockscope {

/// The variables of a frame, scope by scope: those of the function, of the functions around it, of the module, and the
/// globals.
class VariablesModel : public VariableTree
{
    Q_OBJECT
public:
    explicit VariablesModel(DebugLink &link, QObject *parent = nullptr);

    /// The variables of the innermost scope with their values, as they are shown.
    [[nodiscard]] QList<std::pair<QString, QString>> locals() const;

protected:
    void askForRoots(const Roots &take) override;
};

} // namespace sockscope
