// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QQmlEngine;

namespace sockscope {

/// Makes the QML module Sockscope.Panels and the icons available to an engine. Call once an engine, before loading a
/// panel.
void installPanels(QQmlEngine &engine);

} // namespace sockscope
