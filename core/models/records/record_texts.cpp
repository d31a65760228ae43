// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/records/record_texts.h"

#include "export/record_text.h"
#include "log/visible_text.h"

namespace sockscope {

namespace {

constexpr std::int64_t MaxBytes = 4096; // JSON payloads have to be whole
constexpr qsizetype MaxCauseChars = 1000;

} // namespace

RecordTexts::Text RecordTexts::at(JournalReader &reader, std::int64_t offset)
{
    if (const auto *known = m_texts.object(offset))
        return *known;
    Text text;
    if (const auto record = reader.at(offset, MaxBytes)) {
        text.cause = visibleText(record->cause.left(MaxCauseChars));
        text.preview = recordPreview(*record);
        if (record->kind == RecordKind::TcpInfo)
            text.json = record->payload;
        text.location = formatLocation(reader, record->location);
        text.filePath = reader.fileName(record->location.file);
        text.line = record->location.line;
        text.column = record->location.column;
    }
    m_texts.insert(offset, new Text(text)); // owned by the cache
    return text;
}

} // namespace sockscope
