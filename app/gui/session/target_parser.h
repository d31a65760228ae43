// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace sockscope {

/// Where a socket shall connect to.
struct Target
{
    QString host; ///< a name in ASCII (IDNs as xn--…) or an address without brackets, "::1"
    quint16 port = 0;
    bool tls = false;

    bool operator==(const Target &) const = default;
};

struct ParsedTarget
{
    std::optional<Target> target;
    QString error; ///< one sentence where there is no target: what is wrong and how to write it. Shows no password.
};

/// Reads what people type into one line: "localhost:6379", "localhost 6379", "10.0.0.1, 80", "[::1]:7", "::1 7",
/// ":8080" and "8080" (this machine), "tls://example.org:443", "example.org:443 tls" (as in the journal), and URLs of
/// well-known schemes, whose port may be left out: "redis://h", "https://example.org/". A user name, a password, a path
/// other than "/" and a query are refused, since a socket has none of them.
[[nodiscard]] ParsedTarget parseTarget(const QString &text);

/// The shortest form that parseTarget() reads back: "localhost:6379", "[::1]:7", "tls://example.org:443".
[[nodiscard]] QString targetText(const Target &target);

/// The same target with TLS or without. Of a text that names no target yet, only the scheme changes.
[[nodiscard]] QString withTls(const QString &text, bool tls);

} // namespace sockscope
