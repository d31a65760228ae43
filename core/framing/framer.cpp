// SPDX-License-Identifier: GPL-3.0-or-later
#include "framing/framer.h"

#include <QByteArrayMatcher>
#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sockscope {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("sockscope::Framing", text);
}

class ChunkFramer : public Framer
{
public:
    void feed(const FramedPiece &piece, QList<qint64> &ends) override
    {
        m_position += piece.size;
        if (piece.endsChunk)
            ends.append(m_position);
    }
    [[nodiscard]] bool needsBytes() const override { return false; }

private:
    qint64 m_position = 0;
};

class DelimiterFramer : public Framer
{
public:
    explicit DelimiterFramer(const QByteArray &delimiter)
        : m_delimiter(delimiter)
        , m_matcher(delimiter)
    {
    }

    /// What was left of the feed before could be the start of a delimiter.
    void feed(const FramedPiece &piece, QList<qint64> &ends) override
    {
        const auto bytes = m_rest + piece.bytes.toByteArray();
        qsizetype from = 0;
        for (auto at = m_matcher.indexIn(bytes); at >= 0; at = m_matcher.indexIn(bytes, from)) {
            from = at + m_delimiter.size();
            ends.append(m_position + from);
        }
        const auto keep = std::min(bytes.size() - from, m_delimiter.size() - 1);
        m_position += bytes.size() - keep;
        m_rest = bytes.last(keep);
    }

private:
    QByteArray m_delimiter;
    QByteArrayMatcher m_matcher;
    QByteArray m_rest;
    qint64 m_position = 0; ///< of the rest
};

class LengthFramer : public Framer
{
public:
    explicit LengthFramer(const FramingSpec &spec)
        : m_spec(spec)
    {
    }

    void feed(const FramedPiece &piece, QList<qint64> &ends) override
    {
        auto bytes = piece.bytes;
        while (!bytes.isEmpty() && m_error.isEmpty()) {
            const bool inHeader = m_left < 0;
            const auto taken = std::min<qint64>(bytes.size(), inHeader ? headerBytes() - m_header.size() : m_left);
            if (inHeader)
                m_header += bytes.first(static_cast<qsizetype>(taken));
            else
                m_left -= taken;
            m_position += taken;
            bytes = bytes.sliced(static_cast<qsizetype>(taken));
            if (inHeader && m_header.size() == headerBytes())
                m_left = bodyLength();
            if (m_left == 0) {
                ends.append(m_position);
                m_start = m_position;
                m_left = -1;
                m_header.clear();
            }
        }
    }
    [[nodiscard]] qint64 missingBytes() const override { return m_error.isEmpty() ? m_left : -1; }
    [[nodiscard]] QString error() const override { return m_error; }

private:
    [[nodiscard]] qsizetype headerBytes() const { return m_spec.fieldOffset + m_spec.fieldWidth; }

    /// Of what is behind the header; sets the error where it is impossible.
    qint64 bodyLength()
    {
        quint64 value = 0;
        for (int i = 0; i < m_spec.fieldWidth; ++i) {
            const int at = m_spec.fieldOffset + (m_spec.isBigEndian ? i : m_spec.fieldWidth - 1 - i);
            value = value << 8 | static_cast<uchar>(m_header.at(at));
        }
        const auto header = static_cast<quint64>(headerBytes());
        if (value > static_cast<quint64>(m_spec.maxMessage))
            m_error = tr("The message at byte %1 states a length of %2, which is over the limit of %3. Is the width, "
                         "the byte "
                         "order or the offset another?")
                          .arg(m_start)
                          .arg(value)
                          .arg(m_spec.maxMessage);
        else if (m_spec.countsHeader && value < header)
            m_error =
                tr("The message at byte %1 states a length of %2, which is less than its header of %3 bytes. Does the "
                   "length count only what is behind it?")
                    .arg(m_start)
                    .arg(value)
                    .arg(header);
        if (!m_error.isEmpty())
            return -1;
        return static_cast<qint64>(m_spec.countsHeader ? value - header : value);
    }

    FramingSpec m_spec;
    QByteArray m_header;
    qint64 m_left = -1; ///< of the body, -1 while in the header
    qint64 m_position = 0;
    qint64 m_start = 0;
    QString m_error;
};

class FixedFramer : public Framer
{
public:
    explicit FixedFramer(qint64 size)
        : m_size(size)
    {
    }

    void feed(const FramedPiece &piece, QList<qint64> &ends) override
    {
        const auto end = m_position + piece.size;
        for (auto next = m_position - m_position % m_size + m_size; next <= end; next += m_size)
            ends.append(next);
        m_position = end;
    }
    [[nodiscard]] bool needsBytes() const override { return false; }
    [[nodiscard]] qint64 missingBytes() const override
    {
        return m_position % m_size == 0 ? 0 : m_size - m_position % m_size;
    }

private:
    qint64 m_size;
    qint64 m_position = 0;
};

/// A message ends when the next one starts: before that, more may come in time.
class GapFramer : public Framer
{
public:
    explicit GapFramer(qint64 gapMs)
        : m_gapNs(gapMs * 1'000'000)
    {
    }

    void feed(const FramedPiece &piece, QList<qint64> &ends) override
    {
        if (m_position > 0 && piece.timeNs - m_lastNs >= m_gapNs)
            ends.append(m_position);
        m_lastNs = piece.timeNs;
        m_position += piece.size;
    }
    [[nodiscard]] bool needsBytes() const override { return false; }

private:
    qint64 m_gapNs;
    qint64 m_lastNs = 0;
    qint64 m_position = 0;
};

} // namespace

std::unique_ptr<Framer> makeFramer(const FramingSpec &spec)
{
    if (!framingProblem(spec).isEmpty())
        return nullptr;
    switch (spec.kind) {
    case FramingKind::Chunks:
        return std::make_unique<ChunkFramer>();
    case FramingKind::Delimiter:
        return std::make_unique<DelimiterFramer>(spec.delimiter);
    case FramingKind::LengthPrefix:
        return std::make_unique<LengthFramer>(spec);
    case FramingKind::FixedSize:
        return std::make_unique<FixedFramer>(spec.fixedSize);
    case FramingKind::IdleGap:
        return std::make_unique<GapFramer>(spec.gapMs);
    case FramingKind::Function:
        return nullptr;
    }
    return nullptr;
}

} // namespace sockscope
