// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "options/flag_reader.h"
#include "options/run_options.h"

namespace sockscope {

/// The flags of `run` that set options (k6-reference 4.3, 5.1).
[[nodiscard]] QList<Flag> optionFlags();

/// Reads them. What can't be taken becomes the reader's error (exit code 255).
[[nodiscard]] RunOptions readOptionFlags(FlagReader &reader);

} // namespace sockscope
