// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "payload/payload_template.h"

namespace sockscope {

/// The template of a draft of any mode. In mode File the file is read here and now, and what hinders that is the
/// template's error: no path, no such file, a folder, no permission, more than MaxPayloadBytes. Blocks while it reads.
[[nodiscard]] PayloadTemplate templateOf(const PayloadDraft &draft);

} // namespace sockscope
