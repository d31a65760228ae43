// SPDX-License-Identifier: GPL-3.0-or-later
#include "framing/framing_server.h"

#include "framing/framing_function.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtEndian>

#include <array>
#include <optional>

using namespace Qt::StringLiterals;

namespace sockscope {

namespace {

std::optional<QByteArray> readPacket(std::FILE *input)
{
    std::array<char, 4> start{};
    if (std::fread(start.data(), 1, start.size(), input) != start.size())
        return std::nullopt;
    const auto length = qFromLittleEndian<quint32>(start.data());
    if (length > MaxFramingPacket)
        return std::nullopt;
    QByteArray packet(static_cast<qsizetype>(length), Qt::Uninitialized);
    if (std::fread(packet.data(), 1, length, input) != length)
        return std::nullopt;
    return packet;
}

void writeLine(std::FILE *output, const QJsonObject &object)
{
    const auto line = QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
    std::fwrite(line.constData(), 1, static_cast<std::size_t>(line.size()), output);
    std::fflush(output);
}

void writeEnds(std::FILE *output, const QList<qint64> &ends)
{
    QJsonArray array;
    for (const auto end : ends)
        array.append(end);
    if (!array.isEmpty())
        writeLine(output, {{u"ends"_s, array}});
}

} // namespace

int serveFraming(std::FILE *input, std::FILE *output)
{
    const auto text = readPacket(input);
    if (!text)
        return 2;
    FramingFunction function(QString::fromUtf8(*text));
    while (function.error().isEmpty()) {
        const auto packet = readPacket(input);
        if (!packet)
            return 0;
        QList<qint64> ends;
        function.feed(*packet, ends);
        writeEnds(output, ends);
        if (function.error().isEmpty())
            writeLine(output, {{u"fed"_s, function.missingBytes()}});
    }
    writeLine(output, {{u"error"_s, function.error()}});
    return 1;
}

} // namespace sockscope
