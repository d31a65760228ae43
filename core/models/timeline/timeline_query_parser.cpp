// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/record_text.h"
#include "models/timeline/timeline_query.h"
#include "models/timeline/timeline_query_terms.h"

#include <array>
#include <optional>

using namespace Qt::StringLiterals;

namespace sockscope {

/// Turns the terms of a line into a query, up to the first that means nothing.
class TimelineQueryParser
{
    Q_DECLARE_TR_FUNCTIONS(TimelineQuery)
public:
    using Term = TimelineQueryTerm;

    TimelineQuery parse(const QString &line, TimelineQuery::Problem *problem)
    {
        for (const auto &term : timelineQueryTerms(line)) {
            m_sentence.clear();
            add(term);
            if (m_sentence.isEmpty())
                continue;
            if (problem)
                *problem = {tr("%1 (position %2)").arg(m_sentence, QString::number(term.position + 1)), term.position,
                            term.length};
            return {};
        }
        if (problem)
            *problem = {};
        return m_query;
    }

private:
    void add(const Term &term)
    {
        if (!term.closed)
            return fail(tr("The quotation mark has no second one: write \"two words\"."));
        if (term.key.isEmpty())
            return addText(term);
        if (QString(term.value).remove(u',').isEmpty())
            return fail(tr("Nothing stands behind %1: write for instance %2.")
                            .arg(term.key + term.comparison, exampleOf(term.key)));
        if (term.key == u"hex"_s)
            return addHex(term);
        if (term.key == u"kind"_s)
            return addKinds(term);
        if (term.key == u"dir"_s)
            return addDirection(term);
        if (term.key == u"state"_s)
            return addStates(term);
        addNumbers(term);
    }

    static QString exampleOf(const QString &key)
    {
        if (key == u"hex"_s)
            return u"hex:0d0a"_s;
        if (key == u"kind"_s)
            return u"kind:data"_s;
        if (key == u"dir"_s)
            return u"dir:in"_s;
        if (key == u"state"_s)
            return u"state:open"_s;
        if (key == u"line"_s)
            return u"line:12 or line:lib.js:12"_s;
        return key == u"size"_s ? u"size>100"_s : key + u":3"_s;
    }

    void addText(const Term &term)
    {
        if (term.value.isEmpty())
            return fail(term.quoted ? tr("Nothing stands between the quotation marks.")
                                    : tr("Nothing stands behind the minus: write for instance -pong."));
        m_query.m_needles.append({term.value.toUtf8(), true, term.negated});
    }

    /// Two digits a byte; spaces, commas, colons, semicolons and 0x are as good as nothing.
    void addHex(const Term &term)
    {
        QString digits;
        auto rest = QStringView(term.value);
        while (!rest.isEmpty()) {
            const bool isPrefix = rest.startsWith(u"0x"_s, Qt::CaseInsensitive);
            const auto character = rest.front();
            rest = rest.sliced(isPrefix ? 2 : 1);
            if (isPrefix || character.isSpace() || u",:;"_s.contains(character))
                continue;
            if (!isHexDigit(character))
                return fail(tr("'%1' is no hex digit: write bytes as in hex:0d0a.").arg(character));
            digits += character;
        }
        if (digits.size() % 2 != 0)
            return fail(tr("%1 hex digits are no whole bytes: write two for each, as in hex:0d0a.").arg(digits.size()));
        if (digits.isEmpty())
            return fail(tr("No hex digits stand behind hex: write bytes as in hex:0d0a."));
        m_query.m_needles.append({QByteArray::fromHex(digits.toLatin1()), false, term.negated});
    }

    static bool isHexDigit(QChar character)
    {
        const auto c = character.toLower();
        return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f');
    }

    void addKinds(const Term &term)
    {
        std::bitset<256> kinds;
        for (const auto &name : term.value.toLower().split(u',', Qt::SkipEmptyParts)) {
            const auto kind = recordKindOf(name);
            if (!kind)
                return fail(tr("There is no kind '%1'. Kinds are: %2.").arg(name, recordKindNames().join(u", "_s)));
            kinds.set(static_cast<std::uint8_t>(*kind));
        }
        m_query.m_kinds &= term.negated ? ~kinds : kinds;
    }

