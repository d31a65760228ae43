// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/bytes/framing_settings.h"

#include "export/byte_formats.h"

namespace sockscope {

using namespace Qt::StringLiterals;

FramingSettings::FramingSettings(QObject *parent)
    : QObject(parent)
{
    m_spec.function = u"bytes => bytes.length < 2 ? 0 : 2 + bytes[0] * 256 + bytes[1]"_s;
    m_delimiter = escapedText(m_spec.delimiter);
}

void FramingSettings::setSpec(const FramingSpec &spec)
{
    m_spec = spec;
    m_delimiter = escapedText(spec.delimiter);
    m_delimiterProblem.clear();
    Q_EMIT changed();
}

QString FramingSettings::problem() const
{
    return m_spec.kind == FramingKind::Delimiter && !m_delimiterProblem.isEmpty() ? m_delimiterProblem
                                                                                  : framingProblem(m_spec);
}

template <typename T>
void FramingSettings::set(T FramingSpec::*field, const T &value)
{
    if (m_spec.*field == value)
        return;
    m_spec.*field = value;
    Q_EMIT changed();
}

void FramingSettings::setKind(Kind kind)
{
    set(&FramingSpec::kind, static_cast<FramingKind>(kind));
}

void FramingSettings::setDelimiter(const QString &text)
{
    if (text == m_delimiter)
        return;
    const auto typed = bytesOfEscapedText(text);
    m_delimiter = text;
    m_delimiterProblem = typed.error;
    m_spec.delimiter = typed.bytes;
    Q_EMIT changed();
}

void FramingSettings::setFieldWidth(int bytes)
{
    set(&FramingSpec::fieldWidth, bytes);
}

void FramingSettings::setBigEndian(bool isBig)
{
    set(&FramingSpec::isBigEndian, isBig);
}

void FramingSettings::setFieldOffset(int bytes)
{
    set(&FramingSpec::fieldOffset, bytes);
}

void FramingSettings::setCountsHeader(bool counts)
{
    set(&FramingSpec::countsHeader, counts);
}

void FramingSettings::setFixedSize(int bytes)
{
    set(&FramingSpec::fixedSize, qint64{bytes});
}

void FramingSettings::setGapMs(int milliseconds)
{
    set(&FramingSpec::gapMs, qint64{milliseconds});
}

void FramingSettings::setFunction(const QString &text)
{
    set(&FramingSpec::function, text);
}

} // namespace sockscope
