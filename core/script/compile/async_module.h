// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace sockscope {

class EsModuleScan;

/// A module with top-level await, rewritten so that esbuild can turn it into CommonJS: its body becomes an asynchronous
/// function, its exports getters that are defined before the body runs, which keeps function declarations hoisted and
/// bindings live.
struct AsyncModule
{
    QString text;
    int firstLine = 0; ///< lines of `text` before the first one of the scanned module

    /// `code` is what `scan` was made from. The text assigns the promise of the evaluation to `__tla` and hands its
    /// getters to
    /// `__exportAll`; both must exist around it.
    [[nodiscard]] static AsyncModule from(const QString &code, const EsModuleScan &scan);
};

} // namespace sockscope
