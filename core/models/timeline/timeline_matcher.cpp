// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/timeline/timeline_matcher.h"

#include "export/record_text.h"
#include "journal/journal_format.h"
#include "models/debug/script_path.h"

#include <algorithm>
#include <cstring>

using namespace Qt::StringLiterals;

namespace sockscope {

using journal_format::RecordHeader;

namespace {

constexpr qsizetype FoldBlock = 32 << 10;

char folded(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

bool containsBytes(QByteArrayView bytes, QByteArrayView needle)
{
    return memmem(bytes.data(), static_cast<std::size_t>(bytes.size()), needle.data(),
                  static_cast<std::size_t>(needle.size())) != nullptr;
}

/// A state record has no bytes of its own but what it shows.
QByteArray stateWords(const RecordHeader &header)
{
    return (stateWord(static_cast<JournalState>(header.stateBefore)) + u" \u2192 "_s +
            stateWord(static_cast<JournalState>(header.stateAfter)))
        .toUtf8();
}

} // namespace

TimelineMatcher::TimelineMatcher(const TimelineQuery &query, bool matchCase, const QHash<quint32, QString> &files)
    : m_query(query)
    , m_needles(query.needles())
    , m_matchCase(matchCase)
    , m_namesFiles(query.namesFiles())
{
    for (auto file = files.begin(); m_namesFiles && file != files.end(); ++file)
        m_files.insert(file.key(), scriptPath(file.value()));
    if (!matchCase)
        for (auto &needle : m_needles)
            if (needle.isText)
                std::transform(needle.bytes.cbegin(), needle.bytes.cend(), needle.bytes.begin(), folded);
}

void TimelineMatcher::learnFile(QByteArrayView record)
{
    RecordHeader header;
    if (!m_namesFiles || record.size() < static_cast<qsizetype>(sizeof header))
        return;
    std::memcpy(&header, record.data(), sizeof header);
    const qsizetype start = static_cast<qsizetype>(sizeof header) + header.causeBytes;
    if (start + header.payloadBytes <= record.size())
        m_files.insert(header.file, scriptPath(QString::fromUtf8(record.sliced(start, header.payloadBytes))));
}

bool TimelineMatcher::matches(QByteArrayView record)
{
    RecordHeader header;
    if (record.size() < static_cast<qsizetype>(sizeof header))
        return false;
    std::memcpy(&header, record.data(), sizeof header);
    const qsizetype causeBytes = header.causeBytes;
    const qsizetype payloadBytes = header.payloadBytes;
    if (causeBytes + payloadBytes > record.size() - static_cast<qsizetype>(sizeof header))
        return false;
    const QString file = m_namesFiles ? m_files.value(header.file) : QString();
    if (!m_query.acceptsFields({static_cast<RecordKind>(header.kind), static_cast<JournalState>(header.stateAfter),
                                header.payloadBytes, header.socket, header.vu, header.line, file}))
        return false;
    if (m_needles.isEmpty())
        return true;
    const auto cause = record.sliced(sizeof header, causeBytes);
    const auto payload = record.sliced(static_cast<qsizetype>(sizeof header) + causeBytes, payloadBytes);
    const bool isState = static_cast<RecordKind>(header.kind) == RecordKind::StateChanged;
    const QByteArray words = isState ? stateWords(header) : QByteArray();
    return std::all_of(m_needles.begin(), m_needles.end(),
                       [&](const auto &needle) { return holds(needle, cause, payload, words); });
}

bool TimelineMatcher::holds(const TimelineQuery::Needle &needle, QByteArrayView cause, QByteArrayView payload,
                            QByteArrayView words)
{
    const bool found = contains(payload, needle) || (needle.isText && ((!cause.isEmpty() && contains(cause, needle)) ||
                                                                       (!words.isEmpty() && contains(words, needle))));
    return found != needle.negated;
}

bool TimelineMatcher::contains(QByteArrayView bytes, const TimelineQuery::Needle &needle)
{
    if (bytes.size() < needle.bytes.size())
        return false;
    return m_matchCase || !needle.isText ? containsBytes(bytes, needle.bytes) : containsFolded(bytes, needle.bytes);
}

/// In blocks, which overlap by what a needle may stand across, so that the copy stays in the processor's cache.
bool TimelineMatcher::containsFolded(QByteArrayView bytes, QByteArrayView needle)
{
    const qsizetype step = FoldBlock + needle.size();
    m_folded.resize(static_cast<std::size_t>(std::min(bytes.size(), step + needle.size())));
    for (qsizetype at = 0; bytes.size() - at >= needle.size(); at += step) {
        const auto block = bytes.sliced(at, std::min(bytes.size() - at, step + needle.size() - 1));
        std::transform(block.begin(), block.end(), m_folded.begin(), folded);
        if (containsBytes({m_folded.data(), block.size()}, needle))
            return true;
    }
    return false;
}

} // namespace sockscope
