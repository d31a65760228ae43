// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "notice_bar.h"

namespace sockscope {

class Recovery;

/// Says that unsaved work can't be kept safe, and why, until it can again or somebody has read it. Hidden otherwise.
class RecoveryBar : public NoticeBar
{
    Q_OBJECT
public:
    /// `recovery` must outlive the bar.
    RecoveryBar(Recovery &recovery, Theme &theme, QWidget *parent = nullptr);

private:
    void tell(const QString &problem);
};

} // namespace sockscope
