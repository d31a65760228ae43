// SPDX-License-Identifier: GPL-3.0-or-later
#include "script/polyfill/text_codec_binding.h"

#include <QJSEngine>

namespace sockscope {

using namespace Qt::StringLiterals;

TextDecoderBinding::TextDecoderBinding(TextStreamDecoder::Encoding encoding, bool fatal, bool ignoreBom)
    : m_decoder(encoding, fatal, ignoreBom)
{
}

QJSValue TextDecoderBinding::decode(const QByteArray &bytes, bool more)
{
    const std::optional<QString> text = m_decoder.decode(bytes, more);
    return text ? QJSValue(*text) : QJSValue(QJSValue::NullValue);
}

QString TextCodecBinding::encodingName(const QString &label) const
{
    const auto encoding = TextStreamDecoder::encodingFor(label);
    if (!encoding)
        return {};
    switch (*encoding) {
    case TextStreamDecoder::Encoding::Utf8:
        return u"utf-8"_s;
    case TextStreamDecoder::Encoding::Utf16Le:
        return u"utf-16le"_s;
    case TextStreamDecoder::Encoding::Utf16Be:
        return u"utf-16be"_s;
    }
    return {};
}

QJSValue TextCodecBinding::createDecoder(const QString &label, bool fatal, bool ignoreBom)
{
    const auto encoding = TextStreamDecoder::encodingFor(label).value_or(TextStreamDecoder::Encoding::Utf8);
    auto *decoder = new TextDecoderBinding(encoding, fatal, ignoreBom);
    QJSValue wrapper = qjsEngine(this)->newQObject(decoder);
    m_decoders.add(++m_lastDecoder, decoder);
    return wrapper;
}

} // namespace sockscope
