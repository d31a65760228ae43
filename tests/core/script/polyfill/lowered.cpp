// SPDX-License-Identifier: GPL-3.0-or-later
#include "lowered.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

namespace sockscope::test {

using namespace Qt::StringLiterals;

namespace {

QString read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

} // namespace

QStringList lowered(const QStringList &sources)
{
    const QTemporaryDir folder;
    QStringList arguments{u"--target=es2016"_s,
                          u"--supported:template-literal=false"_s,
                          u"--supported:regexp-sticky-and-unicode-flags=false"_s,
                          u"--format=cjs"_s,
                          u"--outdir="_s + folder.filePath(u"out"_s),
                          u"--log-level=error"_s};
    for (qsizetype i = 0; i < sources.size(); ++i) {
        QFile file(folder.filePath(u"%1.js"_s.arg(i)));
        if (!file.open(QIODevice::WriteOnly))
            qFatal("can't write to %s", qPrintable(file.fileName()));
        file.write(sources[i].toUtf8());
        arguments.append(file.fileName());
    }
    QProcess esbuild;
    esbuild.start(QStringLiteral(POLYFILL_TEST_ESBUILD), arguments);
    if (!esbuild.waitForFinished() || esbuild.exitCode() != 0)
        QTest::qFail(esbuild.readAllStandardError().constData(), __FILE__, __LINE__);
    QStringList results;
    for (qsizetype i = 0; i < sources.size(); ++i)
        results.append(read(folder.filePath(u"out/%1.js"_s.arg(i))));
    return results;
}

QJSValue run(QJSEngine &engine, const QString &source)
{
    QJSValue function =
        engine.evaluate(u"(function (module) { \"use strict\";\n"_s + source + u"\nreturn module.exports; })"_s);
    QJSValue module = engine.newObject();
    module.setProperty(u"exports"_s, engine.newObject());
    return function.isError() ? function : function.call({module});
}

QString evaluated(QJSEngine &engine, const QString &expression)
{
    const QString source = lowered({u"module.exports = (\n"_s + expression + u"\n)"_s}).constFirst();
    install(engine, polyfillsFor({source}));
    return run(engine, source).toString();
}

QString evaluated(const QString &expression)
{
    QJSEngine engine;
    return evaluated(engine, expression);
}

} // namespace sockscope::test
