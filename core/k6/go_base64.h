// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QStringView>

#include <optional>

namespace sockscope {

/// The four base64 variants of k6/encoding (RFC 4648 sections 4 and 5), with the behaviour of Go's encoding/base64.
struct Base64Variant
{
    bool url = false;   ///< '-' and '_' instead of '+' and '/'
    bool padded = true; ///< '=' at the end

    /// "std", "rawstd", "url", "rawurl"; any other name means "std".
    [[nodiscard]] static Base64Variant named(QStringView name);
};

[[nodiscard]] QByteArray base64Encode(const QByteArray &bytes, Base64Variant variant);

/// Line breaks anywhere are skipped. On malformed input nothing is returned, and `errorAt` is the offset that Go names
/// in "illegal base64 data at input byte N".
[[nodiscard]] std::optional<QByteArray> base64Decode(QByteArrayView text, Base64Variant variant, qsizetype *errorAt);

} // namespace sockscope
