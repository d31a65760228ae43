// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "payload/payload_piece.h"
#include "payload/payload_types.h"

#include <QList>

namespace sockscope {

/// Reads a draft from the first character to the last, and goes on behind errors so that all of them are found. One
/// use.
class PayloadParser
{
public:
    explicit PayloadParser(const PayloadDraft &draft);
    void parse();

    QList<PayloadPiece> pieces;
    QList<PayloadError> errors; ///< in the order of the text, at most MaxErrors

    /// Who pastes a binary file into the wrong mode needs no list of a million errors.
    static constexpr qsizetype MaxErrors = 100;

private:
    void takeTextPart();
    void takeEscape();
    void takeHexByteEscape();
    void takeCharacters();
    void takeHexPart();
    void takeHexDigits();
    void takeBase64Part();
    void takePlaceholder();
    void appendBase64(const QByteArray &digits, qsizetype begin);

    [[nodiscard]] bool atEnd() const { return m_at >= m_text.size(); }
    [[nodiscard]] QChar at(qsizetype position) const;
    [[nodiscard]] bool isPlaceholder(qsizetype position) const;
    [[nodiscard]] bool isHexPrefix(qsizetype position) const;
    void append(const QByteArray &bytes);
    void fail(qsizetype position, qsizetype length, const QString &message);

    PayloadMode m_mode;
    QString m_text;
    LineEnding m_ending;
    qsizetype m_at = 0;
};

} // namespace sockscope
