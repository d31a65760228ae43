// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "script/polyfill/script_objects.h"
#include "script/polyfill/text_codec.h"

#include <QJSValue>
#include <QObject>

namespace sockscope {

/// One TextDecoder of a script. Belongs to the script.
class TextDecoderBinding : public QObject
{
    Q_OBJECT
public:
    TextDecoderBinding(TextStreamDecoder::Encoding encoding, bool fatal, bool ignoreBom);

    /// The text, or null where a fatal decoder finds no text.
    Q_INVOKABLE QJSValue decode(const QByteArray &bytes, bool more);

private:
    TextStreamDecoder m_decoder;
};

/// The native side of js/text_encoding.mjs. A child of the engine.
class TextCodecBinding : public QObject
{
    Q_OBJECT
public:
    explicit TextCodecBinding(QObject *engine)
        : QObject(engine)
    {
    }

    /// An ArrayBuffer with the UTF-8 of the text.
    Q_INVOKABLE QByteArray encode(const QString &text) const { return encodeUtf8(text); }
    /// `utf-8`, `utf-16le`, `utf-16be`, or empty for labels that are not known.
    Q_INVOKABLE QString encodingName(const QString &label) const;
    Q_INVOKABLE QJSValue createDecoder(const QString &label, bool fatal, bool ignoreBom);

private:
    ScriptObjects m_decoders;
    int m_lastDecoder = 0;
};

} // namespace sockscope
