// SPDX-License-Identifier: GPL-3.0-or-later
#include "lowered.h"

#include <QFile>
#include <QLoggingCategory>
#include <QTest>

using namespace sockscope;
using namespace Qt::StringLiterals;

namespace {

QString read(const QString &name)
{
    QFile file(QStringLiteral(POLYFILL_TEST_DATA "/") + name);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("can't read %s", qPrintable(file.fileName()));
    return QString::fromUtf8(file.readAll());
}

} // namespace

class tst_Polyfills : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void expressions_data();
    void expressions();
    void expressionsWithEverything_data() { expressions_data(); }
    void expressionsWithEverything();
    void expressionsOnDemand_data() { expressions_data(); }
    void expressionsOnDemand();

    void laterInstallation();
    void membersStayAssignable();
    void builtInsLookBuiltIn();
    void bigIntNotice();
    void enginesAreIndependent();

private:
    [[nodiscard]] QString valueOf(QJSEngine &engine, const QString &code) const;

    QString m_show;
    QStringList m_expressions;
    QStringList m_codes;
    QStringList m_values;
};

void tst_Polyfills::initTestCase()
{
    QLoggingCategory::setFilterRules(u"qt.qml.compiler=false"_s);
    m_show = read(u"show.js"_s);
    QString pending;
    for (const QString &line : read(u"expressions.txt"_s).split(u'\n')) {
        if (line.startsWith("=> "_L1)) {
            m_expressions.append(pending);
            m_values.append(line.mid(3));
            pending.clear();
        } else if (!line.startsWith("# "_L1) && !(line.isEmpty() && pending.isEmpty())) {
            pending += pending.isEmpty() ? line : u'\n' + line;
        }
    }
    QStringList sources;
    for (const QString &expression : std::as_const(m_expressions))
        sources.append(u"module.exports = () => (\n"_s + expression + u"\n)"_s);
    m_codes = test::lowered(sources);
    QCOMPARE(m_codes.size(), m_values.size());
    QVERIFY(m_codes.size() > 650);
}

void tst_Polyfills::expressions_data()
{
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("value");
    for (qsizetype i = 0; i < m_codes.size(); ++i)
        QTest::newRow(qPrintable(m_expressions[i].left(100))) << m_codes[i] << m_values[i];
}

QString tst_Polyfills::valueOf(QJSEngine &engine, const QString &code) const
{
    engine.evaluate(m_show);
    const QJSValue function = test::run(engine, code);
    return engine.globalObject().property(u"evaluate"_s).call({function}).toString();
}

void tst_Polyfills::expressions()
{
    QFETCH(QString, code);
    QJSEngine engine;
    install(engine, polyfillsFor({code}));
    QTEST(valueOf(engine, code), "value");
}

// Polyfills don't get into each other's way.
void tst_Polyfills::expressionsWithEverything()
{
    QFETCH(QString, code);
    QJSEngine engine;
    install(engine, PolyfillSet::all());
    QTEST(valueOf(engine, code), "value");
}

// As for code that is made at run time, which no scan sees.
void tst_Polyfills::expressionsOnDemand()
{
    QFETCH(QString, code);
    const PolyfillSet needed = polyfillsFor({code});
    if (needed.contains(Polyfill::ArraySpecies) || needed.contains(Polyfill::ProxyViews) ||
        code.contains(u"unscopables") || code.contains(u"getOwnPropertyDescriptor(Array.prototype"))
        QSKIP("not loaded on demand");
    QJSEngine engine;
    install(engine, {Polyfill::OnDemand, Polyfill::OnDemandAll});
    QTEST(valueOf(engine, code), "value");
}

