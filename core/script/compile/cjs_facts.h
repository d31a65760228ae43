// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "script/compile/compiled_module.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace sockscope {

class CodeShaper;
class SourceText;

/// What the CommonJS form of a module tells about the module: enough for one that imports nothing but built-in modules,
/// so that the second run of esbuild can be spared.
struct CjsFacts
{
    CjsFacts(const CodeShaper &code, const SourceText &source);

    bool isEsModule = false;
    QStringList exportNames;
    QList<ImportRecord> imports; ///< with positions, without names
    /// A construct that newer esbuilds lower and k6 refuses, and where it is; empty: none.
    QString unsupported;
    qsizetype unsupportedAt = 0;
};

} // namespace sockscope
