// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/script_inspection.h"

#include "options/options_json.h"

namespace sockscope {

ScriptInspection inspectScript(TestRunConfig config)
{
    TestRun run(std::move(config));
    ScriptInspection inspection;
    QJsonObject exported;
    inspection.failure = run.inspect(&exported);
    if (inspection.failure.exitCode != ExitCode::Ok)
        return inspection;
    inspection.options = parseScriptOptions(exported);
    if (!inspection.options.error.isEmpty()) {
        inspection.failure.exitCode = ExitCode::InvalidConfiguration;
        inspection.failure.reason = inspection.options.error;
    } else if (QString error; !dnsTtl(inspection.options.options.dns.value_or(DnsOptions()), &error)) {
        inspection.failure.exitCode = ExitCode::GenericError;
        inspection.failure.reason = error;
    }
    inspection.optionsJson = inspectionJson(inspection.options.options);
    return inspection;
}

} // namespace sockscope
