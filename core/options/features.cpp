// SPDX-License-Identifier: GPL-3.0-or-later
#include "options/features.h"

namespace sockscope {

using namespace Qt::StringLiterals;

QMap<QString, QString> Features::tags() const
{
    QMap<QString, QString> tags;
    for (const QString &name : active)
        tags.insert(u"k6_feature_"_s + QString(name).replace(u'-', u'_'), u"true"_s);
    return tags;
}

Features resolveFeatures(const std::optional<QStringList> &flags, const std::optional<QString> &environment,
                         const std::optional<QStringList> &file)
{
    static const QStringList known = {u"freeze-env"_s, u"merge-run-tags"_s, u"native-histograms"_s};
    Features features;
    features.source = flags ? u"cli"_s : environment ? u"env"_s : u"json"_s;
    const QStringList values = flags ? *flags : environment ? QStringList(*environment) : file.value_or(QStringList());
    const QStringList names = values.join(u',').split(u',', Qt::SkipEmptyParts);
    for (const QString &text : names) {
        const QString name = text.trimmed();
        QStringList &list = known.contains(name) ? features.active : features.unknown;
        if (!name.isEmpty() && !list.contains(name))
            list.append(name);
    }
    features.active.sort();
    return features;
}

} // namespace sockscope