// As a console does, line by line.
void tst_Polyfills::laterInstallation()
{
    QJSEngine engine;
    QCOMPARE(test::evaluated(engine, u"typeof [].flat"_s), u"function"_s);
    QCOMPARE(test::evaluated(engine, u"typeof ''.padStart"_s), u"function"_s);
    QVERIFY(engine.evaluate(u"''.replaceAll"_s).isUndefined());
    QCOMPARE(test::evaluated(engine, u"'a.b.c'.replaceAll('.', '-')"_s), u"a-b-c"_s);
    engine.evaluate(u"var kept = new Map([[1, 2]])"_s); // V4's own, for the second one is not loaded yet
    QCOMPARE(test::evaluated(engine, u"(globalThis.mine = new Map([['k', 'v']])).get('k')"_s), u"v"_s);
    const QString map = engine.evaluate(u"Map"_s).property(u"name"_s).toString();
    QCOMPARE(map, u"Map"_s);
    QCOMPARE(test::evaluated(engine, u"new Map([['x', 1]]), globalThis.mine instanceof Map"_s), u"true"_s);
}

void tst_Polyfills::membersStayAssignable()
{
    const QString script = u"Array.prototype.flat = function () { return 'mine' }; String.prototype.at = () => 'at';"
                           "[[].flat(), 'x'.at(0), Object.keys([]).length].join()"_s;
    QJSEngine lazy;
    install(lazy, {Polyfill::OnDemand, Polyfill::OnDemandAll});
    QCOMPARE(lazy.evaluate(script).toString(), u"mine,at,0"_s);
    QJSEngine eager;
    install(eager, PolyfillSet::all());
    QCOMPARE(eager.evaluate(script).toString(), u"mine,at,0"_s);
}

// Nothing that is added shows in for-in loops, and methods can't be constructed.
void tst_Polyfills::builtInsLookBuiltIn()
{
    for (const PolyfillSet &set : {PolyfillSet::all(), PolyfillSet{Polyfill::OnDemand, Polyfill::OnDemandAll}}) {
        QJSEngine engine;
        install(engine, set);
        const QJSValue shown = engine.evaluate(u"var found = []; for (var o of [[], {}, '', 1, /a/, function () {}, "
                                               u"new Uint8Array(1), new Map(), new WeakMap(), JSON, Math,"
                                               "Object, Array, String, Symbol(), new Date(), Promise.resolve(), "
                                               "Reflect]) for (var k in o) if (k !== '0') found.push(k);"
                                               "found.join()"_s);
        QCOMPARE(shown.toString(), QString());
        QCOMPARE(engine.evaluate(u"Object.keys(this).length"_s).toInt(), 3); // found, o, k
        QVERIFY(engine.evaluate(u"new ([].flat)()"_s).isError());
        QCOMPARE(engine.evaluate(u"[].flat.name + ''.replaceAll.length + Map.name + RegExp.length"_s).toString(),
                 u"flat2Map2"_s);
    }
}

void tst_Polyfills::bigIntNotice()
{
    QJSEngine engine;
    const QString refusal = test::evaluated(engine, u"BigInt(5)"_s);
    QVERIFY2(refusal.startsWith("TypeError: BigInt is not available"_L1), qPrintable(refusal));
    // Who asks first gets an answer to go by.
    QCOMPARE(test::evaluated(u"typeof BigInt === 'undefined' ? 'numbers' : BigInt(1)"_s), u"numbers"_s);
}

void tst_Polyfills::enginesAreIndependent()
{
    QJSEngine first;
    install(first, PolyfillSet::all());
    first.evaluate(u"Map.prototype.spoiled = 1; Array.prototype.flat = null;"_s);
    QJSEngine second;
    install(second, PolyfillSet::all());
    QCOMPARE(second.evaluate(u"[new Map().spoiled, [[1]].flat().length].join()"_s).toString(), u",1"_s);
    QJSEngine bare;
    QVERIFY(bare.evaluate(u"[].flat"_s).isUndefined());
}

int main(int argc, char *argv[])
{
    qputenv("TZ", "UTC");
    QCoreApplication app(argc, argv);
    tst_Polyfills test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_polyfills.moc"
