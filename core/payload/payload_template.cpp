// SPDX-License-Identifier: GPL-3.0-or-later
#include "payload/payload_template.h"

#include "payload/payload_parser.h"

#include <QCoreApplication>

#include <algorithm>

namespace sockscope {

PayloadTemplate PayloadTemplate::parse(const PayloadDraft &draft)
{
    if (draft.mode == PayloadMode::File) {
        return failed({0, draft.text.size(),
                       QCoreApplication::translate("PayloadTemplate", "A file's bytes are not to be parsed.")});
    }
    PayloadParser parser(draft);
    parser.parse();
    PayloadTemplate result;
    result.m_pieces = parser.pieces;
    result.m_errors = parser.errors;
    result.m_textLength = draft.text.size();
    return result;
}

PayloadTemplate PayloadTemplate::fromBytes(const QByteArray &bytes)
{
    PayloadTemplate result;
    PayloadPiece piece;
    piece.literal = bytes;
    result.m_pieces.append(piece);
    return result;
}

PayloadTemplate PayloadTemplate::failed(const PayloadError &error)
{
    PayloadTemplate result;
    result.m_errors.append(error);
    return result;
}

bool PayloadTemplate::usesCounter() const
{
    return std::ranges::any_of(m_pieces, [](const auto &piece) { return piece.kind == PayloadPiece::Kind::Counter; });
}

bool PayloadTemplate::isVarying() const
{
    return std::ranges::any_of(m_pieces, [](const auto &piece) {
        return piece.kind >= PayloadPiece::Kind::Counter && piece.kind <= PayloadPiece::Kind::RandomBytes;
    });
}

} // namespace sockscope
