// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace sockscope {

/// The two ways in which scripts go through esbuild. The options are the ones that 0.17 knows and later versions still
/// do.
namespace EsbuildPasses {

enum class Language { JavaScript, TypeScript };

/// To CommonJS for V4: what it lacks is lowered. Imports stay live bindings.
[[nodiscard]] QStringList code(Language language);
/// To a canonical ES module, unlowered, from which EsModuleScan reads imports and exports.
[[nodiscard]] QStringList scan(Language language);

} // namespace EsbuildPasses

} // namespace sockscope
