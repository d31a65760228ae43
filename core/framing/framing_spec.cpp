// SPDX-License-Identifier: GPL-3.0-or-later
#include "framing/framing_spec.h"

#include <QCoreApplication>

namespace sockscope {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("sockscope::Framing", text);
}

} // namespace

QString framingProblem(const FramingSpec &spec)
{
    switch (spec.kind) {
    case FramingKind::Chunks:
        return {};
    case FramingKind::Delimiter:
        return spec.delimiter.isEmpty() ? tr("Say which bytes end a message, as \\r\\n.") : QString();
    case FramingKind::LengthPrefix:
        if (spec.fieldWidth != 1 && spec.fieldWidth != 2 && spec.fieldWidth != 4 && spec.fieldWidth != 8)
            return tr("A length field has 1, 2, 4 or 8 bytes, not %1.").arg(spec.fieldWidth);
        return spec.fieldOffset < 0 || spec.fieldOffset > 65'536
                   ? tr("The length field starts 0 to 65536 bytes into the message, not %1.").arg(spec.fieldOffset)
                   : QString();
    case FramingKind::FixedSize:
        return spec.fixedSize < 1 ? tr("A message has at least 1 byte.") : QString();
    case FramingKind::IdleGap:
        return spec.gapMs < 1 ? tr("A gap lasts at least 1 ms.") : QString();
    case FramingKind::Function:
        return spec.function.trimmed().isEmpty()
                   ? tr("Write a function that takes the bytes and returns how many make the first message.")
                   : QString();
    }
    return {};
}

} // namespace sockscope
