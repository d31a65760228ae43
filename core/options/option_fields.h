// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "options/codecs/cipher_suites_codec.h"
#include "options/codecs/dns_codec.h"
#include "options/codecs/host_patterns_codec.h"
#include "options/codecs/hosts_codec.h"
#include "options/codecs/ip_ranges_codec.h"
#include "options/codecs/local_ips_codec.h"
#include "options/codecs/scalar_codecs.h"
#include "options/codecs/scenarios_codec.h"
#include "options/codecs/segment_codecs.h"
#include "options/codecs/stages_codec.h"
#include "options/codecs/system_tags_codec.h"
#include "options/codecs/thresholds_codec.h"
#include "options/codecs/tls_auth_codec.h"
#include "options/codecs/tls_version_codec.h"
#include "options/run_options.h"

namespace sockscope {

/// An option: its names, where it is kept, and how it is read and printed.
template <typename OptionCodec>
struct OptionField
{
    using Codec = OptionCodec;
    const char *name;     ///< in scripts and config files
    const char *variable; ///< of the environment; null for none
    const char *goName;   ///< in k6's messages about variables
    std::optional<typename Codec::Type> RunOptions::*member;
};

/// Calls `visit` with the field of every option that scripts can export, in the order in which k6 prints them.
template <typename Visitor>
void forEachScriptOption(Visitor &&visit)
{
    using O = RunOptions;
    visit(OptionField<BooleanCodec>{"paused", "K6_PAUSED", "Paused", &O::paused});
    visit(OptionField<IntegerCodec>{"vus", "K6_VUS", "VUs", &O::vus});
    visit(OptionField<DurationCodec>{"duration", "K6_DURATION", "Duration", &O::duration});
    visit(OptionField<IntegerCodec>{"iterations", "K6_ITERATIONS", "Iterations", &O::iterations});
    visit(OptionField<StagesCodec>{"stages", "K6_STAGES", "Stages", &O::stages});
    visit(OptionField<ScenariosCodec>{"scenarios", nullptr, "", &O::scenarios});
    visit(OptionField<SegmentCodec>{"executionSegment", nullptr, "", &O::executionSegment});
    visit(OptionField<SegmentSequenceCodec>{"executionSegmentSequence", nullptr, "", &O::executionSegmentSequence});
    visit(OptionField<BooleanCodec>{"noSetup", "K6_NO_SETUP", "NoSetup", &O::noSetup});
    visit(OptionField<DurationCodec>{"setupTimeout", "K6_SETUP_TIMEOUT", "SetupTimeout", &O::setupTimeout});
    visit(OptionField<BooleanCodec>{"noTeardown", "K6_NO_TEARDOWN", "NoTeardown", &O::noTeardown});
    visit(OptionField<DurationCodec>{"teardownTimeout", "K6_TEARDOWN_TIMEOUT", "TeardownTimeout", &O::teardownTimeout});
    visit(OptionField<DurationCodec>{"handleSummaryTimeout", "K6_HANDLE_SUMMARY_TIMEOUT", "HandleSummaryTimeout",
                                     &O::handleSummaryTimeout});
    visit(OptionField<IntegerCodec>{"rps", "K6_RPS", "RPS", &O::rps});
    visit(OptionField<DnsCodec>{"dns", "K6_DNS", "DNS", &O::dns});
    visit(OptionField<IntegerCodec>{"maxRedirects", "K6_MAX_REDIRECTS", "MaxRedirects", &O::maxRedirects});
    visit(OptionField<TextCodec>{"userAgent", "K6_USER_AGENT", "UserAgent", &O::userAgent});
    visit(OptionField<IntegerCodec>{"batch", "K6_BATCH", "Batch", &O::batch});
    visit(OptionField<IntegerCodec>{"batchPerHost", "K6_BATCH_PER_HOST", "BatchPerHost", &O::batchPerHost});
    visit(OptionField<TextCodec>{"httpDebug", "K6_HTTP_DEBUG", "HTTPDebug", &O::httpDebug});
    visit(OptionField<BooleanCodec>{"insecureSkipTLSVerify", "K6_INSECURE_SKIP_TLS_VERIFY", "InsecureSkipTLSVerify",
                                    &O::insecureSkipTlsVerify});
    visit(OptionField<CipherSuitesCodec>{"tlsCipherSuites", "K6_TLS_CIPHER_SUITES", "TLSCipherSuites",
                                         &O::tlsCipherSuites});
    visit(OptionField<TlsVersionCodec>{"tlsVersion", nullptr, "", &O::tlsVersion});
    visit(OptionField<TlsAuthCodec>{"tlsAuth", nullptr, "", &O::tlsAuth});
    visit(OptionField<BooleanCodec>{"throw", "K6_THROW", "Throw", &O::throwErrors});
    visit(OptionField<ThresholdsCodec>{"thresholds", "K6_THRESHOLDS", "Thresholds", &O::thresholds});
    visit(OptionField<IpRangesCodec>{"blacklistIPs", "K6_BLACKLIST_IPS", "BlacklistIPs", &O::blacklistIPs});
    visit(
        OptionField<HostPatternsCodec>{"blockHostnames", "K6_BLOCK_HOSTNAMES", "BlockedHostnames", &O::blockHostnames});
    visit(OptionField<HostsCodec>{"hosts", nullptr, "", &O::hosts});
    visit(OptionField<BooleanCodec>{"noConnectionReuse", "K6_NO_CONNECTION_REUSE", "NoConnectionReuse",
                                    &O::noConnectionReuse});
    visit(OptionField<BooleanCodec>{"noVUConnectionReuse", "K6_NO_VU_CONNECTION_REUSE", "NoVUConnectionReuse",
                                    &O::noVUConnectionReuse});
    visit(OptionField<DurationCodec>{"minIterationDuration", "K6_MIN_ITERATION_DURATION", "MinIterationDuration",
                                     &O::minIterationDuration});
    visit(OptionField<RawCodec>{"cloud", nullptr, "", &O::cloud});
    visit(OptionField<RawMapCodec>{"ext", nullptr, "", &O::ext});
    visit(OptionField<TextListCodec>{"summaryTrendStats", "K6_SUMMARY_TREND_STATS", "SummaryTrendStats",
                                     &O::summaryTrendStats});
    visit(OptionField<TextCodec>{"summaryTimeUnit", "K6_SUMMARY_TIME_UNIT", "SummaryTimeUnit", &O::summaryTimeUnit});
    visit(OptionField<SystemTagsCodec>{"systemTags", "K6_SYSTEM_TAGS", "SystemTags", &O::systemTags});
    visit(OptionField<TextMapCodec>{"tags", "K6_TAGS", "RunTags", &O::tags});
    visit(OptionField<IntegerCodec>{"metricSamplesBufferSize", "K6_METRIC_SAMPLES_BUFFER_SIZE",
                                    "MetricSamplesBufferSize", &O::metricSamplesBufferSize});
    visit(OptionField<BooleanCodec>{"noCookiesReset", "K6_NO_COOKIES_RESET", "NoCookiesReset", &O::noCookiesReset});
    visit(OptionField<BooleanCodec>{"discardResponseBodies", "K6_DISCARD_RESPONSE_BODIES", "DiscardResponseBodies",
                                    &O::discardResponseBodies});
    visit(OptionField<TextListCodec>{"features", nullptr, "", &O::features});
}

/// The same for those that have no form in scripts and config files.
template <typename Visitor>
void forEachHiddenOption(Visitor &&visit)
{
    using O = RunOptions;
    visit(OptionField<TextCodec>{"consoleOutput", "K6_CONSOLE_OUTPUT", "ConsoleOutput", &O::consoleOutput});
    visit(OptionField<LocalIpsCodec>{"localIPs", "K6_LOCAL_IPS", "LocalIPs", &O::localIPs});
}

/// The same for those of config files that are no options of scripts.
template <typename Visitor>
void forEachConfigOption(Visitor &&visit)
{
    using O = RunOptions;
    visit(OptionField<TextListCodec>{"out", "K6_OUT", "Out", &O::out});
    visit(OptionField<BooleanCodec>{"linger", "K6_LINGER", "Linger", &O::linger});
    visit(OptionField<BooleanCodec>{"noUsageReport", "K6_NO_USAGE_REPORT", "NoUsageReport", &O::noUsageReport});
    visit(OptionField<BooleanCodec>{"webDashboard", "K6_WEB_DASHBOARD", "WebDashboard", &O::webDashboard});
}

} // namespace sockscope
