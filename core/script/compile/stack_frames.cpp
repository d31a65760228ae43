// SPDX-License-Identifier: GPL-3.0-or-later
#include "script/compile/stack_frames.h"

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

bool readFrame(QStringView text, V4Frame &frame)
{
    // V4 puts "file:" before what it was told is the file
    constexpr QLatin1StringView marker("@file:");
    qsizetype at = text.indexOf(marker);
    qsizetype begin = at + marker.size();
    if (at < 0) {
        at = text.indexOf(u'@');
        begin = at + 1;
    }
    const qsizetype colon = text.lastIndexOf(u':');
    if (at < 0 || colon < begin)
        return false;
    bool isNumber = false;
    frame.line = text.sliced(colon + 1).toInt(&isNumber);
    frame.function = text.left(at);
    frame.url = text.sliced(begin, colon - begin);
    return isNumber;
}

} // namespace

bool takeFrame(QStringView &stack, V4Frame &frame)
{
    while (!stack.isEmpty()) {
        const qsizetype end = stack.indexOf(u'\n');
        const QStringView line = end < 0 ? stack : stack.left(end);
        stack = end < 0 ? QStringView() : stack.sliced(end + 1);
        if (readFrame(line, frame))
            return true;
    }
    return false;
}

} // namespace sockscope
