// SPDX-License-Identifier: GPL-3.0-or-later
#include "lowered.h"
#include "support/process_state.h"

#include <QElapsedTimer>
#include <QFile>
#include <QLoggingCategory>
#include <QTest>

using namespace sockscope;
using namespace Qt::StringLiterals;

namespace {

qint64 residentKilobytes()
{
    return test::residentBytes() / 1024;
}

} // namespace

class tst_Collections : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void million_data();
    void million();
    void churn();
    void iterationUnderMutation();
    void againstReference();
    void weakKeysAreReclaimed();
    void valuesDontHoldKeys();
    void shortLivedCollectionsOnLongLivedKeys();
    void privateFields();
    void frozenKeys();
    void strangers();
    void proxies();
    void keysLookUntouched();

private:
    QString run(QJSEngine &engine, const QString &code, qint64 *elapsed = nullptr);
};

void tst_Collections::initTestCase()
{
    QLoggingCategory::setFilterRules(u"qt.qml.compiler=false"_s);
}

QString tst_Collections::run(QJSEngine &engine, const QString &code, qint64 *elapsed)
{
    install(engine, polyfillsFor({code}));
    QElapsedTimer timer;
    timer.start();
    const QString result = engine.evaluate(code).toString();
    if (elapsed)
        *elapsed = timer.elapsed();
    return result;
}

void tst_Collections::million_data()
{
    QTest::addColumn<QString>("key");
    QTest::newRow("strings") << u"'key' + i"_s;
    QTest::newRow("integers") << u"i"_s;
    QTest::newRow("sparse integers") << u"i * 4099"_s;
    QTest::newRow("objects") << u"objects[i] || (objects[i] = { i: i })"_s;
}

// V4's own Map needs hours for this.
void tst_Collections::million()
{
    QFETCH(QString, key);
    QJSEngine engine;
    qint64 elapsed = 0;
    const QString code = u"(function () { var n = 1000000, objects = [], map = new Map(), sum = 0;"
                         "for (var i = 0; i < n; ++i) map.set(%1, i);"
                         "for (i = 0; i < n; ++i) sum += map.get(%1);"
                         "for (i = 0; i < n; i += 2) map.delete(%1);"
                         "return [map.size, sum, map.has((i = 1, %1)), map.has((i = 2, %1))].join(); })()"_s;
    QCOMPARE(run(engine, code.arg(key), &elapsed), u"500000,499999500000,true,false"_s);
    qInfo("a million %s: %lld ms", QTest::currentDataTag(), elapsed);
    QVERIFY(elapsed < 60'000); // takes about 3 s on an idle machine
}

// A queue: keys come and go, few are there at a time.
void tst_Collections::churn()
{
    QJSEngine engine;
    run(engine, u"new Set()"_s);
    const qint64 before = residentKilobytes();
    qint64 elapsed = 0;
    QCOMPARE(run(engine,
                 u"(function () { var queue = new Set(); for (var i = 0; i < 300000; ++i) { queue.add('m' + i); if (i "
                 u">= 100) queue.delete('m' "
                 "+ (i - 100)); } return queue.size + Array.from(queue)[0]; })()"_s,
                 &elapsed),
             u"100m299900"_s);
    QVERIFY(elapsed < 30'000);
    QVERIFY2(!test::isMemoryMeasurable || residentKilobytes() - before < 100'000,
             qPrintable(QString::number(residentKilobytes() - before)));
}

void tst_Collections::iterationUnderMutation()
{
    QCOMPARE(test::evaluated(u"(() => { const m = new Map(); for (let i = 0; i < 100; i++) m.set(i, i); const seen = "
                             u"[]; for (const [k] of m) { "
                             "seen.push(k); if (k < 90) for (let j = k + 1; j < k + 50; j++) m.delete(j); if (k === "
                             "50) m.set('new', 1) } return "
                             "seen.join() })()"_s),
             u"0,50,new"_s);
    QCOMPARE(
        test::evaluated(
            u"(() => { const s = new Set([1, 2, 3]); const it = s.values(); it.next(); s.clear(); s.add(4); const a = "
            u"it.next(); "
            "s.add(5); const b = it.next(); const c = it.next(); s.add(6); return [a.value, b.value, c.done, it.next().done].join() })()"_s),
        u"4,5,true,true"_s);
    QCOMPARE(test::evaluated(u"(() => { const m = new Map([[1, 'a']]); m.forEach((v, k) => { if (k < 5) { m.delete(k); "
                             u"m.set(k + 1, v) } }); return "
                             "[...m.keys()].join() })()"_s),
             u"5"_s);
}

// Random operations, and the same on a plain list of pairs.
void tst_Collections::againstReference()
{
    QCOMPARE(test::evaluated(uR"((() => {
        let seed = 7;
        const random = (n) => (seed = (seed * 48271) % 2147483647) % n;
        const keys = [0, -0, NaN, 1.5, -1, 4294967295, 4294967296, '0', '', 'a', '__proto__', 'NaN', true, 'true', null, undefined, {}, [],
            () => 1, Symbol('s'), Symbol.iterator, Object.freeze({}), new Proxy({}, {}), 'undefined', 1e300, Infinity, 'length'];
        const same = (a, b) => a === b || (a !== a && b !== b);
        const map = new Map(); const set = new Set(); let list = [];
        for (let step = 0; step < 20000; ++step) {
            const key = keys[random(keys.length)]; const at = list.findIndex(([k]) => same(k, key));
            switch (random(8)) {
            case 0: case 1: case 2: map.set(key, step); set.add(key); if (at < 0) list.push([key === 0 ? 0 : key, step]); else list[at][1] = step; break;
            case 3: case 4: if (map.delete(key) !== at >= 0 || set.delete(key) !== at >= 0) return 'delete at ' + step; if (at >= 0) list.splice(at, 1); break;
            case 5: if (map.has(key) !== at >= 0 || set.has(key) !== at >= 0) return 'has at ' + step; break;
            case 6: if (map.get(key) !== (at < 0 ? undefined : list[at][1])) return 'get at ' + step; break;
            case 7: if (random(50) === 0) { map.clear(); set.clear(); list = [] } break;
            }
            if (map.size !== list.length || set.size !== list.length) return 'size at ' + step;
            if (step % 100 === 0) {
                const pairs = [...map]; const values = [...set];
                if (!pairs.every(([k, v], i) => Object.is(k, list[i][0]) && v === list[i][1] && Object.is(values[i], list[i][0]))) return 'order at ' + step;
            }
        }
        return 'same';
    })())"_s),
             u"same"_s);
}

