// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace sockscope {

/// One line of the `stack` of a V4 error: `name@file:file:///abs/script.js:12`.
struct V4Frame
{
    QStringView function;
    QStringView url;
    int line = 0;
};

/// Takes the next frame off the front of a stack. False at its end. Lines without a place (`[elided tail calls]@`) are
/// skipped.
[[nodiscard]] bool takeFrame(QStringView &stack, V4Frame &frame);

} // namespace sockscope
