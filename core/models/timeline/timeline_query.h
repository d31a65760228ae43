// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/record.h"

#include <QByteArrayView>
#include <QCoreApplication>
#include <QList>
#include <QString>

#include <bitset>
#include <vector>

namespace sockscope {

/// The fixed fields of a record that a query asks for, the same for a row of the timeline and a record in the file.
struct TimelineFields
{
    RecordKind kind = RecordKind::Note;
    JournalState stateAfter = JournalState::None;
    std::uint32_t size = 0; ///< bytes of payload
    std::uint32_t socket = 0;
    std::uint32_t vu = 0;
    std::uint32_t line = 0;
    QStringView file = {}; ///< path of the script; only where the query namesFiles()
};

/// What a person looks for in the timeline: terms in one line, all of which must hold. Plain data, any thread.
///
///     pong "two words"          text in a record's bytes or its cause
///     hex:0d0a  hex:"0d 0a"     bytes
///     kind:data,state           one of these kinds (names as on the command line)
///     dir:in  dir:out           received, sent
///     state:open                a change to this state
///     socket:3  socket:1-9,12   so with vu: and line: (of the script)
///     line:lib.js:12            of this file, which may have folders before its name
///     size>100  size<=8  size:6 bytes of payload
///     -kind:console  -pong      not these
///
/// A word with a colon that names none of these is text, as in localhost:8080.
class TimelineQuery
{
    Q_DECLARE_TR_FUNCTIONS(TimelineQuery)
public:
    struct Needle
    {
        QByteArray bytes;
        bool isText = true; ///< letter case may be ignored
        bool negated = false;
        bool operator==(const Needle &) const = default;
    };
    struct Problem
    {
        QString sentence; ///< empty where there is none
        int position = 0; ///< of the term in the line, from 0
        int length = 0;
        [[nodiscard]] explicit operator bool() const { return !sentence.isEmpty(); }
    };

    TimelineQuery(); ///< holds for every record
    /// The query of a line. What is wrong with it goes to `problem`; the result then holds for every record.
    [[nodiscard]] static TimelineQuery parse(const QString &line, Problem *problem = nullptr);
    /// The line with the term `dir:..` or `kind:..` instead of all others of these two keys, or without it where it is
    /// there already: what a button that stands for one term does.
    [[nodiscard]] static QString toggled(const QString &line, const QString &term);
    [[nodiscard]] static bool hasTerm(const QString &line, const QString &term);

    /// Both must hold.
    [[nodiscard]] TimelineQuery operator&(const TimelineQuery &other) const;
    bool operator==(const TimelineQuery &) const = default;

    [[nodiscard]] bool isEmpty() const; ///< holds for every record
    [[nodiscard]] bool acceptsFields(const TimelineFields &fields) const;
    [[nodiscard]] bool namesFiles() const; ///< acceptsFields() asks for TimelineFields::file
    /// What the fields of a row don't tell: bytes, or the script's file.
    [[nodiscard]] bool needsRecords() const { return !m_needles.isEmpty() || namesFiles(); }
    [[nodiscard]] const QList<Needle> &needles() const { return m_needles; } ///< to be looked for in the bytes

private:
    friend class TimelineQueryParser;
    enum class Field { Size, Socket, Vu, Line };
    struct Range
    {
        std::uint32_t first = 0;
        std::uint32_t last = UINT32_MAX;
        QString file; ///< path or its end; empty: any
        bool operator==(const Range &) const = default;
    };
    struct NumberTerm
    {
        Field field = Field::Size;
        std::vector<Range> anyOf;
        bool negated = false;
        bool operator==(const NumberTerm &) const = default;
    };
    [[nodiscard]] static bool isFile(QStringView path, const QString &named);
    [[nodiscard]] static bool holds(const NumberTerm &term, const TimelineFields &fields);

    std::bitset<256> m_kinds;
    std::bitset<256> m_states;
    std::vector<NumberTerm> m_numbers;
    QList<Needle> m_needles;
};

} // namespace sockscope
