// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace sockscope {

/// What has to be set before QCoreApplication exists: the event dispatcher, log categories, signals and limits of the
/// process.
void prepareProcess();

} // namespace sockscope
