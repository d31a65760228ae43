// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/journal_script.h"

#include "export/script_steps.h"
#include "export/script_writer.h"

#include <QDateTime>

namespace sockscope {

using namespace Qt::StringLiterals;

bool JournalScript::write(const QString &path, QIODevice &to, QString *error) const
{
    JournalWalk walk(m_options);
    if (!walk.open(path))
        return walk.finish({}, error);
    ScriptSteps steps;
    while (const std::optional<Record> record = walk.next()) {
        if (walk.isWanted(*record))
            steps.add(*record);
    }
    if (!walk.error().isEmpty())
        return walk.finish({}, error);
    steps.finish();
    if (!steps.problem().isEmpty())
        return walk.finish(u"This can't be a script: %1."_s.arg(steps.problem()), error);
    if (!steps.hasSockets())
        return walk.finish(u"This can't be a script: no socket was made."_s, error);
    const QByteArray text = ScriptWriter(steps).text(walk.reader().startedAt(), walk.redactions()).toUtf8();
    return walk.finish(to.write(text) == text.size() ? QString()
                                                     : u"the script could not be written: %1"_s.arg(to.errorString()),
                       error);
}

} // namespace sockscope
