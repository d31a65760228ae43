// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace sockscope {

class EsModuleScan;

/// A text typed at a console, rewritten so that its last expression becomes its value and its declarations outlive it.
struct Snippet
{
    QString text;
    int firstLine = 0; ///< lines of `text` before the first one of the scanned snippet
    bool isAsync = false;

    /// `code` is what `scan` was made from. The text assigns the value, or its promise, to `__result` and hands
    /// accessors of what it declares to `__declare`; these and `__constant` must exist around it.
    [[nodiscard]] static Snippet from(const QString &code, const EsModuleScan &scan);
};

} // namespace sockscope
