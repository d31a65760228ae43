// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <utility>

namespace sockscope {

/// How a regular expression of ECMAScript is to be run by one of the two engines at hand.
struct RegExpPlan
{
    /// Native: V4's own RegExp, without the flags `s` and `u`. V4 has no lookbehind, `s` flag, named groups or property
    /// escapes; it takes `u` for `y`; and its generated code writes past a fixed buffer where a pattern has many
    /// repeated groups. Pcre: QRegularExpression.
    enum class Engine { Native, Pcre };

    Engine engine = Engine::Native;
    /// The pattern in the engine's own language. Group n of the original is group n (Native) or the group called `gN`
    /// (Pcre).
    QString pattern;
    QStringList groupNames; ///< name of each group, from the first; empty where it has none
    bool hasNames = false;
    bool hasLookbehind = false;
    QString error; ///< why the pattern is no regular expression; empty if it is one

    [[nodiscard]] bool isValid() const { return error.isEmpty(); }
};

/// Reads a pattern of ECMAScript (chapter 22.2, with annex B) and writes it in the language of V4's RegExp or of PCRE2.
///
/// PCRE2 runs with UTF on. Where the flag `u` is absent a pattern speaks of UTF-16 code units, so surrogates stand in
/// the private use area from U+E000 on, in the pattern as in the subject (see regExpSubject()). Differences that
/// remain: groups inside a repetition keep what they captured in an earlier round, and a lookbehind is read from left
/// to right.
class RegExpTranslator
{
public:
    /// Fixed: as PCRE2 has it, each alternative of a fixed length. Emulated: of any length, at the price of a walk
    /// backwards through the subject; groups inside it can't capture.
    enum class Lookbehind { Fixed, Emulated };

    RegExpTranslator(QStringView pattern, QStringView flags, Lookbehind lookbehind = Lookbehind::Fixed);

    [[nodiscard]] RegExpPlan translate();

    /// Groups nested deeper than this are refused: V4 runs out of stack and PCRE2 has a limit too.
    static constexpr int maxDepth = 200;

private:
    struct Range
    {
        char32_t first;
        char32_t last;
    };
    enum class Quantifiable { Yes, No };

    void countGroups();
    [[nodiscard]] QString groupNameAt(qsizetype at, qsizetype *end) const;

    void readAlternatives(int depth);
    void readTerm(int depth);
    Quantifiable readAtom(int depth);
    void readQuantifier(Quantifiable allowed);
    [[nodiscard]] bool matchBraces(qsizetype at, qsizetype *end, qint64 *least, qint64 *most) const;
    Quantifiable readGroup(int depth);
    void readLookbehind(int depth, bool negative);
    void readGroupBody(int depth);
    void emulateLookbehind(qsizetype start, bool negative, int groupsBefore);

    Quantifiable readEscape();
    void emitReference(int group);
    void readDecimalEscape(qsizetype start);
    void readNameReference(qsizetype start);
    void readProperty(qsizetype start);
    [[nodiscard]] QString propertyText(bool negated);
    [[nodiscard]] bool readCharacterEscape(bool inClass, char32_t *code);
    [[nodiscard]] bool readUnicodeEscape(char32_t *code);
    [[nodiscard]] bool readHex(int digits, char32_t *code);
    [[nodiscard]] char32_t readOctal();

    void readClass();
    [[nodiscard]] bool readClassAtom(char32_t *code, QString *set);
    void addRange(QList<Range> &ranges, char32_t first, char32_t last);
    [[nodiscard]] QString classText(const QList<Range> &ranges) const;
    [[nodiscard]] QString literal(char32_t code) const;
    [[nodiscard]] QString wordCharacters() const;

    void emitBoth(QStringView native, QStringView pcre);
    void emitCode(qsizetype start, char32_t code);
    void fail(const QString &reason, qsizetype at);

    [[nodiscard]] bool atEnd() const { return m_at >= m_pattern.size() || !m_error.isEmpty(); }
    [[nodiscard]] char16_t peek(qsizetype ahead = 0) const;
    [[nodiscard]] char32_t next();
    [[nodiscard]] QStringView since(qsizetype start) const { return m_pattern.mid(start, m_at - start); }

    const QStringView m_pattern;
    const QStringView m_flags;
    const Lookbehind m_lookbehind;
    const bool m_unicode;
    const bool m_multiline;
    const bool m_dotAll;

    qsizetype m_at = 0;
    int m_groupCount = 0; ///< in the whole pattern
    int m_opened = 0;     ///< groups opened so far
    int m_parentheses = 0;
    int m_quantifiers = 0;
    int m_emulated = 0;
    bool m_needsPcre = false;
    bool m_takesPairs = false; ///< something may match a character beyond U+FFFF
    bool m_hasLookbehind = false;
    bool m_hasNames = false;
    QStringList m_names;
    QString m_native;
    QString m_pcre;
    QString m_error;
};

/// The subject as a translated pattern expects it: surrogates (with `unicode`, lone ones only) moved to U+E000 to
/// U+E7FF, everything at the same offset. Returns `text` itself where there is none.
[[nodiscard]] QString regExpSubject(const QString &text, bool unicode);

} // namespace sockscope
