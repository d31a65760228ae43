// SPDX-License-Identifier: GPL-3.0-or-later
#include "log/visible_text.h"

#include <QList>
#include <QStringDecoder>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sockscope {

namespace {

/// The zero-width joiners are parts of words and of emoji, and harmless.
bool isJoiner(char32_t character)
{
    return character == 0x200c || character == 0x200d;
}

void appendSign(QString &text, char32_t character)
{
    if (character < 0x20)
        text += QChar(static_cast<char16_t>(0x2400 + character));
    else if (character == 0x7f)
        text += u'\u2421';
    else
        text += u"<U+%1>"_s.arg(QString::number(character, 16).toUpper(), 4, u'0');
}

void appendVisible(QString &text, char32_t character)
{
    if (needsSign(character))
        appendSign(text, character);
    else
        text += QChar::fromUcs4(character);
}

/// The length of the well-formed UTF-8 sequence that `bytes` starts with, 0 where there is none (Unicode 15, table
/// 3-7).
qsizetype sequenceLength(QByteArrayView bytes)
{
    const auto at = [&](qsizetype i) { return i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0u; };
    const auto isTail = [&](qsizetype i, unsigned low = 0x80, unsigned high = 0xbf) {
        return at(i) >= low && at(i) <= high;
    };
    const unsigned first = at(0);
    if (first < 0x80)
        return 1;
    if (first >= 0xc2 && first <= 0xdf)
        return isTail(1) ? 2 : 0;
    if (first >= 0xe0 && first <= 0xef)
        return isTail(1, first == 0xe0 ? 0xa0 : 0x80, first == 0xed ? 0x9f : 0xbf) && isTail(2) ? 3 : 0;
    if (first >= 0xf0 && first <= 0xf4)
        return isTail(1, first == 0xf0 ? 0x90 : 0x80, first == 0xf4 ? 0x8f : 0xbf) && isTail(2) && isTail(3) ? 4 : 0;
    return 0;
}

/// One character of `bytes` as it shows; `used` receives how many bytes it is.
QString visibleAt(QByteArrayView bytes, qsizetype *used)
{
    QString text;
    *used = sequenceLength(bytes);
    if (*used == 0) {
        *used = 1;
        return u"\\x%1"_s.arg(static_cast<uint>(static_cast<unsigned char>(bytes[0])), 2, 16, QChar(u'0'));
    }
    // QString::fromUtf8() drops a byte order mark.
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::ConvertInitialBom);
    const QString character = decoder(bytes.first(*used));
    appendVisible(text, character.toUcs4().constFirst());
    return text;
}

} // namespace

bool needsSign(char32_t character)
{
    switch (QChar::category(character)) {
    case QChar::Other_Control:
    case QChar::Other_Surrogate:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return true;
    case QChar::Other_Format:
        return !isJoiner(character);
    default:
        return false;
    }
}

QString visibleText(QStringView text, LineBreaks lineBreaks)
{
    QString visible;
    visible.reserve(text.size());
    for (const char32_t character : text.toUcs4()) {
        if (lineBreaks == LineBreaks::Kept && (character == '\n' || character == '\t'))
            visible += QChar(static_cast<char16_t>(character));
        else
            appendVisible(visible, character);
    }
    return visible;
}

QString visibleBytes(QByteArrayView bytes, qsizetype maxChars)
{
    QString visible;
    visible.reserve(std::min(bytes.size(), maxChars) + 1);
    for (qsizetype i = 0, used = 0; i < bytes.size(); i += used) {
        const auto next = visibleAt(bytes.sliced(i), &used);
        const bool isLast = i + used == bytes.size();
        if (visible.size() + next.size() > maxChars - (isLast ? 0 : 1))
            return visible + u'\u2026';
        visible += next;
    }
    return visible;
}

} // namespace sockscope
