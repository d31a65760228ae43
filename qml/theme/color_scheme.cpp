// SPDX-License-Identifier: GPL-3.0-or-later
#include "color_scheme.h"

#include <algorithm>
#include <cmath>

namespace sockscope {

const ColorScheme &ColorScheme::dark()
{
    static const ColorScheme scheme = [] {
        ColorScheme s;
        s.window = QColor(0x16, 0x19, 0x1e);
        s.surface = QColor(0x1c, 0x20, 0x26);
        s.raised = QColor(0x26, 0x2b, 0x33);
        s.hover = QColor(0x24, 0x2a, 0x33);
        s.selection = QColor(0x28, 0x3a, 0x55);
        s.border = QColor(0x2f, 0x36, 0x40);
        s.outline = QColor(0x6b, 0x77, 0x87);
        s.text = QColor(0xe7, 0xea, 0xef);
        s.muted = QColor(0xa9, 0xb3, 0xc1);
        s.accent = QColor(0x7a, 0xb2, 0xff);
        s.onAccent = QColor(0x0a, 0x18, 0x2c);
        s.disconnected = s.muted;
        s.opening = QColor(0xf0, 0xb9, 0x4e);
        s.open = QColor(0x63, 0xd3, 0x8f);
        s.destroyed = QColor(0xff, 0x9a, 0x8f);
        s.sent = QColor(0x8a, 0xbc, 0xff);
        s.received = QColor(0xf2, 0xab, 0xd6);
        s.warning = s.opening;
        s.error = s.destroyed;
        s.keyword = QColor(0x8a, 0xbc, 0xff);
        s.string = QColor(0x9f, 0xd8, 0xa4);
        s.number = QColor(0xf2, 0xab, 0xd6);
        s.comment = QColor(0x97, 0xa3, 0xb3);
        s.lineNumber = QColor(0x8b, 0x97, 0xa7);
        s.currentLine = QColor(0x24, 0x29, 0x31);
        s.brace = QColor(0x35, 0x4a, 0x68);
        s.errorLine = QColor(0x45, 0x26, 0x28);
        s.pausedLine = QColor(0x3e, 0x35, 0x17);
        s.breakpoint = QColor(0xf0, 0x5d, 0x5d);
        return s;
    }();
    return scheme;
}

const ColorScheme &ColorScheme::light()
{
    static const ColorScheme scheme = [] {
        ColorScheme s;
        s.window = QColor(0xf0, 0xf2, 0xf5);
        s.surface = QColor(0xff, 0xff, 0xff);
        s.raised = QColor(0xe9, 0xec, 0xf0);
        s.hover = QColor(0xf2, 0xf5, 0xf9);
        s.selection = QColor(0xdb, 0xe8, 0xfb);
        s.border = QColor(0xd6, 0xdb, 0xe2);
        s.outline = QColor(0x7b, 0x86, 0x94);
        s.text = QColor(0x1a, 0x1f, 0x26);
        s.muted = QColor(0x4d, 0x58, 0x66);
        s.accent = QColor(0x1a, 0x58, 0xb8);
        s.onAccent = QColor(0xff, 0xff, 0xff);
        s.disconnected = s.muted;
        s.opening = QColor(0x80, 0x51, 0x00);
        s.open = QColor(0x0f, 0x66, 0x36);
        s.destroyed = QColor(0xae, 0x1f, 0x19);
        s.sent = QColor(0x1a, 0x58, 0xb8);
        s.received = QColor(0x96, 0x25, 0x6c);
        s.warning = s.opening;
        s.error = s.destroyed;
        s.keyword = QColor(0x1a, 0x58, 0xb8);
        s.string = QColor(0x0f, 0x66, 0x36);
        s.number = QColor(0x96, 0x25, 0x6c);
        s.comment = QColor(0x5c, 0x67, 0x75);
        s.lineNumber = QColor(0x64, 0x6f, 0x7d);
        s.currentLine = QColor(0xf2, 0xf5, 0xf9);
        s.brace = QColor(0xc3, 0xda, 0xfa);
        s.errorLine = QColor(0xfc, 0xe3, 0xe1);
        s.pausedLine = QColor(0xff, 0xf0, 0xc2);
        s.breakpoint = QColor(0xc9, 0x2a, 0x2a);
        return s;
    }();
    return scheme;
}

namespace {

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &color)
{
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

} // namespace

double contrastRatio(const QColor &a, const QColor &b)
{
    const auto [low, high] = std::minmax({luminance(a), luminance(b)});
    return (high + 0.05) / (low + 0.05);
}

} // namespace sockscope
