// SPDX-License-Identifier: GPL-3.0-or-later
// From a template to the bytes of one sending: first what stands for itself, then the lengths from the last to the
// first, because a decimal length is itself counted by those before it, then the checksums from the first to the last.
#include "payload/payload_template.h"

#include <QCoreApplication>
#include <QRandomGenerator>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace sockscope {

namespace {

using Kind = PayloadPiece::Kind;

QByteArray binary(quint64 number, const NumberForm &form)
{
    QByteArray bytes(form.bytes, '\0');
    for (int i = 0; i < form.bytes; ++i)
        bytes[form.isLittleEndian ? i : form.bytes - 1 - i] = static_cast<char>(number >> (8 * i) & 0xFF);
    return form.isHex ? bytes.toHex().toUpper() : bytes;
}

QByteArray written(quint64 number, const NumberForm &form)
{
    return form.bytes > 0 ? binary(number, form) : QByteArray::number(number).rightJustified(form.width, '0');
}

QByteArray randomBytes(QRandomGenerator &random, int count)
{
    QByteArray bytes(count, '\0');
    for (char &byte : bytes)
        byte = static_cast<char>(random.bounded(256));
    return bytes;
}

QByteArray uuid(QRandomGenerator &random)
{
    QByteArray bytes = randomBytes(random, 16);
    bytes[6] = static_cast<char>((bytes[6] & 0x0F) | 0x40); // RFC 4122: version 4
    bytes[8] = static_cast<char>((bytes[8] & 0x3F) | 0x80); // and its variant
    return QUuid::fromRfc4122(bytes).toByteArray(QUuid::WithoutBraces);
}

/// What doesn't depend on the other pieces.
QByteArray ownValue(const PayloadPiece &piece, const PayloadContext &context, QRandomGenerator &random)
{
    switch (piece.kind) {
    case Kind::Literal:
        return piece.literal;
    case Kind::Counter:
        return written(context.counter, piece.form);
    case Kind::Timestamp:
        return written(static_cast<quint64>(context.time.toSecsSinceEpoch()), piece.form);
    case Kind::TimestampMs:
        return written(static_cast<quint64>(context.time.toMSecsSinceEpoch()), piece.form);
    case Kind::Iso:
        return context.time.toUTC().toString(Qt::ISODateWithMs).toLatin1();
    case Kind::Uuid:
        return uuid(random);
    case Kind::RandomDigits:
        return randomBytes(random, (piece.count + 1) / 2).toHex().first(piece.count);
    case Kind::RandomBytes:
        return randomBytes(random, piece.count);
    default:
        return piece.isChecksum() ? binary(0, piece.form) : QByteArray(); // as long as it will be
    }
}

/// Empty where the length fits its form.
QString lengthProblem(qsizetype length, const NumberForm &form)
{
    const auto number = static_cast<quint64>(length);
    if (form.bytes > 0 && form.bytes < 8 && number >> (8 * form.bytes) != 0) {
        return QCoreApplication::translate("PayloadTemplate", "%1 follow, but this length can tell no more than %2.")
            .arg(byteCountText(length), QString::number((quint64(1) << (8 * form.bytes)) - 1));
    }
    if (form.width > 0 && QByteArray::number(number).size() > form.width) {
        return QCoreApplication::translate("PayloadTemplate", "%1 follow, which takes more than %2 digits.")
            .arg(byteCountText(length), QString::number(form.width));
    }
    return {};
}

void fillLengths(const QList<PayloadPiece> &pieces, QList<QByteArray> &values, QList<PayloadError> &errors)
{
    qsizetype behind = 0;
    for (qsizetype i = pieces.size() - 1; i >= 0; --i) {
        const PayloadPiece &piece = pieces[i];
        if (piece.kind == Kind::End)
            behind = 0;
        if (piece.kind == Kind::Length) {
            values[i] = written(static_cast<quint64>(behind), piece.form);
            if (const QString problem = lengthProblem(behind, piece.form); !problem.isEmpty())
                errors.prepend({piece.position, piece.length, problem});
        }
        behind += values[i].size();
    }
}

quint64 checksum(const PayloadPiece &piece, QByteArrayView bytes)
{
    switch (piece.kind) {
    case Kind::Crc16:
        return crc16(piece.crc, bytes);
    case Kind::Crc32:
        return crc32Of(bytes);
    case Kind::Sum8:
        return sum8(bytes);
    default:
        return xor8(bytes);
    }
}

QByteArray joined(const QList<PayloadPiece> &pieces, const QList<QByteArray> &values, qsizetype total)
{
    QByteArray bytes;
    bytes.reserve(total);
    qsizetype start = 0;
    for (qsizetype i = 0; i < pieces.size(); ++i) {
        if (pieces[i].kind == Kind::Start)
            start = bytes.size();
        bytes += pieces[i].isChecksum()
                     ? binary(checksum(pieces[i], QByteArrayView(bytes).sliced(start)), pieces[i].form)
                     : values[i];
    }
    return bytes;
}

} // namespace

RenderedPayload PayloadTemplate::render(const PayloadContext &context) const
{
    RenderedPayload result;
    result.errors = m_errors;
    if (!isValid())
        return result;
    QRandomGenerator &random = context.random ? *context.random : *QRandomGenerator::global();
    QList<QByteArray> values;
    values.reserve(m_pieces.size());
    for (const PayloadPiece &piece : m_pieces)
        values.append(ownValue(piece, context, random));
    fillLengths(m_pieces, values, result.errors);
    qsizetype total = 0;
    for (const QByteArray &value : values)
        total += value.size();
    if (total > MaxPayloadBytes) {
        result.errors.append(
            {0, m_textLength,
             QCoreApplication::translate("PayloadTemplate", "These are %1; at most %2 can be sent at once.")
                 .arg(byteCountText(total), byteCountText(MaxPayloadBytes))});
    }
    if (result.isOk())
        result.bytes = joined(m_pieces, values, total);
    return result;
}

} // namespace sockscope
