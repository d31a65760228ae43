// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/timeline/timeline_filter_model.h"
#include "models/timeline/timeline_selection.h"

#include <QCoreApplication>
#include <QObject>

namespace sockscope {

/// Rows of a timeline as text for the clipboard. Bounded in rows and in characters; what was left out is told.
class TimelineCopy
{
    Q_GADGET
    Q_DECLARE_TR_FUNCTIONS(TimelineCopy)
public:
    enum Format {
        Lines,      ///< as the timeline shows them, columns parted by tabs
        Text,       ///< the payloads as they are, one behind the other; what isn't UTF-8 becomes U+FFFD
        Hex,        ///< a line of hex digits a record
        Dump,       ///< a hex dump a record, with a heading
        CArray,     ///< unsigned char arrays
        Uint8Array, ///< JavaScript
    };
    Q_ENUM(Format)
    struct Limits
    {
        int rows = 100'000;
        qsizetype chars = 16 << 20;
    };
    struct Result
    {
        QString text;
        QString notice; ///< a sentence where something was left out, else empty
        int rows = 0;
    };

    /// All formats but Lines are of the records that carry bytes; of all, where none of them does.
    [[nodiscard]] static Result copy(const TimelineFilterModel &rows, const QList<TimelineSelection::Range> &ranges,
                                     Format format, const Limits &limits);
    [[nodiscard]] static Result copy(const TimelineFilterModel &rows, const QList<TimelineSelection::Range> &ranges,
                                     Format format)
    {
        return copy(rows, ranges, format, Limits{});
    }
};

} // namespace sockscope
