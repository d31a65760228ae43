// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "send_history.h"

namespace sockscope {

/// What a composer remembers for one session. Nothing of it is written to disk.
struct ComposerState
{
    PayloadMode mode = PayloadMode::Text;
    LineEnding lineEnding = LineEnding::CrLf;
    QString text;
    QString filePath; ///< of mode File; "" before one is chosen
    int cursor = 0;   ///< position within the text
    SendHistory history;
    quint64 counter = 1; ///< what the next {{counter}} stands for

    /// The payload as it would be sent now.
    [[nodiscard]] PayloadDraft draft() const { return {mode, mode == PayloadMode::File ? filePath : text, lineEnding}; }
};

} // namespace sockscope
