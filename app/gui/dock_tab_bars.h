// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QMainWindow;

namespace sockscope {

/// The tab bars that a window makes for stacked docks. Neither their line beside the tabs can be styled, nor does the
/// window hide all that it no longer uses.
class DockTabBars : public QObject
{
    Q_OBJECT
public:
    explicit DockTabBars(QMainWindow &window); ///< which owns it

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
};

} // namespace sockscope
