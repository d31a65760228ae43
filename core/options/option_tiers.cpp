// SPDX-License-Identifier: GPL-3.0-or-later
#include "options/option_tiers.h"

#include "options/codecs/system_tags_codec.h"
#include "options/segment_bounds.h"
#include "options/trend_stats.h"

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

void apply(ConsolidatedOptions &result, const RunOptions &tier, const QString &name)
{
    if (result.options.scenarios && tier.hasExecution())
        result.warnings.append(u"\"%1\" level configuration overrode scenarios configuration entirely"_s.arg(name));
    result.options.override(tier);
}

std::optional<QMap<QString, QString>> mergedTags(const OptionTiers &tiers)
{
    QMap<QString, QString> merged;
    for (const RunOptions *tier : {&tiers.file, &tiers.script, &tiers.environment, &tiers.flags})
        merged.insert(tier->tags.value_or(QMap<QString, QString>()));
    return merged.isEmpty() ? std::nullopt : std::optional(merged);
}

/// Only the features themselves may set such tags.
void addFeatureTags(std::optional<QMap<QString, QString>> &tags, const Features &features)
{
    QMap<QString, QString> all = tags.value_or(QMap<QString, QString>());
    all.removeIf([](const auto &tag) { return tag.key().startsWith(u"k6_feature_"); });
    all.insert(features.tags());
    tags = all.isEmpty() ? std::nullopt : std::optional(all);
}

QString segmentMistake(const RunOptions &options)
{
    if (!options.executionSegmentSequence)
        return {};
    QString error;
    const auto segment = parseSegmentBounds(options.executionSegment.value_or(QString()), &error);
    const auto sequence = parseSegmentSequenceBounds(*options.executionSegmentSequence, &error);
    if (!segment || !sequence)
        return error;
    return sequence->contains(*segment) ? QString()
                                        : u"provided segment %1 can't be found in sequence %2"_s.arg(
                                              segment->toString(), *options.executionSegmentSequence);
}

} // namespace

ConsolidatedOptions consolidate(const OptionTiers &tiers, const Features &features)
{
    ConsolidatedOptions result;
    result.options.override(tiers.file);
    apply(result, tiers.script, u"script"_s);
    apply(result, tiers.environment, u"env"_s);
    apply(result, tiers.flags, u"cli"_s);
    RunOptions &options = result.options;
    if (features.has(u"merge-run-tags"_s))
        options.tags = mergedTags(tiers);
    addFeatureTags(options.tags, features);
    if (!options.systemTags)
        options.systemTags = defaultSystemTags();
    if (!options.summaryTrendStats)
        options.summaryTrendStats = defaultTrendStats();
    result.error = trendStatMistake(*options.summaryTrendStats);
    return result;
}

QStringList optionMistakes(const RunOptions &options)
{
    QStringList mistakes;
    if (const QString mistake = segmentMistake(options); !mistake.isEmpty())
        mistakes.append(mistake);
    // k6 checks only the first; with the others at 0 or below it could do nothing but fail later.
    const auto positive = [&mistakes](const QString &name, const std::optional<std::int64_t> &timeout) {
        if (timeout.value_or(1) <= 0)
            mistakes.append(name + u" must be positive"_s);
    };
    positive(u"setupTimeout"_s, options.setupTimeout);
    positive(u"teardownTimeout"_s, options.teardownTimeout);
    return mistakes;
}

} // namespace sockscope
