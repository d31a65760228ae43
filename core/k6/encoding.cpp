// SPDX-License-Identifier: GPL-3.0-or-later
#include "k6/encoding.h"

#include "k6/facade.h"
#include "k6/go_base64.h"
#include "k6/text_bytes.h"
#include "script/virtual_user.h"

namespace sockscope {

using namespace Qt::StringLiterals;

QString EncodingBinding::encode(const QJSValue &input, const QString &variant)
{
    return QString::fromLatin1(base64Encode(bytesOf(input), Base64Variant::named(variant)));
}

QJSValue EncodingBinding::decode(const QString &input, const QString &variant, bool asText)
{
    qsizetype errorAt = 0;
    const auto decoded = base64Decode(utf8Bytes(input), Base64Variant::named(variant), &errorAt);
    if (!decoded) {
        m_vu.throwGoError(u"illegal base64 data at input byte %1"_s.arg(errorAt));
        return {};
    }
    return asText ? QJSValue(utf8Text(*decoded)) : arrayBuffer(m_vu, *decoded);
}

QJSValue createEncodingModule(VirtualUser &vu)
{
    return makeFacade(vu, u"encoding"_s, &vu.service<EncodingBinding>());
}

} // namespace sockscope
