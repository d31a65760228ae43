// SPDX-License-Identifier: GPL-3.0-or-later
#include "options/codecs/segment_codecs.h"

#include "options/go_json.h"
#include "options/segment_bounds.h"

namespace sockscope {

namespace {

template <typename Codec>
bool readJson(const JsonSource &source, std::optional<QString> &value, JsonProblem *problem)
{
    if (!source.value().isString())
        return source.wrongType(problem, QString::fromLatin1(Codec::GoType));
    QString error;
    return Codec::fromText(source.value().toString(), value, &error) || source.fail(problem, error);
}

} // namespace

bool SegmentCodec::fromJson(const JsonSource &source, std::optional<Type> &value, JsonProblem *problem)
{
    return readJson<SegmentCodec>(source, value, problem);
}

bool SegmentCodec::fromText(const QString &text, std::optional<Type> &value, QString *error)
{
    const auto segment = parseSegmentBounds(text, error);
    if (segment)
        value = segment->toString();
    return segment.has_value();
}

QString SegmentCodec::toJson(const Type &value)
{
    return goJson::string(value);
}

bool SegmentSequenceCodec::fromJson(const JsonSource &source, std::optional<Type> &value, JsonProblem *problem)
{
    return readJson<SegmentSequenceCodec>(source, value, problem);
}

bool SegmentSequenceCodec::fromText(const QString &text, std::optional<Type> &value, QString *error)
{
    const auto sequence = parseSegmentSequenceBounds(text, error);
    if (sequence)
        value = segmentSequenceText(*sequence);
    return sequence.has_value();
}

QString SegmentSequenceCodec::toJson(const Type &value)
{
    return goJson::string(value);
}

} // namespace sockscope