    void addDirection(const Term &term)
    {
        std::bitset<256> kinds;
        const auto value = term.value.toLower();
        if (value == u"in"_s)
            kinds.set(static_cast<std::uint8_t>(RecordKind::BytesReceived));
        else if (value == u"out"_s)
            kinds.set(static_cast<std::uint8_t>(RecordKind::BytesSent));
        else
            return fail(
                tr("There is no direction '%1': write dir:in for received or dir:out for sent.").arg(term.value));
        m_query.m_kinds &= term.negated ? ~kinds : kinds;
    }

    void addStates(const Term &term)
    {
        constexpr std::array known{JournalState::Disconnected, JournalState::Opening, JournalState::Open,
                                   JournalState::Destroyed};
        std::bitset<256> states;
        for (const auto &name : term.value.toLower().split(u',', Qt::SkipEmptyParts)) {
            const auto *state =
                std::find_if(known.begin(), known.end(), [&](JournalState each) { return stateWord(each) == name; });
            if (state == known.end())
                return fail(
                    tr("There is no state '%1'. States are: disconnected, opening, open, destroyed.").arg(name));
            states.set(static_cast<std::uint8_t>(*state));
        }
        m_query.m_states &= term.negated ? ~states : states;
    }

    void addNumbers(const Term &term)
    {
        TimelineQuery::NumberTerm numbers;
        numbers.negated = term.negated;
        numbers.field = term.key == u"size"_s     ? TimelineQuery::Field::Size
                        : term.key == u"socket"_s ? TimelineQuery::Field::Socket
                        : term.key == u"vu"_s     ? TimelineQuery::Field::Vu
                                                  : TimelineQuery::Field::Line;
        const bool isPlace = numbers.field == TimelineQuery::Field::Line && term.quoted; // whose name may have commas
        const auto parts = isPlace ? QStringList{term.value} : term.value.split(u',', Qt::SkipEmptyParts);
        for (const auto &part : parts) {
            const auto range = numbers.field == TimelineQuery::Field::Line ? placeOf(part, term.comparison)
                                                                           : rangeOf(part, term.comparison);
            if (!range)
                return fail(tr("'%1' is no number that %2 can be compared with: write for instance %3.")
                                .arg(part, term.key, exampleOf(term.key)));
            numbers.anyOf.push_back(*range);
        }
        m_query.m_numbers.push_back(numbers);
    }

    /// As rangeOf(), for "lib.js:12", too.
    static std::optional<TimelineQuery::Range> placeOf(const QString &text, const QString &comparison)
    {
        const auto colon = text.lastIndexOf(u':');
        auto range = colon == 0 ? std::nullopt : rangeOf(text.sliced(colon + 1), comparison);
        if (range && colon > 0)
            range->file = text.first(colon);
        return range;
    }

    /// The numbers that "12" or "1-9" means behind a comparison; none for anything else.
    static std::optional<TimelineQuery::Range> rangeOf(const QString &text, const QString &comparison)
    {
        const auto numbers = text.split(u'-');
        bool isFirst = false;
        bool isLast = false;
        const auto first = numbers.first().toUInt(&isFirst);
        const auto last = numbers.last().toUInt(&isLast);
        const bool isRange = numbers.size() == 2;
        if (!isFirst || !isLast || numbers.size() > 2 || first > last)
            return std::nullopt;
        if (comparison == u":"_s || comparison == u"="_s)
            return TimelineQuery::Range{first, last, {}};
        if (isRange)
            return std::nullopt;
        if (comparison == u">="_s)
            return TimelineQuery::Range{first, UINT32_MAX, {}};
        if (comparison == u"<="_s)
            return TimelineQuery::Range{0, first, {}};
        if (comparison == u">"_s)
            return first == UINT32_MAX ? std::nullopt : std::optional(TimelineQuery::Range{first + 1, UINT32_MAX, {}});
        return first == 0 ? std::nullopt : std::optional(TimelineQuery::Range{0, first - 1, {}});
    }

    void fail(const QString &sentence) { m_sentence = sentence; }

    TimelineQuery m_query;
    QString m_sentence;
};

TimelineQuery TimelineQuery::parse(const QString &line, Problem *problem)
{
    return TimelineQueryParser().parse(line, problem);
}

} // namespace sockscope
