// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QObject>
#include <QtQml/qqmlregistration.h>

namespace sockscope {

/// Every colour of the program, for the window, the panels and the editor alike. Text colours have a contrast of at
/// least 4.5:1 on each of `window`, `surface`, `raised`, `hover` and `selection` (WCAG 2.2, criterion 1.4.3; tst_theme
/// measures it).
struct ColorScheme
{
    Q_GADGET
    QML_VALUE_TYPE(colorScheme)

    Q_PROPERTY(QColor window MEMBER window)
    Q_PROPERTY(QColor surface MEMBER surface)
    Q_PROPERTY(QColor raised MEMBER raised)
    Q_PROPERTY(QColor hover MEMBER hover)
    Q_PROPERTY(QColor selection MEMBER selection)
    Q_PROPERTY(QColor border MEMBER border)
    Q_PROPERTY(QColor outline MEMBER outline)
    Q_PROPERTY(QColor text MEMBER text)
    Q_PROPERTY(QColor muted MEMBER muted)
    Q_PROPERTY(QColor accent MEMBER accent)
    Q_PROPERTY(QColor onAccent MEMBER onAccent)
    Q_PROPERTY(QColor disconnected MEMBER disconnected)
    Q_PROPERTY(QColor opening MEMBER opening)
    Q_PROPERTY(QColor open MEMBER open)
    Q_PROPERTY(QColor destroyed MEMBER destroyed)
    Q_PROPERTY(QColor sent MEMBER sent)
    Q_PROPERTY(QColor received MEMBER received)
    Q_PROPERTY(QColor warning MEMBER warning)
    Q_PROPERTY(QColor error MEMBER error)
    Q_PROPERTY(QColor currentLine MEMBER currentLine)
    Q_PROPERTY(QColor breakpoint MEMBER breakpoint)

public:
    QColor window;    ///< behind everything: toolbar, dock titles, status strip
    QColor surface;   ///< lists and the editor
    QColor raised;    ///< badges, pills, list headers
    QColor hover;     ///< a row under the pointer
    QColor selection; ///< the current row, selected text
    QColor border;    ///< hairlines that only separate
    QColor outline;   ///< outlines of controls, 3:1 against their ground
    QColor text;
    QColor muted;    ///< secondary text
    QColor accent;   ///< the one accent: links, focus, the Run button
    QColor onAccent; ///< text on accent
    // The four states of a socket. They never appear without their word.
    QColor disconnected;
    QColor opening;
    QColor open;
    QColor destroyed;
    // A pair that people with any colour vision tell apart; arrow and label say the same.
    QColor sent;
    QColor received;
    QColor warning;
    QColor error;
    // The editor's syntax colours, on `surface` and `currentLine`.
    QColor keyword;
    QColor string;
    QColor number;
    QColor comment;
    QColor lineNumber;
    QColor currentLine; ///< where the caret is, and what it caused
    QColor brace;       ///< ground of a matching pair
    QColor errorLine;   ///< ground of a line with an error
    QColor pausedLine;  ///< ground of the line that a debugged script runs next
    QColor breakpoint;  ///< in the editor's margin

    [[nodiscard]] static const ColorScheme &dark();
    [[nodiscard]] static const ColorScheme &light();
};

/// Contrast ratio of two opaque colours, 1 to 21 (WCAG 2.2, "contrast ratio").
[[nodiscard]] double contrastRatio(const QColor &a, const QColor &b);

} // namespace sockscope
