// SPDX-License-Identifier: GPL-3.0-or-later
#include "options/flag_options.h"

#include "options/codecs/dns_codec.h"
#include "options/codecs/host_patterns_codec.h"
#include "options/codecs/local_ips_codec.h"
#include "options/codecs/segment_codecs.h"
#include "options/codecs/stages_codec.h"
#include "options/codecs/system_tags_codec.h"
#include "options/ip_address.h"
#include "options/trend_stats.h"

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

void readStages(FlagReader &reader, RunOptions &options)
{
    if (!reader.isSet(u"stage"_s))
        return;
    options.stages.emplace();
    const QStringList texts = reader.list(u"stage"_s);
    for (qsizetype i = 0; i < texts.size(); ++i) {
        QString reason;
        const std::optional<Stage> stage = parseStage(texts.at(i), &reason);
        if (!stage)
            return reader.fail(u"error for stage %1: %2"_s.arg(i).arg(reason));
        if (!stage->duration)
            return reader.fail(u"stage %1 doesn't have a specified duration"_s.arg(i));
        options.stages->append(*stage);
    }
}

/// A flag whose text a codec reads.
template <typename Codec>
void readText(FlagReader &reader, const QString &flag, std::optional<typename Codec::Type> &value)
{
    std::optional<QString> text;
    reader.text(flag, text);
    QString reason;
    if (text && !Codec::fromText(*text, value, &reason))
        reader.fail(reason);
}

void readBlacklist(FlagReader &reader, RunOptions &options)
{
    const QStringList ranges = reader.list(u"blacklist-ip"_s);
    for (const QString &text : ranges) {
        QString reason;
        const std::optional<QString> range = parseCidr(text, &reason);
        if (!range)
            return reader.fail(u"error parsing blacklist-ip '%1': %2"_s.arg(text, reason));
        if (!options.blacklistIPs)
            options.blacklistIPs.emplace();
        options.blacklistIPs->append(*range);
    }
}

void readSummary(FlagReader &reader, RunOptions &options)
{
    if (reader.isSet(u"summary-trend-stats"_s)) {
        options.summaryTrendStats = reader.list(u"summary-trend-stats"_s);
        if (const QString mistake = trendStatMistake(*options.summaryTrendStats); !mistake.isEmpty())
            reader.fail(mistake);
    }
    static const QStringList units = {u"s"_s, u"ms"_s, u"us"_s};
    std::optional<QString> unit;
    reader.text(u"summary-time-unit"_s, unit);
    if (!unit || unit->isEmpty())
        return;
    options.summaryTimeUnit = unit;
    if (!units.contains(*unit))
        reader.fail(u"invalid summary time unit '%1', use 's', 'ms' or 'us'"_s.arg(*unit));
}

void readTags(FlagReader &reader, RunOptions &options)
{
    const QStringList texts = reader.texts(u"tag"_s);
    for (const QString &text : texts) {
        const qsizetype equals = text.indexOf(u'=');
        const auto fail = [&](const QString &what) {
            reader.fail(u"error parsing tag '%1': invalid tag, empty %2"_s.arg(text, what));
        };
        if (text.isEmpty())
            return fail(u"string"_s);
        if (equals == 0)
            return fail(u"name"_s);
        if (equals < 0 || equals + 1 == text.size())
            return fail(u"value"_s);
        if (!options.tags)
            options.tags.emplace();
        options.tags->insert(text.left(equals), text.mid(equals + 1));
    }
}

void readScalars(FlagReader &reader, RunOptions &options)
{
    reader.integer(u"vus"_s, options.vus);
    reader.duration(u"duration"_s, options.duration);
    reader.integer(u"iterations"_s, options.iterations);
    reader.boolean(u"paused"_s, options.paused);
    reader.boolean(u"no-setup"_s, options.noSetup);
    reader.boolean(u"no-teardown"_s, options.noTeardown);
    reader.integer(u"max-redirects"_s, options.maxRedirects);
    reader.integer(u"batch"_s, options.batch);
    reader.integer(u"batch-per-host"_s, options.batchPerHost);
    reader.integer(u"rps"_s, options.rps);
    reader.text(u"user-agent"_s, options.userAgent);
    reader.text(u"http-debug"_s, options.httpDebug);
    reader.boolean(u"insecure-skip-tls-verify"_s, options.insecureSkipTlsVerify);
    reader.boolean(u"no-connection-reuse"_s, options.noConnectionReuse);
    reader.boolean(u"no-vu-connection-reuse"_s, options.noVUConnectionReuse);
    reader.duration(u"min-iteration-duration"_s, options.minIterationDuration);
    reader.boolean(u"throw"_s, options.throwErrors);
    reader.boolean(u"discard-response-bodies"_s, options.discardResponseBodies);
    reader.boolean(u"linger"_s, options.linger);
    reader.boolean(u"no-usage-report"_s, options.noUsageReport);
}

} // namespace

