// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace sockscope {

/// The beginning of a client's word as a text protocol may repeat it in a reply: printable ASCII, the rest as '?'.
[[nodiscard]] inline QByteArray printable(QByteArrayView word, qsizetype most = 32)
{
    QByteArray text = word.first(qMin(word.size(), most)).toByteArray();
    for (char &byte : text) {
        if (byte < ' ' || byte > '~')
            byte = '?';
    }
    return text;
}

} // namespace sockscope
