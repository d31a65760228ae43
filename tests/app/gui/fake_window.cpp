// SPDX-License-Identifier: GPL-3.0-or-later
// Starts an engine as the window does, prints its process id once it runs, and waits to be killed.
#include "engine_process.h"

#include <QCoreApplication>

#include <cstdio>

using namespace Qt::StringLiterals;

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    sockscope::EngineProcess engine(QCoreApplication::arguments().value(1), QCoreApplication::arguments().value(2));
    QObject::connect(&engine, &sockscope::EngineProcess::started, &app, [&engine] {
        std::printf("%lld\n", static_cast<long long>(engine.processId()));
        std::fflush(stdout);
    });
    engine.start({.script = u"/tmp/x.js"_s, .source = u"//"_s, .arguments = {}, .environment = {}, .peer = {}});
    return QCoreApplication::exec();
}
