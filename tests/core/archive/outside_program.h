// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QtTest>

namespace sockscope::outside {

/// What a program of the system prints for an input; fails the test where it ends badly.
inline QByteArray run(const QString &program, const QStringList &arguments, const QByteArray &input = {})
{
    QProcess process;
    process.start(program, arguments);
    process.write(input);
    process.closeWriteChannel();
    constexpr int DeadlineMs = 20'000;
    if (!process.waitForFinished(DeadlineMs) || process.exitCode() != 0)
        QTest::qFail(qPrintable(program + QLatin1String(": ") + QString::fromUtf8(process.readAllStandardError())),
                     __FILE__, __LINE__);
    return process.readAllStandardOutput();
}

/// The JSON that Python's YAML reader, which is independent of ours, makes of all documents in a text.
inline QByteArray yamlToJson(const QString &text)
{
    return run(QStringLiteral("python3"),
               {QStringLiteral("-c"), QStringLiteral("import sys,yaml,json; "
                                                     "json.dump(list(yaml.safe_load_all(sys.stdin.buffer)),sys.stdout,"
                                                     "default=lambda b: b.hex())")},
               text.toUtf8());
}

} // namespace sockscope::outside
