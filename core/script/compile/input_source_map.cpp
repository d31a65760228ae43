// SPDX-License-Identifier: GPL-3.0-or-later
#include "script/compile/input_source_map.h"

#include "script/compile/module_resolver.h"

#include <QFile>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 largestMap = 100'000'000;

QByteArray readMap(const QString &reference, const QString &url)
{
    if (reference.startsWith("data:"_L1)) {
        const qsizetype comma = reference.indexOf(u',');
        const QByteArray content = reference.mid(comma + 1).toLatin1();
        return reference.left(comma).endsWith(";base64"_L1) ? QByteArray::fromBase64(content)
                                                            : QByteArray::fromPercentEncoding(content);
    }
    QFile file(ModuleResolver::absolutePath(reference, url));
    return file.size() < largestMap && file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

InputSourceMap::InputSourceMap(QString &source, const QString &url)
    : m_url(url)
{
    const QString comment = u"//# sourceMappingURL="_s;
    const qsizetype at = source.lastIndexOf(comment);
    if (at < 0 || (at > 0 && source.at(at - 1) != u'\n'))
        return;
    const qsizetype begin = at + comment.size();
    const qsizetype lineEnd = source.indexOf(u'\n', begin);
    const QString reference = source.mid(begin, lineEnd < 0 ? -1 : lineEnd - begin).trimmed();
    source.replace(at, (lineEnd < 0 ? source.size() : lineEnd) - at, QString());
    m_map = SourceMap::fromJson(readMap(reference, url));
}

void InputSourceMap::apply(SourceLayout &layout) const
{
    if (!m_map)
        return;
    for (const QString &source : m_map->sources())
        layout.sources.append(
            source.contains(u"://"_s) ? source : ModuleResolver::urlOf(ModuleResolver::absolutePath(source, m_url)));
    const auto translate = [this](std::uint32_t &line, std::uint32_t &column) {
        const SourceMapSegment *origin = line == 0 ? nullptr : m_map->find(line - 1, column - 1);
        if (!origin || origin->source < 0)
            return -1;
        line = origin->line + 1;
        column = origin->column + 1;
        return origin->source;
    };
    for (SourceLayout::Line &entry : layout.lines) {
        const int source = translate(entry.line, entry.column);
        if (translate(entry.callLine, entry.callColumn) < 0)
            entry.callLine = 0;
        if (source >= 0)
            entry.source = source + 1; // the script itself is the first source
    }
}

} // namespace sockscope
