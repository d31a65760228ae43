// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace sockscope {

/// A script that comes with the program.
struct Example
{
    QString title;    ///< for the menu, from the script's first comment line
    QString fileName; ///< "hello.js"
    QString resource; ///< ":/sockscope/examples/hello.js"
};

/// All examples, the one to start with first.
[[nodiscard]] QList<Example> examples();

} // namespace sockscope
