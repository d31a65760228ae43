// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/bytes/byte_search.h"

#include "export/byte_formats.h"

#include <QElapsedTimer>
#include <QLocale>

#include <algorithm>

namespace sockscope {

namespace {

constexpr int MillisecondsPerTurn = 8;

} // namespace

ByteSearch::ByteSearch(ByteStream &stream, QObject *parent)
    : QObject(parent)
    , m_stream(stream)
{
    m_timer.setInterval(0);
    connect(&m_timer, &QTimer::timeout, this, &ByteSearch::run);
    connect(&stream, &ByteStream::replaced, this, &ByteSearch::stop);
}

void ByteSearch::find(const QString &text, bool isHex, qint64 position, bool forwards)
{
    stop();
    const auto typed = isHex ? bytesOfHexText(text) : bytesOfEscapedText(text);
    if (!typed.error.isEmpty() || typed.bytes.isEmpty())
        return finish(typed.error);
    if (typed.bytes.size() > MaxPattern)
        return finish(tr("A search takes at most %n bytes.", nullptr, MaxPattern));
    m_pattern = typed.bytes;
    m_forwards = forwards;
    m_wrapped = false;
    m_from = std::clamp<qint64>(forwards ? position + 1 : position, 0, m_stream.size());
    m_next = m_from;
    m_message.clear();
    m_timer.start();
    Q_EMIT changed();
}

void ByteSearch::stop()
{
    finish({});
}

void ByteSearch::finish(const QString &message)
{
    m_timer.stop();
    m_message = message;
    Q_EMIT changed();
}

void ByteSearch::run()
{
    QElapsedTimer clock;
    clock.start();
    while (m_timer.isActive() && clock.elapsed() < MillisecondsPerTurn)
        if (searchSlice())
            return;
    if (m_timer.isActive()) {
        m_message =
            tr("Searching at byte %1 of %2").arg(QLocale().toString(m_next), QLocale().toString(m_stream.size()));
        Q_EMIT changed();
    }
}

/// True where the search is over. A slice is the places where a match may start, read with the bytes that a match at
/// the last of them takes.
bool ByteSearch::searchSlice()
{
    const qint64 limit = m_wrapped && m_forwards ? std::min(m_from, m_stream.size()) : m_stream.size();
    const qint64 floor = m_wrapped && !m_forwards ? m_from : 0;
    const qint64 start = m_forwards ? m_next : std::max(floor, m_next - SliceBytes);
    const qint64 end = m_forwards ? std::min(limit, m_next + SliceBytes) : m_next;
    if (start >= end) {
        wrap();
        return !m_timer.isActive();
    }
    const auto bytes = m_stream.read(start, end - start + m_pattern.size() - 1);
    const auto at = m_forwards ? bytes.indexOf(m_pattern) : bytes.lastIndexOf(m_pattern);
    m_next = m_forwards ? end : start;
    if (at < 0)
        return false;
    finish(m_wrapped ? m_forwards ? tr("Continued from the start") : tr("Continued from the end") : QString());
    Q_EMIT found(start + at, m_pattern.size());
    return true;
}

void ByteSearch::wrap()
{
    if (m_wrapped)
        return finish(tr("Not found"));
    m_wrapped = true;
    m_next = m_forwards ? 0 : m_stream.size();
}

} // namespace sockscope
