// SPDX-License-Identifier: GPL-3.0-or-later
#include "carried_test.h"
#include "command.h"
#include "command_line.h"

namespace sockscope {

using namespace Qt::StringLiterals;

int archiveCommand(const QStringList &args)
{
    const CarryCommand command{
        u"sockscope archive"_s,
        u"\nPacks a script with everything it imports and opens, and its options, into a file that `sockscope run` and "
        "`k6 run` run anywhere."_s,
        {{u"O"_s, u"archive-out"_s, u"The file to write, - for standard output (default archive.tar)."_s, u"file"_s},
         {{}, u"exclude-env-vars"_s, u"Leave the variables of -e out of the archive."_s}},
        [](const TestArchive &test, FlagReader &flags) {
            std::optional<QString> path;
            flags.text(u"archive-out"_s, path);
            TestArchive archive = test;
            if (flags.isSet(u"exclude-env-vars"_s))
                archive.env.clear();
            QString error;
            const QByteArray bytes = packArchive(archive, &error);
            if (error.isEmpty())
                error = writeOutput(path.value_or(u"archive.tar"_s), bytes);
            return error.isEmpty() ? 0 : usageError(error);
        }};
    return carryTest(command, args);
}

} // namespace sockscope