// V4's own WeakMap crashes on this at the first garbage collection.
void tst_Collections::weakKeysAreReclaimed()
{
    QJSEngine engine;
    run(engine, u"var map = new WeakMap(), set = new WeakSet();"_s);
    const QString round =
        u"for (var i = 0; i < 100000; ++i) { var key = { i: i }; map.set(key, { value: i }); set.add(key); }"_s;
    run(engine, round);
    engine.collectGarbage();
    const qint64 before = residentKilobytes();
    for (int i = 0; i < 10; ++i)
        run(engine, round);
    engine.collectGarbage();
    const qint64 growth = residentKilobytes() - before;
    qInfo("a million dropped keys: %lld KB more", growth);
    QVERIFY(!test::isMemoryMeasurable || growth < 40'000);
    QCOMPARE(run(engine, u"map.get(key).value + set.has(key)"_s), u"100000"_s); // true is one
}

void tst_Collections::valuesDontHoldKeys()
{
    QJSEngine engine;
    run(engine, u"var map = new WeakMap();"_s);
    const QString round =
        u"for (var i = 0; i < 1000; ++i) { var key = {}; map.set(key, { key: key, load: new ArrayBuffer(100000) }); } key = null;"_s;
    for (int i = 0; i < 5; ++i) { // half a gigabyte in all
        run(engine, round);
        engine.collectGarbage();
    }
    QVERIFY2(!test::isMemoryMeasurable || residentKilobytes() < 400'000,
             qPrintable(QString::number(residentKilobytes())));
}

// `seen` sets of functions that walk the same data again and again.
void tst_Collections::shortLivedCollectionsOnLongLivedKeys()
{
    QJSEngine engine;
    run(engine, u"var data = []; for (var i = 0; i < 100; ++i) data.push({ i: i }); new WeakSet();"_s);
    const QString round =
        u"for (var i = 0; i < 5000; ++i) { var seen = new WeakSet(); for (var j = 0; j < 10; ++j) seen.add(data[(i + j) % 100]); }"_s;
    run(engine, round);
    engine.collectGarbage();
    const qint64 before = residentKilobytes();
    for (int i = 0; i < 6; ++i) {
        run(engine, round);
        engine.collectGarbage();
    }
    const qint64 growth = residentKilobytes() - before;
    qInfo("300000 entries of dead sets: %lld KB more", growth);
    QVERIFY(!test::isMemoryMeasurable || growth < 20'000);
}

// Private fields and methods are WeakMaps and WeakSets once compiled.
void tst_Collections::privateFields()
{
    QJSEngine engine;
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(test::evaluated(engine, uR"((() => {
        class Account {
            #balance = 0; #log = [];
            static #count = 0;
            #note(text) { this.#log.push(text); return this.#log.length }
            constructor() { Account.#count++ }
            add(n) { this.#balance += n; return this.#note('+' + n) }
            get balance() { return this.#balance }
            static has(o) { return #log in o }
            static get count() { return Account.#count }
        }
        const kept = [];
        for (let i = 0; i < 300000; ++i) { const a = new Account(); a.add(i); if (i % 10 === 0) kept.push(a) }
        const ok = kept.every((a, i) => a.balance === i * 10 && a.add(1) === 2 && Account.has(a));
        return [ok, Account.count, Account.has({}), JSON.stringify(kept[3]), Object.keys(kept[3]).length, Reflect.ownKeys(kept[3]).length].join();
    })())"_s),
             u"true,300000,false,{},0,0"_s);
    qInfo("300000 objects with private fields: %lld ms, %lld KB in all", timer.elapsed(), residentKilobytes());
    QVERIFY(timer.elapsed() < 60'000);
}

void tst_Collections::frozenKeys()
{
    QJSEngine engine;
    qint64 elapsed = 0;
    // Frozen after the polyfill was loaded: as fast as others.
    QCOMPARE(
        run(engine,
            u"(function () { var keys = [], map = new Map(), weak = new WeakMap(); for (var i = 0; i < 50000; ++i) "
            u"keys.push(Object.freeze([i]));"
            "keys.forEach(function (k, i) { map.set(k, i); weak.set(k, i); });"
            "return keys.every(function (k, i) { return map.get(k) === i && weak.get(k) === i && Object.isFrozen(k); })"
            "+ ',' + map.size + Reflect.ownKeys(keys[0]); })()"_s,
            &elapsed),
        u"true,500000,length"_s);
    QVERIFY(elapsed < 20'000);
}

// Objects that can't be given a record: frozen before, or C++'s.
void tst_Collections::strangers()
{
    QJSEngine engine;
    engine.evaluate(u"var early = []; for (var i = 0; i < 50; ++i) early.push(Object.freeze({ i: i }));"_s);
    engine.globalObject().setProperty(u"native"_s, engine.newQObject(new QObject));
    QCOMPARE(run(engine, u"var map = new Map(), weak = new WeakMap(); early.concat([native]).forEach(function (k, i) { "
                         u"map.set(k, i); weak.set(k, i); });"
                         "[early.every(function (k, i) { return map.get(k) === i && weak.get(k) === i; }), "
                         "map.get(native), weak.has(native),"
                         "map.delete(early[3]), map.has(early[3]), map.size].join()"_s),
             u"true,50,true,true,false,50"_s);
}

void tst_Collections::proxies()
{
    QCOMPARE(
        test::evaluated(
            u"(() => { const asked = []; const target = {}; const p = new Proxy(target, { get(t, k) { "
            u"asked.push(String(k)); return t[k] }, "
            "has() { throw 1 }, defineProperty() { throw 2 }, getOwnPropertyDescriptor() { throw 3 } }); const m = new "
            "Map([[p, 'p'], [target, "
            "'t']]); const w = new WeakSet([p]); return [m.get(p), m.get(target), w.has(p), w.has(target), asked.length].join() })()"_s),
        u"p,t,true,false,0"_s);
    QCOMPARE(test::evaluated(u"(() => { const handler = {}; const p = new Proxy({ a: 1 }, handler); handler.get = (t, "
                             u"k) => 'got ' + String(k); const m = new "
                             "Map([[p, 1]]); delete handler.get; const plain = p.a; const { proxy, revoke } = "
                             "Proxy.revocable({}, {}); m.set(proxy, 2); return "
                             "[m.get(p), plain, m.get(proxy), new Proxy(Object.freeze([7]), {})[0]].join() })()"_s),
             u"1,1,2,7"_s);
    // Without the module that knows proxies of scripts, as for those that C++ or the program itself makes.
    QJSEngine engine;
    engine.evaluate(
        u"var target = {}, p = new Proxy(target, {}), closed = new Proxy({}, { defineProperty: function () { return false; } });"_s);
    install(engine, {Polyfill::MapAndSet, Polyfill::WeakCollections});
    QCOMPARE(
        engine
            .evaluate(
                u"var m = new Map([[p, 'p'], [target, 't'], [closed, 'c']]); [m.get(p), m.get(target), m.get(closed), m.size].join()"_s)
            .toString(),
        u"p,t,c,3"_s);
}

void tst_Collections::keysLookUntouched()
{
    QCOMPARE(test::evaluated(
                 u"(() => { const s = Symbol('own'); const k = { a: 1, [s]: 2 }; new Map([[k, 1]]); new WeakMap([[k, "
                 u"1]]); const copy = "
                 "Object.defineProperties({}, Object.getOwnPropertyDescriptors(k)); const other = new Map([[copy, "
                 "9]]); let seen = ''; for (const n in k) "
                 "seen += n; return [JSON.stringify(k), Object.keys(k), seen, Object.getOwnPropertyNames(k), "
                 "Object.getOwnPropertySymbols(k).length, Reflect.ownKeys(k).length, Object.keys(Object.assign({}, "
                 "k)), Object.keys({ ...k }), "
                 "other.get(k), other.get(copy), Object.getOwnPropertySymbols(new Map()).length].join('|') })()"_s),
             u"{\"a\":1}|a|a|a|1|2|a|a||9|0"_s);
}

QTEST_GUILESS_MAIN(tst_Collections)

#include "tst_collections.moc"
