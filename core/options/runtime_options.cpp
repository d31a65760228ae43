// SPDX-License-Identifier: GPL-3.0-or-later
#include "options/runtime_options.h"

#include "options/go_text.h"

#include <QRegularExpression>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

/// A flag, or the variable that counts where the flag isn't given.
class Source
{
public:
    Source(FlagReader &reader, const QHash<QString, QString> &environment)
        : m_reader(reader)
        , m_environment(environment)
    {
    }

    [[nodiscard]] QString text(const QString &flag, const QString &variable) const
    {
        std::optional<QString> value;
        m_reader.text(flag, value);
        return value ? *value : m_environment.value(variable);
    }

    [[nodiscard]] bool boolean(const QString &flag, const QString &variable, bool otherwise) const
    {
        std::optional<bool> value;
        if (const auto set = m_environment.constFind(variable); set != m_environment.constEnd()) {
            QString reason;
            if (value = parseGoBoolean(*set, &reason); !value)
                m_reader.fail(u"env var '%1' is not a valid boolean value: %2"_s.arg(variable, reason));
        }
        m_reader.boolean(flag, value);
        return value.value_or(otherwise);
    }

private:
    FlagReader &m_reader;
    const QHash<QString, QString> &m_environment;
};

void readModes(FlagReader &reader, const Source &source, RuntimeOptions &options)
{
    static const QStringList compatibility = {u"extended"_s, u"base"_s, u"experimental_enhanced"_s};
    static const QHash<QString, SummaryMode> modes = {{QString(), SummaryMode::Compact},
                                                      {u"compact"_s, SummaryMode::Compact},
                                                      {u"full"_s, SummaryMode::Full},
                                                      {u"disabled"_s, SummaryMode::Disabled}};
    if (const QString mode = source.text(u"compatibility-mode"_s, u"K6_COMPATIBILITY_MODE"_s); !mode.isEmpty())
        options.compatibilityMode = mode;
    if (!compatibility.contains(options.compatibilityMode.toLower()))
        reader.fail(u"invalid compatibility mode \"%1\". Use: \"%2\""_s.arg(options.compatibilityMode,
                                                                            compatibility.join(u"\", \""_s)));
    const QString mode = source.text(u"summary-mode"_s, u"K6_SUMMARY_MODE"_s);
    if (!modes.contains(mode))
        reader.fail(u"invalid summary mode"_s);
    options.summaryMode = modes.value(mode);
}

void readVariables(FlagReader &reader, const QHash<QString, QString> &environment, RuntimeOptions &options)
{
    static const QRegularExpression validName(u"\\A[a-zA-Z_][a-zA-Z0-9_]*\\z"_s);
    if (options.includeSystemEnvVars)
        options.env = environment;
    const QStringList texts = reader.texts(u"env"_s);
    for (const QString &text : texts) {
        const QString name = text.section(u'=', 0, 0);
        if (!validName.match(name).hasMatch())
            reader.fail(u"invalid environment variable name '%1'"_s.arg(name));
        options.env.insert(name, text.section(u'=', 1));
    }
}

} // namespace

QStringList RuntimeOptions::withoutEffect() const
{
    QStringList names;
    if (!tracesOutput.isEmpty() && tracesOutput != u"none")
        names.append(u"traces-output"_s);
    if (!secretSource.isEmpty())
        names.append(u"secret-source"_s);
    return names;
}

QList<Flag> runtimeFlags()
{
    return {
        {u"e"_s, u"env"_s, u"Add a variable to __ENV; may be repeated."_s, u"VAR=value"_s},
        {{}, u"include-system-env-vars"_s, u"Whether scripts see the variables of the system."_s},
        {{}, u"compatibility-mode"_s, u"extended or base; both are the same here."_s, u"mode"_s},
        {u"t"_s, u"type"_s, u"What the script is: js or archive, which shows by itself."_s, u"type"_s},
        {{}, u"no-thresholds"_s, u"Don't evaluate thresholds."_s},
        {{}, u"summary-mode"_s, u"The summary at the end: compact, full or disabled."_s, u"mode"_s},
        {{}, u"summary-export"_s, u"Write the summary to this JSON file, too."_s, u"file"_s},
        {{}, u"new-machine-readable-summary"_s, u"The newer form of summaries for programs."_s},
        {u"c"_s, u"config"_s, u"JSON file of options."_s, u"file"_s},
        {{}, u"traces-output"_s, u"Accepted for compatibility."_s, u"output"_s},
        {u"a"_s, u"address"_s, u"Serve k6's REST API there: status, resume, stop, metrics."_s, u"host:port"_s},
        {{}, u"secret-source"_s, u"Accepted for compatibility."_s, u"source"_s},
        {{}, u"profiling-enabled"_s, u"Accepted for compatibility."_s},
    };
}

RuntimeOptions readRuntimeOptions(FlagReader &reader, const QHash<QString, QString> &environment, bool includeSystem)
{
    RuntimeOptions options;
    const Source source(reader, environment);
    options.testType = source.text(u"type"_s, u"K6_TYPE"_s);
    readModes(reader, source, options);
    options.includeSystemEnvVars =
        source.boolean(u"include-system-env-vars"_s, u"K6_INCLUDE_SYSTEM_ENV_VARS"_s, includeSystem);
    options.noThresholds = source.boolean(u"no-thresholds"_s, u"K6_NO_THRESHOLDS"_s, false);
    options.summaryExport = source.text(u"summary-export"_s, u"K6_SUMMARY_EXPORT"_s);
    options.newMachineReadableSummary =
        source.boolean(u"new-machine-readable-summary"_s, u"K6_NEW_MACHINE_READABLE_SUMMARY"_s, false);
    options.tracesOutput = source.text(u"traces-output"_s, u"K6_TRACES_OUTPUT"_s);
    options.config = source.text(u"config"_s, u"K6_CONFIG"_s);
    options.address = source.text(u"address"_s, u"K6_ADDRESS"_s);
    options.isAddressRequired = reader.isSet(u"address"_s);
    options.secretSource = source.text(u"secret-source"_s, u"K6_SECRET_SOURCE"_s);
    readVariables(reader, environment, options);
    if (!options.testType.isEmpty() && options.testType != u"js" && options.testType != u"archive")
        reader.fail(u"unknown or unspecified test type '%1': there are js and archive"_s.arg(options.testType));
    return options;
}

} // namespace sockscope
