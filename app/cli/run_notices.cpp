// SPDX-License-Identifier: GPL-3.0-or-later
#include "run_notices.h"

namespace sockscope {

using namespace Qt::StringLiterals;

void noticeSettings(const RunArguments &arguments, LogSink &log)
{
    const auto line = [&log](LogLevel level, const QString &message, const QMap<QString, QString> &fields = {}) {
        log.write({level, message, fields, QDateTime::currentDateTime()});
    };
    const Features &features = arguments.features;
    for (const QString &name : features.unknown)
        line(LogLevel::Error, u"Unknown feature flag"_s,
             {{u"feature"_s, name}, {u"outcome"_s, u"unknown"_s}, {u"source"_s, features.source}});
    for (const QString &name : features.active)
        line(LogLevel::Info, u"Experimental feature enabled"_s,
             {{u"feature"_s, name}, {u"lifecycle"_s, u"experimental"_s}});
    if (arguments.runtime.compatibilityMode == u"experimental_enhanced")
        line(LogLevel::Warning,
             u"CompatibilityMode \"experimental_enhanced\" is deprecated. Types are stripped by default for `.ts` "
             u"files. "
             "Please move to using \"base\" instead as \"experimental_enhanced\" will be removed in the future"_s);
    const QStringList withoutEffect = arguments.runtime.withoutEffect();
    for (const QString &flag : withoutEffect)
        line(LogLevel::Warning, u"--%1 is not provided by this version and has no effect"_s.arg(flag));
}

} // namespace sockscope