QList<Flag> optionFlags()
{
    const QString integer = u"int"_s;
    const QString duration = u"duration"_s;
    return {
        {u"u"_s, u"vus"_s, u"Number of virtual users."_s, integer},
        {u"d"_s, u"duration"_s, u"How long to iterate, such as 30s or 1m30s."_s, duration},
        {u"i"_s, u"iterations"_s, u"Iterations, shared among the VUs."_s, integer},
        {u"s"_s, u"stage"_s, u"Add a stage of a ramp, such as 30s:10; may be repeated."_s, u"duration:target"_s},
        {{}, u"execution-segment"_s, u"Do only this part of the work, such as 10%, 1/3 or 0.2:2/3."_s, u"segment"_s},
        {{}, u"execution-segment-sequence"_s, u"The segments of all instances, such as 0,1/3,2/3,1."_s, u"points"_s},
        {u"p"_s, u"paused"_s, u"Start the test in a paused state."_s},
        {{}, u"no-setup"_s, u"Don't run setup()."_s},
        {{}, u"no-teardown"_s, u"Don't run teardown()."_s},
        {{}, u"insecure-skip-tls-verify"_s, u"Accept any TLS certificate."_s},
        {{}, u"min-iteration-duration"_s, u"Least time an iteration takes."_s, duration},
        {u"w"_s, u"throw"_s, u"Throw where k6 would only warn."_s},
        {{}, u"blacklist-ip"_s, u"IP ranges (CIDR) that may not be reached; may be repeated."_s, u"range"_s},
        {{}, u"block-hostnames"_s, u"Host patterns that may not be reached; may be repeated."_s, u"pattern"_s},
        {{}, u"local-ips"_s, u"Addresses, ranges or CIDRs that VUs connect from."_s, u"ranges"_s},
        {{}, u"dns"_s, u"How names are resolved: ttl=5m,select=random,policy=preferIPv4."_s, u"settings"_s},
        {{}, u"tag"_s, u"Add a tag to all samples; may be repeated."_s, u"name=value"_s},
        {{}, u"system-tags"_s, u"The system tags that samples have."_s, u"tags"_s},
        {{}, u"summary-trend-stats"_s, u"Columns of trends in the summary, such as avg,p(95)."_s, u"stats"_s},
        {{}, u"summary-time-unit"_s, u"Unit of times in the summary: s, ms or us."_s, u"unit"_s},
        {{}, u"console-output"_s, u"Write console.* lines to this file instead of the log."_s, u"file"_s},
        {u"o"_s, u"out"_s, u"Where samples go, such as json=FILE or csv=FILE; may be repeated."_s, u"output"_s},
        {u"l"_s, u"linger"_s, u"Wait for Ctrl+C when the test is over."_s},
        {{}, u"features"_s, u"Enable features of k6, separated by commas."_s, u"names"_s},
        {{}, u"no-usage-report"_s, u"Accepted for compatibility; nothing is ever reported."_s},
        {{}, u"max-redirects"_s, u"Accepted for compatibility, like the other flags of HTTP below."_s, integer},
        {{}, u"batch"_s, u"HTTP."_s, integer},
        {{}, u"batch-per-host"_s, u"HTTP."_s, integer},
        {{}, u"rps"_s, u"HTTP."_s, integer},
        {{}, u"user-agent"_s, u"HTTP."_s, u"text"_s},
        {{}, u"http-debug"_s, u"HTTP."_s, u"what"_s, u"headers"_s},
        {{}, u"no-connection-reuse"_s, u"HTTP."_s},
        {{}, u"no-vu-connection-reuse"_s, u"HTTP."_s},
        {{}, u"discard-response-bodies"_s, u"HTTP."_s},
    };
}

RunOptions readOptionFlags(FlagReader &reader)
{
    RunOptions options;
    readScalars(reader, options);
    readStages(reader, options);
    readText<SegmentCodec>(reader, u"execution-segment"_s, options.executionSegment);
    readText<SegmentSequenceCodec>(reader, u"execution-segment-sequence"_s, options.executionSegmentSequence);
    if (reader.isSet(u"system-tags"_s))
        options.systemTags = knownSystemTags(reader.list(u"system-tags"_s));
    readBlacklist(reader, options);
    if (reader.isSet(u"block-hostnames"_s)) {
        options.blockHostnames.emplace();
        QString reason;
        if (!HostPatternsCodec::fromText(reader.list(u"block-hostnames"_s).join(u','), options.blockHostnames, &reason))
            reader.fail(reason);
    }
    readText<LocalIpsCodec>(reader, u"local-ips"_s, options.localIPs);
    readSummary(reader, options);
    readTags(reader, options);
    readText<TextCodec>(reader, u"console-output"_s, options.consoleOutput);
    std::optional<QString> dns;
    reader.text(u"dns"_s, dns);
    if (dns && !dns->isEmpty())
        readText<DnsCodec>(reader, u"dns"_s, options.dns);
    if (reader.isSet(u"out"_s))
        options.out = reader.texts(u"out"_s);
    if (reader.isSet(u"features"_s))
        options.features = reader.texts(u"features"_s);
    return options;
}

} // namespace sockscope
