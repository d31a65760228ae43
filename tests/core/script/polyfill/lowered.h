// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "script/polyfill/polyfill_set.h"

#include <QJSEngine>
#include <QList>
#include <QString>

namespace sockscope::test {

/// Compiles JavaScript the way scripts of users are compiled: by esbuild, to what V4 can read. One source each; an
/// empty result where esbuild refuses one, which fails the running test.
[[nodiscard]] QStringList lowered(const QStringList &sources);

/// Runs a compiled source in a fresh strict function, with the polyfills that are there. Returns its `module.exports`,
/// or the error.
QJSValue run(QJSEngine &engine, const QString &source);

/// All at once, with the polyfills that the expression asks for; returns what it is, as a string.
[[nodiscard]] QString evaluated(const QString &expression);
[[nodiscard]] QString evaluated(QJSEngine &engine, const QString &expression);

} // namespace sockscope::test
