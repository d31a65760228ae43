// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLatin1StringView>
#include <QList>

/// Everything that the window remembers between two starts, under these keys of its QSettings, and nothing else.
/// Passwords, keys and payloads are never among it: a setting that could hold one has no place here.
namespace sockscope::settings {

inline constexpr QLatin1StringView windowGeometry{"window/geometry"}; ///< QByteArray of QWidget::saveGeometry()
/// QByteArray of QMainWindow::saveState() for tabs without a script, and for those with one.
inline constexpr QLatin1StringView windowLayoutAlone{"window/layoutAlone"};
inline constexpr QLatin1StringView windowLayoutBesideScript{"window/layoutBesideScript"};
inline constexpr QLatin1StringView theme{"view/theme"};               ///< "system", "light" or "dark"
inline constexpr QLatin1StringView textScale{"view/textScale"};       ///< factor, see Theme::setScale()
inline constexpr QLatin1StringView scriptFolder{"files/folder"};      ///< where the last script was opened or saved
inline constexpr QLatin1StringView recentScripts{"files/recent"};     ///< paths, newest first
inline constexpr QLatin1StringView recentSessions{"sessions/recent"}; ///< paths of saved sessions, newest first
inline constexpr QLatin1StringView recentTargets{"targets/recent"};   ///< "tls://example.org:443", newest first
inline constexpr QLatin1StringView recentCommands{"commands/recent"}; ///< names in the command palette, newest first
inline constexpr QLatin1StringView findMatchCase{"find/matchCase"};   ///< bool; so are the next two
inline constexpr QLatin1StringView findWholeWords{"find/wholeWords"};
inline constexpr QLatin1StringView findExpression{"find/regularExpression"};

/// All of the above; the tests hold the settings file against it.
[[nodiscard]] const QList<QLatin1StringView> &all();

} // namespace sockscope::settings
