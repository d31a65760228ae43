// SPDX-License-Identifier: GPL-3.0-or-later
#include "options/flag_reader.h"

#include "options/duration_text.h"
#include "options/go_text.h"

namespace sockscope {

using namespace Qt::StringLiterals;

FlagReader::FlagReader(const QCommandLineParser &parser, QList<Flag> flags, QHash<QString, bool> booleans)
    : m_parser(parser)
    , m_flags(std::move(flags))
    , m_booleans(std::move(booleans))
{
}

bool FlagReader::isSet(const QString &flag) const
{
    return m_parser.isSet(flag) || m_booleans.contains(flag);
}

void FlagReader::integer(const QString &flag, std::optional<std::int64_t> &value)
{
    const QStringList given = m_parser.values(flag);
    for (const QString &text : given) {
        QString reason;
        if (value = parseGoInteger(text, 0, &reason); !value)
            return failValue(flag, reason);
    }
}

void FlagReader::duration(const QString &flag, std::optional<std::int64_t> &value)
{
    const QStringList given = m_parser.values(flag);
    for (const QString &text : given) {
        QString reason;
        if (value = parseGoDuration(text, &reason); !value)
            return failValue(flag, reason);
    }
}

void FlagReader::boolean(const QString &flag, std::optional<bool> &value) const
{
    if (isSet(flag))
        value = m_booleans.value(flag, true);
}

void FlagReader::text(const QString &flag, std::optional<QString> &value) const
{
    if (m_parser.isSet(flag))
        value = m_parser.value(flag);
}

QStringList FlagReader::texts(const QString &flag) const
{
    return m_parser.values(flag);
}

QStringList FlagReader::list(const QString &flag) const
{
    QStringList items;
    const QStringList given = m_parser.values(flag);
    for (const QString &text : given)
        if (!text.isEmpty())
            items += text.split(u',');
    return items;
}

void FlagReader::fail(const QString &sentence)
{
    if (m_error.isEmpty())
        m_error = sentence;
}

void FlagReader::failValue(const QString &flag, const QString &reason)
{
    for (const Flag &candidate : std::as_const(m_flags))
        if (candidate.name == flag)
            fail(u"invalid argument %1 for \"%2\" flag: %3"_s.arg(quotedAsGo(m_parser.value(flag)), candidate.spelled(),
                                                                  reason));
}

} // namespace sockscope
