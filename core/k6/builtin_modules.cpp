// SPDX-License-Identifier: GPL-3.0-or-later
#include "k6/builtin_modules.h"

#include "k6/crypto.h"
#include "k6/data.h"
#include "k6/encoding.h"
#include "k6/execution.h"
#include "k6/k6_core.h"
#include "k6/metrics.h"
#include "k6/tcp_module.h"
#include "k6/timers.h"

namespace sockscope {

using namespace Qt::StringLiterals;

ModuleRegistry builtinModules()
{
    ModuleRegistry registry;
    registry.add(u"k6"_s, {createK6Module});
    registry.add(u"k6/crypto"_s, {createCryptoModule});
    registry.add(u"k6/data"_s, {createDataModule});
    registry.add(u"k6/encoding"_s, {createEncodingModule});
    registry.add(u"k6/execution"_s, {createExecutionModule, true});
    registry.add(u"k6/metrics"_s, {createMetricsModule});
    registry.add(u"k6/timers"_s, {createTimersModule});
    registry.add(u"k6/x/tcp"_s, {createTcpModule});
    return registry;
}

} // namespace sockscope
