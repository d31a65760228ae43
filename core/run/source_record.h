// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace sockscope {

class JournalWriter;
class Program;

/// Writes the text of every file that a program compiles to the journal, so that a session shows the script as it was.
/// Of a file longer than 1 MiB only the beginning is kept, and the record's cause says so. `journal` may be null.
void recordSources(Program &program, JournalWriter *journal);

} // namespace sockscope
