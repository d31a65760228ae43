// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/byte_formats.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <utility>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array<std::pair<char16_t, char>, 12> Escapes{{{u'n', '\n'},
                                                             {u'r', '\r'},
                                                             {u't', '\t'},
                                                             {u'0', '\0'},
                                                             {u'\\', '\\'},
                                                             {u'"', '"'},
                                                             {u'\'', '\''},
                                                             {u'a', '\a'},
                                                             {u'b', '\b'},
                                                             {u'e', '\x1b'},
                                                             {u'f', '\f'},
                                                             {u'v', '\v'}}};

QString tr(const char *text)
{
    return QCoreApplication::translate("sockscope::TypedBytes", text);
}

int hexDigit(QChar character)
{
    const auto lower = character.toLower().unicode();
    if (lower >= u'0' && lower <= u'9')
        return lower - u'0';
    return lower >= u'a' && lower <= u'f' ? lower - u'a' + 10 : -1;
}

bool isSeparator(QChar character)
{
    return character.isSpace() || u",:;"_s.contains(character);
}

/// Reads escapes of a text one behind the other.
class EscapeReader
{
public:
    explicit EscapeReader(QStringView text)
        : m_text(text)
    {
    }

    TypedBytes read()
    {
        while (m_at < m_text.size() && m_result.error.isEmpty()) {
            const auto backslash = m_text.indexOf(u'\\', m_at);
            const auto end = backslash < 0 ? m_text.size() : backslash;
            m_result.bytes += m_text.sliced(m_at, end - m_at).toUtf8();
            m_at = end;
            if (backslash >= 0)
                readEscape();
        }
        if (!m_result.error.isEmpty())
            m_result.bytes.clear();
        return m_result;
    }

private:
    void readEscape()
    {
        const auto letter = m_at + 1 < m_text.size() ? m_text[m_at + 1] : QChar();
        if (letter == u'x')
            return readByte();
        if (letter == u'u')
            return readCharacter();
        for (const auto &[name, byte] : Escapes) {
            if (letter == name) {
                m_result.bytes += byte;
                m_at += 2;
                return;
            }
        }
        m_result.error = letter.isNull()
                             ? tr("The text ends in a single backslash. Write \\\\ for a backslash.")
                             : tr("\\%1 at character %2 is no escape. Known are \\n \\r \\t \\0 \\\\ \\xNN and \\u{N}.")
                                   .arg(letter)
                                   .arg(m_at + 1);
    }

    void readByte()
    {
        const int high = m_at + 2 < m_text.size() ? hexDigit(m_text[m_at + 2]) : -1;
        const int low = m_at + 3 < m_text.size() ? hexDigit(m_text[m_at + 3]) : -1;
        if (high < 0 || low < 0)
            m_result.error = tr("\\x at character %1 needs two hexadecimal digits, as in \\x0a.").arg(m_at + 1);
        m_result.bytes += static_cast<char>(high << 4 | low);
        m_at += 4;
    }

    void readCharacter()
    {
        const auto end = m_text.indexOf(u'}', m_at);
        bool ok = m_at + 2 < m_text.size() && m_text[m_at + 2] == u'{' && end > 0;
        const char32_t code = ok ? m_text.sliced(m_at + 3, end - m_at - 3).toUInt(&ok, 16) : 0;
        if (!ok || code > 0x10ffff || QChar::isSurrogate(code)) {
            m_result.error =
                tr("\\u at character %1 needs a character's number in braces, as in \\u{20ac}.").arg(m_at + 1);
            return;
        }
        m_result.bytes += QString::fromUcs4(&code, 1).toUtf8();
        m_at = end + 1;
    }

    QStringView m_text;
    qsizetype m_at = 0;
    TypedBytes m_result;
};

} // namespace

TypedBytes bytesOfEscapedText(QStringView text)
{
    return EscapeReader(text).read();
}

TypedBytes bytesOfHexText(QStringView text)
{
    TypedBytes result;
    for (qsizetype at = 0; at < text.size();) {
        if (isSeparator(text[at])) {
            ++at;
        } else if (text[at] == u'0' && at + 1 < text.size() && text[at + 1].toLower() == u'x') {
            at += 2;
        } else if (hexDigit(text[at]) < 0) {
            return {{}, tr("'%1' at character %2 is no hexadecimal digit.").arg(text[at]).arg(at + 1)};
        } else if (at + 1 == text.size() || hexDigit(text[at + 1]) < 0) {
            return {{}, tr("The digit at character %1 stands alone: a byte has two.").arg(at + 1)};
        } else {
            result.bytes += static_cast<char>(hexDigit(text[at]) << 4 | hexDigit(text[at + 1]));
            at += 2;
        }
    }
    return result;
}

QString escapedText(QByteArrayView bytes)
{
    QString text;
    for (const char byte : bytes) {
        const auto *const escape = std::find_if(Escapes.begin(), Escapes.end(), [byte](const auto &known) {
            return known.second == byte && byte != '"' && byte != '\'';
        });
        if (escape != Escapes.end())
            text += u'\\' + QString(QChar(escape->first));
        else if (static_cast<uchar>(byte) < 0x20 || static_cast<uchar>(byte) >= 0x7f)
            text += u"\\x%1"_s.arg(static_cast<uint>(static_cast<uchar>(byte)), 2, 16, QChar(u'0'));
        else
            text += QLatin1Char(byte);
    }
    return text;
}

} // namespace sockscope
