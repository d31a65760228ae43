// SPDX-License-Identifier: GPL-3.0-or-later
// All readers of options with any bytes: what is refused has a sentence, and what is taken can be printed and read
// again.
#include "options/duration_text.h"
#include "options/environment_options.h"
#include "options/option_tiers.h"
#include "options/options_json.h"
#include "options/script_options.h"

#include <QJsonDocument>

#include <cstdio>
#include <cstdlib>

using namespace Qt::StringLiterals;
using namespace sockscope;

namespace {

void require(bool condition, const char *what)
{
    if (condition)
        return;
    std::fprintf(stderr, "%s\n", what);
    std::abort();
}

RunOptions readObject(const QByteArray &bytes)
{
    const QJsonDocument document = QJsonDocument::fromJson(bytes);
    if (!document.isObject())
        return {};
    const ScriptOptions script = parseScriptOptions(document.object());
    require(script.error.isEmpty() || script.error.startsWith(u"parsing options from script got error"),
            "a mistake has k6's sentence");
    if (!script.error.isEmpty())
        return {};
    const QString printed = optionsJson(script.options);
    const QJsonDocument again = QJsonDocument::fromJson(printed.toUtf8());
    require(again.isObject(), "what is printed is JSON");
    const ScriptOptions read = parseScriptOptions(again.object());
    require(read.error.isEmpty() && optionsJson(read.options) == printed, "what is printed reads the same");
    return script.options;
}

void readTexts(const QString &text)
{
    QString error;
    const std::optional<std::int64_t> duration = parseExtendedDuration(text, &error);
    require(duration.has_value() == error.isEmpty(), "a duration, or a sentence");
    if (duration)
        require(parseGoDuration(formatGoDuration(*duration), &error) == duration, "a printed duration reads the same");
    static const QStringList variables = {u"K6_STAGES"_s,          u"K6_TAGS"_s,       u"K6_DNS"_s,
                                          u"K6_BLOCK_HOSTNAMES"_s, u"K6_VUS"_s,        u"K6_BLACKLIST_IPS"_s,
                                          u"K6_LOCAL_IPS"_s,       u"K6_SYSTEM_TAGS"_s};
    for (const QString &variable : variables) {
        RunOptions options;
        error.clear();
        const bool isRead = parseEnvironmentOptions({{variable, text}}, &options, &error);
        require(isRead == error.isEmpty(), "a variable, or a sentence");
        if (isRead)
            require(QJsonDocument::fromJson(optionsJson(options).toUtf8()).isObject(), "it can be printed");
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const RunOptions options = readObject(bytes);
    const ConsolidatedOptions consolidated = consolidate({{}, options, {}, options});
    static_cast<void>(optionMistakes(consolidated.options));
    static_cast<void>(executionOptionsJson(consolidated.options));
    readTexts(QString::fromUtf8(bytes.left(200)));
    return 0;
}
