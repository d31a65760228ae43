// SPDX-License-Identifier: GPL-3.0-or-later
#include "carried_test.h"

#include "command_line.h"
#include "log/log_output.h"
#include "options/flag_options.h"
#include "options/options_json.h"
#include "run_setup.h"
#include "script_arguments.h"
#include "system_environment.h"

#include <QFileInfo>
#include <QSaveFile>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

TestArchive archiveOf(const TestContents &contents, const RuntimeOptions &runtime)
{
    TestArchive archive;
    archive.script = contents.script;
    archive.folder = QFileInfo(contents.script).path();
    for (auto it = contents.files.begin(); it != contents.files.end(); ++it)
        archive.files.insert(it.key(), it.value());
    archive.options = optionsJson(contents.options).toUtf8();
    archive.env = runtime.env;
    archive.compatibilityMode = runtime.compatibilityMode;
    archive.dependencies = {u"k6"_s};
    for (const QString &module : contents.modules) {
        if (module.startsWith(u"k6/x/"))
            archive.dependencies.append(module);
    }
    return archive;
}

} // namespace

int carryTest(const CarryCommand &command, const QStringList &args)
{
    ScriptArguments given({command.usage, command.description, u"The script, or an archive."_s},
                          optionFlags() + runtimeFlags() + command.flags, args);
    if (given.exitCode())
        return *given.exitCode();
    FlagReader &reader = given.flags();
    RunArguments arguments;
    arguments.options = readOptionFlags(reader);
    arguments.runtime = readRuntimeOptions(reader, systemEnvironment(), false);
    if (!reader.error().isEmpty())
        return usageError(reader.error());
    QString error;
    const std::unique_ptr<LogOutput> log = LogOutput::create({}, &error);
    TestRunConfig config;
    config.log = log.get();
    if (error = locateScript(given.script(), config); !error.isEmpty())
        return usageError(error);
    arguments.applyTo(config);
    TestContents contents;
    TestRun run(std::move(config));
    if (const TestRunResult result = run.examine(&contents); result.exitCode != ExitCode::Ok)
        return commandError(result.reason, result.exitCode);
    return command.run(archiveOf(contents, arguments.runtime), reader);
}

QString writeOutput(const QString &path, const QByteArray &bytes)
{
    if (path == u"-")
        return writeToOutput(bytes);
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return u"%1 could not be written: %2"_s.arg(path, file.errorString());
    return {};
}

} // namespace sockscope
