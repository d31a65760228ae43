// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/debug/breakpoint.h"

#include <QDialog>

class QLineEdit;
class QSpinBox;

namespace sockscope {

class Theme;

/// Asks when a breakpoint on a line is to stop, and whether it prints a message in place of stopping.
class BreakpointDialog : public QDialog
{
    Q_OBJECT
public:
    BreakpointDialog(const Breakpoint &breakpoint, const Theme &theme, QWidget *parent = nullptr);

    [[nodiscard]] Breakpoint breakpoint() const; ///< as it stands in the fields

private:
    Breakpoint m_breakpoint;
    QLineEdit *m_condition;
    QSpinBox *m_hits;
    QLineEdit *m_message;
};

} // namespace sockscope
