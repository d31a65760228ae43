// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace sockscope {

/// One word of a query line: `-key:"value"`, `size>10` or plain text.
struct TimelineQueryTerm
{
    int position = 0; ///< in the line, with its minus
    int length = 0;
    bool negated = false;
    bool quoted = false; ///< the whole term or its value was in quotes
    bool closed = true;  ///< false: a quote is missing
    QString key;         ///< in lower case, empty for text
    QString comparison;  ///< ":", ">", ">=", "<", "<=" or "=", empty for text
    QString value;
};

/// Splits a query line at its spaces, with regard to quotes ("" stands for a quote within them). Only known keys are
/// keys; what else has a colon in it is text.
[[nodiscard]] QList<TimelineQueryTerm> timelineQueryTerms(const QString &line);

} // namespace sockscope
