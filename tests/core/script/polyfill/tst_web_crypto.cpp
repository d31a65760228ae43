// SPDX-License-Identifier: GPL-3.0-or-later
#include "lowered.h"

#include <QTest>

using namespace sockscope;
using namespace Qt::StringLiterals;

class tst_WebCrypto : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void values_data();
    void values();
    void digests_data();
    void digests();
    void randomness();
};

void tst_WebCrypto::values_data()
{
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QString>("value");

    const auto row = [](const char *expression, const char *value) {
        QTest::newRow(expression) << QString::fromUtf8(expression) << QString::fromUtf8(value);
    };
    row("(() => { const a = new Uint8Array(64); const r = crypto.getRandomValues(a); return [r === a, a.some(x => "
        "x)].join() })()",
        "true,true");
    row("(() => { const a = new Uint8Array(40); crypto.getRandomValues(a.subarray(20)); return a.subarray(0, "
        "20).every(x => x === 0) + ',' + "
        "a.subarray(20).some(x => x) })()",
        "true,true");
    row("crypto.getRandomValues(new Uint32Array(64)).some(x => x > 65535)", "true");
    row("crypto.getRandomValues(new Uint8Array(0)).length + crypto.getRandomValues(new Int16Array(65536)).length",
        "65536");
    row("/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(crypto.randomUUID())", "true");
    row("(() => { const { randomUUID } = crypto; return randomUUID() !== randomUUID() })()", "true");
    row("[[1], new Float32Array(1), new ArrayBuffer(4), new DataView(new ArrayBuffer(4)), null, 'x'].map(v => { try { "
        "crypto.getRandomValues(v); return "
        "'ok' } catch (e) { return e.message } }).filter((m, i, all) => all.indexOf(m) === i).join()",
        "TypeMismatchError: typedArray parameter isn't a TypedArray instance");
    row("(() => { try { crypto.getRandomValues(new Uint8Array(65537)) } catch (e) { return String(e) } })()",
        "TypeError: QuotaExceededError: typedArray parameter is too big; maximum length is 65536");
    row("(() => { 'use strict'; try { crypto.randomUUID = 1 } catch (e) { return e.name } })()", "TypeError");
    row("Object.keys(crypto) + ',' + Object.keys(crypto.subtle).length", "getRandomValues,randomUUID,subtle,12");
}

void tst_WebCrypto::values()
{
    QFETCH(QString, expression);
    QTEST(test::evaluated(expression), "value");
}

void tst_WebCrypto::digests_data()
{
    QTest::addColumn<QString>("call");
    QTest::addColumn<QString>("outcome");

    const auto row = [](const char *call, const char *outcome) {
        QTest::newRow(call) << QString::fromUtf8(call) << QString::fromUtf8(outcome);
    };
    row("digest('SHA-1', abc)", "a9993e364706816aba3e25717850c26c9cd0d89d");
    row("digest('sha-256', abc.buffer)", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    row("digest({ name: 'SHA-384' }, abc)",
        "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7");
    row("digest({ name: 'SHA-512' }, abc)", "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a27"
                                            "4fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f");
    row("digest('SHA-1', new Uint16Array([1]))", "0e356ba505631fbf715758bed27d503f8b260e3a");
    row("digest('SHA-1', new Uint8Array(0))", "da39a3ee5e6b4b0d3255bfef95601890afd80709");
    row("digest('SHA-1', new Uint8Array([120, 97, 98, 99]).subarray(1))", "a9993e364706816aba3e25717850c26c9cd0d89d");
    row("digest('MD5', abc)",
        "NotSupportedError: algorithm \"MD5\" doesn't support (in implementation) operation \"digest\"");
    row("digest(5, abc)", "SyntaxError: algorithm cannot be interpreted as a string or an object");
    row("digest('SHA-1', 'abc')", "OperationError: data is neither an ArrayBuffer, nor a TypedArray nor DataView");
    row("sign('HMAC', null, abc)", "NotSupportedError: crypto.subtle.sign is not available here: of crypto.subtle "
                                   "there is digest() only. Use k6/crypto for HMAC, or run the "
                                   "script in k6.");
}

void tst_WebCrypto::digests()
{
    QFETCH(QString, call);
    QJSEngine engine;
    const QString code =
        u"var abc = new Uint8Array([97, 98, 99]), outcome = ''; crypto.subtle.%1.then(function (b) { outcome = "
        u"Array.from(new "
        "Uint8Array(b), function (x) { return ('0' + x.toString(16)).slice(-2) }).join('') }, function (e) { outcome = String(e) })"_s
            .arg(call);
    install(engine, polyfillsFor({code}));
    const QJSValue result = engine.evaluate(code);
    QVERIFY2(!result.isError(), qPrintable(result.toString()));
    QTRY_VERIFY(!engine.evaluate(u"outcome"_s).toString().isEmpty());
    QTEST(engine.evaluate(u"outcome"_s).toString(), "outcome");
}

// Every bit of every byte takes both values.
void tst_WebCrypto::randomness()
{
    QCOMPARE(test::evaluated(u"(() => { let or = 0, and = 255; for (let i = 0; i < 50; i++) { const [a] = "
                             u"crypto.getRandomValues(new Uint8Array(1)); or |= a; and "
                             "&= a } return or + ',' + and })()"_s),
             u"255,0"_s);
}

QTEST_GUILESS_MAIN(tst_WebCrypto)

#include "tst_web_crypto.moc"
