// SPDX-License-Identifier: GPL-3.0-or-later
#include "command.h"
#include "command_line.h"
#include "log/log_output.h"
#include "run/script_inspection.h"
#include "run_arguments.h"
#include "run_setup.h"

namespace sockscope {

using namespace Qt::StringLiterals;

int inspectCommand(const QStringList &args)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(u"\nPrints the options that a script exports, as JSON."_s);
    parser.addOption({{u"e"_s, u"env"_s}, u"Add a variable to __ENV; may be repeated."_s, u"VAR=value"_s});
    parser.addPositionalArgument(u"script"_s, u"The script to read."_s);
    if (const auto code = parseArguments(parser, u"sockscope inspect"_s, args))
        return *code;
    if (parser.positionalArguments().size() != 1)
        return usageError(u"accepts 1 arg(s), received %1: arg should be a path to a script file"_s.arg(
            parser.positionalArguments().size()));
    QString error;
    const std::unique_ptr<LogOutput> log = LogOutput::create({}, &error);
    TestRunConfig config;
    config.log = log.get();
    for (const QString &text : parser.values(u"env"_s)) // unlike run, inspect passes no system variables, as in k6
        config.env.insert(text.section(u'=', 0, 0), text.section(u'=', 1));
    if (error = locateScript(parser.positionalArguments().constFirst(), config); !error.isEmpty())
        return usageError(error);
    const ScriptInspection inspection = inspectScript(std::move(config));
    if (inspection.failure.exitCode != ExitCode::Ok)
        return commandError(inspection.failure.reason, inspection.failure.exitCode);
    printOut(inspection.optionsJson);
    return 0;
}

} // namespace sockscope
