// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "../k6/tcp_run.h"

#include "explain/explainer.h"

#include <QTest>

#include <memory>

namespace sockscope::test {

using namespace Qt::StringLiterals;

/// An iteration that hangs is stopped after so long; silences take 2 to 3 s to be told.
inline const QString Patient = u"export const options = { scenarios: { default: { executor: 'per-vu-iterations', "
                               "vus: 1, iterations: 1, maxDuration: '4s', gracefulStop: '0s' } } };"_s;

/// The beginning of a body: a socket that is open to this peer. What follows stands on line 4.
inline QString open(const char *peer)
{
    return u"const s = new Socket(); s.on('data', () => {});\n await s.connect(port('%1'), host);\n"_s.arg(
        QLatin1String(peer));
}

/// The findings of a rule, as "line: sentence"; lines count from the script's first.
inline QStringList findingsOf(const TcpRun &run, const QString &rule)
{
    Explainer explainer;
    for (const Record &record : run.records)
        explainer.read(record);
    explainer.finish();
    QStringList found;
    for (const Explanation *finding : explainer.findings().all()) {
        if (finding->rule == rule)
            found += u"%1: %2"_s.arg(finding->place.line).arg(finding->what);
    }
    return found;
}

/// What tests of rules share: the peers, and how a row is run. Expected findings are "line: part of the sentence".
class RulesFixture
{
protected:
    void startPeers() { m_peers = std::make_unique<TcpPeers>(); }

    static void addColumns()
    {
        QTest::addColumn<QString>("rule");
        QTest::addColumn<QString>("body");
        QTest::addColumn<QStringList>("expected"); // "line: part of the sentence"; the body begins on line 2
    }

    /// Runs the body of the current row with the peers, and those of `ports` besides.
    void checkRow(const QHash<QString, quint16> &ports = {}) const
    {
        QFETCH(const QString, rule);
        QFETCH(const QString, body);
        QFETCH(const QStringList, expected);
        TcpRunOptions options = m_peers->options();
        options.ports.insert(ports);
        options.withJournal = true;
        options.init = Patient;
        const TcpRun run = runTcp(body, options);
        QVERIFY(!run.isLate);
        checkFindings(run, rule, expected);
    }

    static void checkFindings(const TcpRun &run, const QString &rule, const QStringList &expected)
    {
        const QStringList found = findingsOf(run, rule);
        const QString all = found.join(u'\n') + u'\n' + run.errors.join(u'\n');
        QVERIFY2(found.size() == expected.size(), qPrintable(all));
        for (qsizetype i = 0; i < found.size(); ++i) {
            QVERIFY2(found[i].section(u':', 0, 0) == expected[i].section(u':', 0, 0), qPrintable(all));
            QVERIFY2(found[i].contains(expected[i].section(u": "_s, 1)), qPrintable(all));
        }
    }

    std::unique_ptr<TcpPeers> m_peers;
};

} // namespace sockscope::test
