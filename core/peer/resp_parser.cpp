// SPDX-License-Identifier: GPL-3.0-or-later
#include "peer/resp_parser.h"

#include "peer/printable.h"

#include <optional>

namespace sockscope {

namespace {

constexpr qsizetype longestNumber = 16; ///< bytes of a "*3" or "$12" line

RespRequest malformed(const QByteArray &what)
{
    return {.state = RespRequest::State::Malformed, .words = {}, .size = 0, .error = "Protocol error: " + what};
}

/// The line at `at` without its end; nothing where it isn't whole yet. Moves behind it.
std::optional<QByteArrayView> takeLine(QByteArrayView input, qsizetype &at)
{
    const qsizetype end = input.indexOf('\n', at);
    if (end < 0)
        return std::nullopt;
    QByteArrayView line = input.sliced(at, end - at);
    at = end + 1;
    if (line.endsWith('\r'))
        line.chop(1);
    return line;
}

/// The number behind the first byte of a line, -1 where there is none up to `most`.
qint64 count(QByteArrayView line, qint64 most)
{
    bool ok = false;
    const qint64 value = line.sliced(1).toByteArray().toLongLong(&ok);
    return ok && value >= 0 && value <= most ? value : -1;
}

RespRequest parseInline(QByteArrayView input)
{
    RespRequest request;
    const std::optional<QByteArrayView> line = takeLine(input, request.size);
    if (!line && input.size() <= RespRequest::longestLine)
        return {};
    if (!line || line->size() > RespRequest::longestLine)
        return malformed("too big inline request");
    if (const QByteArray words = line->toByteArray().simplified(); !words.isEmpty())
        request.words = words.split(' ');
    request.state = RespRequest::State::Complete;
    return request;
}

/// Reads one bulk string. False when it can't, with the state that says why.
bool takeWord(QByteArrayView input, RespRequest &request)
{
    if (request.size < input.size() && input.at(request.size) != '$') {
        request = malformed("expected '$', got '" + printable(input.sliced(request.size, 1)) + "'");
        return false;
    }
    qsizetype at = request.size;
    const std::optional<QByteArrayView> line = takeLine(input, at);
    if (!line) {
        if (input.size() - request.size > longestNumber)
            request = malformed("invalid bulk length");
        return false;
    }
    const qint64 size = count(*line, RespRequest::longestRequest - request.size);
    if (size < 0) {
        request = malformed("invalid bulk length");
        return false;
    }
    if (input.size() < at + size + 2)
        return false;
    request.words += input.sliced(at, size).toByteArray();
    request.size = at + size + 2; // and CR LF
    return true;
}

RespRequest parseArray(QByteArrayView input)
{
    RespRequest request;
    const std::optional<QByteArrayView> line = takeLine(input, request.size);
    if (!line)
        return input.size() > longestNumber ? malformed("invalid multibulk length") : RespRequest();
    const qint64 words = count(*line, RespRequest::mostWords);
    if (words < 0)
        return malformed("invalid multibulk length");
    for (qint64 i = 0; i < words; ++i) {
        if (!takeWord(input, request))
            return request;
    }
    request.state = RespRequest::State::Complete;
    return request;
}

} // namespace

RespRequest RespRequest::parse(QByteArrayView input)
{
    return input.startsWith('*') ? parseArray(input) : parseInline(input);
}

} // namespace sockscope
