// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringView>

#include <cstdint>
#include <vector>

namespace sockscope {

/// One token of a JavaScript text: its place, its kind, and for a bracket the index of its partner.
struct JsToken
{
    enum class Kind : std::uint8_t { Name, Number, String, Template, Regex, Punctuator };

    std::uint32_t start = 0;
    std::uint32_t end = 0;
    std::uint32_t partner = 0; ///< of a bracket: index of the matching one
    Kind kind = Kind::Punctuator;
    bool startsLine = false; ///< the first token of its line
};

/// The tokens of a text that esbuild printed.
///
/// This is not a lexer for JavaScript as people write it: it relies on esbuild's layout, where a division has a space
/// before it and a statement that begins with a regular expression begins its line. Comments are skipped. Plain data;
/// any thread.
class JsTokens
{
public:
    explicit JsTokens(QStringView text);

    /// False when brackets do not match: the text is not what this class is made for, and nothing may be derived from
    /// it.
    [[nodiscard]] bool isBalanced() const { return m_balanced; }
    [[nodiscard]] int size() const { return static_cast<int>(m_tokens.size()); }
    [[nodiscard]] const JsToken &at(int index) const { return m_tokens[static_cast<std::size_t>(index)]; }
    /// The characters of a token; empty for an index outside the text.
    [[nodiscard]] QStringView text(int index) const
    {
        return index < 0 || index >= size() ? QStringView()
                                            : m_text.sliced(at(index).start, at(index).end - at(index).start);
    }
    [[nodiscard]] bool is(int index, QLatin1StringView what) const { return text(index) == what; }
    [[nodiscard]] bool isName(int index) const
    {
        return index >= 0 && index < size() && at(index).kind == JsToken::Kind::Name;
    }
    /// A name that is neither a keyword nor a literal word such as `null`.
    [[nodiscard]] bool isIdentifier(int index) const { return isName(index) && !isReserved(text(index)); }
    /// Nothing stands between this token and the one before it, not even a space.
    [[nodiscard]] bool touchesPrevious(int index) const
    {
        return index > 0 && index < size() && at(index).start == at(index - 1).end;
    }
    /// Index of the bracket that closes the one at `index`.
    [[nodiscard]] int partner(int index) const { return static_cast<int>(at(index).partner); }
    [[nodiscard]] QStringView source() const { return m_text; }

    [[nodiscard]] static bool isReserved(QStringView word);

private:
    void scan();
    [[nodiscard]] qsizetype skipSpace(qsizetype at, bool &newline) const;
    [[nodiscard]] JsToken next(qsizetype at) const;
    [[nodiscard]] qsizetype endOfString(qsizetype at) const;
    [[nodiscard]] qsizetype endOfTemplate(qsizetype at) const;
    [[nodiscard]] qsizetype endOfRegex(qsizetype at) const;
    [[nodiscard]] qsizetype endOfName(qsizetype at) const;
    [[nodiscard]] qsizetype endOfNumber(qsizetype at) const;
    [[nodiscard]] qsizetype endOfPunctuator(qsizetype at) const;
    [[nodiscard]] bool regexMayStart(bool newline) const;

    QStringView m_text;
    std::vector<JsToken> m_tokens;
    bool m_balanced = true;
};

} // namespace sockscope
