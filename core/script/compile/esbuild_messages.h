// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "script/compile/compile_error.h"
#include "script/compile/source_map.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace sockscope {

/// An error that esbuild printed.
struct EsbuildMessage
{
    QString text;
    int line = 0;          ///< from 1; 0: without a position
    int column = 0;        ///< from 0, in bytes of UTF-8, as esbuild counts
    bool isMapped = false; ///< column was looked up in a source map: UTF-16 units
};

/// The errors in what esbuild wrote to its standard error.
[[nodiscard]] QList<EsbuildMessage> parseEsbuildMessages(const QByteArray &output);

/// Moves errors in a text that was made from another pass's output to where they are in the source of that pass.
/// `firstLine` lines of the text stand before that output.
void mapMessages(QList<EsbuildMessage> &messages, const SourceMap &map, int firstLine);

/// Whether the error is that the text awaits at its top level, which only the asynchronous form of a module can.
[[nodiscard]] bool isTopLevelAwait(const EsbuildMessage &message);

/// The first error in k6's words: its phrase where esbuild's says the same thing, else esbuild's own. `source` is the
/// text that was compiled. `inTypeScript`: k6 too shows what esbuild says.
[[nodiscard]] CompileError toCompileError(const QList<EsbuildMessage> &messages, const QString &url,
                                          const QString &source, bool inTypeScript);

/// A syntax error of a kind whose sentence ends with its place, as k6 prints those found after parsing.
[[nodiscard]] CompileError syntaxErrorAt(const QString &text, const QString &url, int line, int column);

} // namespace sockscope
