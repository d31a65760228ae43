// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/record.h"

#include <QList>
#include <QString>

namespace sockscope {

/// A record as a finding refers to it: enough to name it, to select it and to go to its line of script.
struct RecordRef
{
    std::int64_t number = 0;  ///< its place among all records of the journal, from 1; 0 for none
    std::int64_t offset = -1; ///< byte offset in the journal, for views and JournalReader::at()
    std::int64_t timeNs = 0;
    RecordKind kind = RecordKind::Note;
    ScriptLocation location;

    [[nodiscard]] bool isSet() const { return number > 0; }
};

/// One record that shows what happened, with a few words on what it shows.
struct Evidence
{
    RecordRef record;
    QString note;
};

/// What a rule found in a session: what happened, why, and what to do about it, in words for people who learn. Findings
/// of one rule at one line of script are one Explanation, told by its first occurrence.
struct Explanation
{
    int id = 0;                 ///< of this session's findings, never used twice
    QString rule{};             ///< id of the rule: "unheard-data"
    QString title{};            ///< of the rule, translated
    QString what{};             ///< sentences, translated
    QString why{};              ///< likewise
    QString advice{};           ///< likewise
    QList<Evidence> evidence{}; ///< in the order of the journal
    ScriptLocation place{};     ///< the line to look at first; unknown where no record names one
    std::uint32_t vu = 0;
    std::uint32_t iteration = 0;
    std::uint32_t socket = 0; ///< 0 where none is concerned
    std::int64_t count = 1;   ///< occurrences so far
};

} // namespace sockscope
