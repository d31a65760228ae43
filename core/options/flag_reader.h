// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "options/flag.h"

#include <cstdint>
#include <optional>

namespace sockscope {

/// Reads the values of flags with the words of k6 (https://pkg.go.dev/github.com/spf13/pflag). A value that can't be
/// taken sets error(); later ones are not looked at then. The parser must outlive it.
class FlagReader
{
public:
    FlagReader(const QCommandLineParser &parser, QList<Flag> flags, QHash<QString, bool> booleans);

    [[nodiscard]] bool isSet(const QString &flag) const;
    void integer(const QString &flag, std::optional<std::int64_t> &value);
    void duration(const QString &flag, std::optional<std::int64_t> &value); ///< nanoseconds; k6-reference 4.2, CLI
    void boolean(const QString &flag, std::optional<bool> &value) const;
    void text(const QString &flag, std::optional<QString> &value) const; ///< the last one counts
    [[nodiscard]] QStringList texts(const QString &flag) const;          ///< of a flag that may be repeated
    [[nodiscard]] QStringList list(const QString &flag) const; ///< likewise, each with several values between commas

    /// Sets error() where there is none yet.
    void fail(const QString &sentence);
    [[nodiscard]] const QString &error() const { return m_error; }

private:
    void failValue(const QString &flag, const QString &reason);

    const QCommandLineParser &m_parser;
    QList<Flag> m_flags;
    QHash<QString, bool> m_booleans;
    QString m_error;
};

} // namespace sockscope
