// SPDX-License-Identifier: GPL-3.0-or-later
#include "k6_script.h"

#include <QTest>
#include <QThread>

using namespace sockscope;
using namespace sockscope::test;

namespace {

const QByteArray Imports = "import { SharedArray } from 'k6/data'\n";
const QByteArray Rows =
    "const sa = new SharedArray('rows', () => [{ a: 1, b: [1, { c: 2 }] }, 'x', null, 3.5, new Date(0)])\n";

QStringList runInVu(const QByteArray &lines)
{
    K6Script script(probes(Imports + Rows, lines));
    return script.run();
}

QStringList runInInit(const QByteArray &lines)
{
    K6Script script(probes(Imports, lines, true));
    return script.run();
}

} // namespace

/// Expected lines are what k6 2.2 printed, but for V4's own messages.
class TestData : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void constructorErrors();
    void worksWithoutNew();
    void notInVuCode();
    void isAnArray();
    void reading();
    void readMethods();
    void keys();
    void serialises();
    void prints();
    void everyAccessParsesAnew();
    void elementsAreDeeplyFrozen();
    void writing();
    void sortOfSortedData();
    void elementsThatJsonCannotHold();
    void instanceofStaysRightForOthers();
    void builtOnceForAllVus();
    void builtOnceForVusOnThreads();
    void failedBuildIsTriedAgain();
    void sameNameInsideItsOwnFunction();
    void madeOfAnotherSharedArray();
    void withoutAStoreOfTheRun();
};

void TestData::constructorErrors()
{
    QCOMPARE(
        runInInit(R"(
        t('empty', () => new SharedArray('', () => []))
        t('no function', () => new SharedArray('a'))
        t('nothing', () => new SharedArray())
        t('number', () => new SharedArray('a', 5))
        t('null', () => new SharedArray('a', null))
        t('no array', () => new SharedArray('b', () => 1))
        t('typed array', () => new SharedArray('b', () => new Uint8Array(3)))
        t('null array', () => new SharedArray('b', () => null))
        t('throws', () => new SharedArray('c', () => { throw new Error('mine') }))
        t('name null', () => String(new SharedArray(null, () => [3]))))"),
        QStringList({
            u"empty !! GoError: empty name provided to SharedArray's constructor"_s,
            u"no function !! GoError: a function is expected as the second argument of SharedArray's constructor"_s,
            u"nothing !! GoError: a function is expected as the second argument of SharedArray's constructor"_s,
            u"number !! GoError: a function is expected as the second argument of SharedArray's constructor"_s,
            u"null !! GoError: a function is expected as the second argument of SharedArray's constructor"_s,
            u"no array !! GoError: only arrays can be made into SharedArray"_s,
            u"typed array !! GoError: only arrays can be made into SharedArray"_s,
            u"null array !! TypeError: Cannot convert undefined or null to object"_s,
            u"throws !! Error: mine"_s,
            u"name null => string 3"_s,
        }));
}

void TestData::worksWithoutNew()
{
    QCOMPARE(runInInit("t('', () => SharedArray('a', () => [1])[0])"), QStringList(u" => number 1"_s));
}

void TestData::notInVuCode()
{
    QCOMPARE(runInVu("t('', () => new SharedArray('zz', () => []))"),
             QStringList(u" !! GoError: new SharedArray must be called in the init context"_s));
}

void TestData::isAnArray()
{
    QCOMPARE(runInVu(R"(
        t('isArray', () => Array.isArray(sa))
        t('instanceof', () => sa instanceof Array)
        t('prototype', () => Object.getPrototypeOf(sa) === Array.prototype)
        t('tag', () => Object.prototype.toString.call(sa))
        t('extensible', () => Object.isExtensible(sa)))"),
             QStringList({
                 u"isArray => boolean true"_s,
                 u"instanceof => boolean true"_s,
                 u"prototype => boolean true"_s,
                 u"tag => string [object Array]"_s,
                 u"extensible => boolean true"_s,
             }));
}

void TestData::reading()
{
    QCOMPARE(runInVu(R"(
        t('length', () => sa.length)
        t('object', () => sa[0].b[1].c)
        t('string', () => sa[1])
        t('null', () => sa[2])
        t('date', () => sa[4])
        t('beyond', () => sa[10])
        t('negative', () => sa[-1])
        t('fraction', () => sa[1.5])
        t('in', () => [0 in sa, 9 in sa, 'length' in sa, 'map' in sa, 'toJSON' in sa].join())
        t('destructured', () => { const [, second, ...others] = sa; return second + others.length }))"),
             QStringList({
                 u"length => number 5"_s,
                 u"object => number 2"_s,
                 u"string => string x"_s,
                 u"null => object null"_s,
                 u"date => string 1970-01-01T00:00:00.000Z"_s,
                 u"beyond => undefined undefined"_s,
                 u"negative => undefined undefined"_s,
                 u"fraction => undefined undefined"_s,
                 u"in => string true,false,true,true,false"_s,
                 u"destructured => string x3"_s,
             }));
}

void TestData::readMethods()
{
    QCOMPARE(runInVu(R"(
        t('map', () => sa.map((x) => typeof x).join())
        t('filter', () => sa.filter((x) => typeof x === 'string').length)
        t('spread', () => [...sa].length)
        t('spread call', () => ((...all) => all[3])(...sa))
        t('for of', () => { let n = 0; for (const x of sa) n++; return n })
        t('forEach', () => { let n = ''; sa.forEach((x, i) => { n += i }); return n })
        t('slice', () => sa.slice(1, 2))
        t('indexOf', () => [sa.indexOf('x'), sa.indexOf('nope'), sa.lastIndexOf(3.5), sa.includes(3.5)].join())
        t('find', () => sa.find((x) => x && x.a === 1).b.length)
        t('concat', () => [0].concat(sa).length)
        t('reduce', () => sa.reduce((n) => n + 1, 0))
        t('entries', () => [...sa.entries()][1].join())
        t('from', () => Array.from(sa)[1])
        t('join', () => sa.slice(1, 4).join('-'))
        t('String', () => String(sa)))"),
             QStringList({
                 u"map => string object,string,object,number,string"_s,
                 u"filter => number 2"_s,
                 u"spread => number 5"_s,
                 u"spread call => number 3.5"_s,
                 u"for of => number 5"_s,
                 u"forEach => string 01234"_s,
                 u"slice => object [ \"x\" ]"_s,
                 u"indexOf => string 1,-1,3,true"_s,
                 u"find => number 2"_s,
                 u"concat => number 6"_s,
                 u"reduce => number 5"_s,
                 u"entries => string 1,x"_s,
                 u"from => string x"_s,
                 u"join => string x--3.5"_s,
                 u"String => string [object Object],x,,3.5,1970-01-01T00:00:00.000Z"_s,
             }));
}

void TestData::keys()
{
    QCOMPARE(runInVu(R"(
        t('keys', () => Object.keys(sa).join())
        t('for in', () => { let all = ''; for (const key in sa) all += key; return all })
        t('names', () => Object.getOwnPropertyNames(sa).join())
        t('own', () => Object.prototype.hasOwnProperty.call(sa, 0)))"),
             QStringList({
                 u"keys => string 0,1,2,3,4"_s,
                 u"for in => string 01234"_s,
                 u"names => string 0,1,2,3,4,length"_s,
                 u"own => boolean true"_s,
             }));
}

void TestData::serialises()
{
    const QString json = u"[{\"a\":1,\"b\":[1,{\"c\":2}]},\"x\",null,3.5,\"1970-01-01T00:00:00.000Z\"]"_s;
    QCOMPARE(runInVu("t('plain', () => JSON.stringify(sa)); t('nested', () => JSON.stringify({ sa })); t('again', () "
                     "=> { Object.keys(sa); return JSON.stringify(sa) })"),
             QStringList({u"plain => string "_s + json, u"nested => string {\"sa\":"_s + json + u'}',
                          u"again => string "_s + json}));
}

void TestData::prints()
{
    QCOMPARE(
        runInVu("console.log(sa); console.log({ sa })"),
        QStringList({u"[ { a: 1, b: [ 1, { c: 2 } ] }, \"x\", null, 3.5, \"1970-01-01T00:00:00.000Z\" ]"_s,
                     u"{ sa: [ { a: 1, b: [ 1, { c: 2 } ] }, \"x\", null, 3.5, \"1970-01-01T00:00:00.000Z\" ] }"_s}));
}

void TestData::everyAccessParsesAnew()
{
    QCOMPARE(runInVu("t('object', () => sa[0] === sa[0]); t('string', () => sa[1] === sa[1])"),
             QStringList({u"object => boolean false"_s, u"string => boolean true"_s}));
}

void TestData::elementsAreDeeplyFrozen()
{
    QCOMPARE(runInVu(R"(
        t('outer', () => Object.isFrozen(sa[0]))
        t('inner', () => Object.isFrozen(sa[0].b[1]))
        t('write', () => { try { sa[0].a = 5 } catch (e) { return e instanceof TypeError } }))"),
             QStringList({u"outer => boolean true"_s, u"inner => boolean true"_s, u"write => boolean true"_s}));
}

void TestData::writing()
{
    const QStringList lines = runInVu(R"(
        t('set', () => { sa[0] = 1 })
        t('set beyond', () => { sa[77] = 1 })
        t('length', () => { sa.length = 0 })
        t('delete', () => { delete sa[0] })
        t('push', () => sa.push(1))
        t('pop', () => sa.pop())
        t('shift', () => sa.shift())
        t('unshift', () => sa.unshift(1))
        t('splice', () => sa.splice(0, 1))
        t('fill', () => sa.fill(0))
        t('reverse', () => sa.reverse())
        t('sort', () => sa.sort())
        t('copyWithin', () => sa.copyWithin(0, 1))
        t('define', () => Object.defineProperty(sa, 0, { value: 1 }))
        t('unchanged', () => sa.length + ' ' + sa[1]))");
    QCOMPARE(lines.size(), 15);
    for (qsizetype i = 0; i < 14; ++i)
        QVERIFY2(lines.at(i).endsWith(u" !! TypeError: SharedArray is immutable"), qPrintable(lines.at(i)));
    QCOMPARE(lines.last(), u"unchanged => string 5 x"_s);

    QCOMPARE(runInVu(R"(
        t('other', () => { sa.foo = 1 })
        t('delete length', () => { delete sa.length })
        t('delete beyond', () => delete sa[77])
        t('delete other', () => delete sa.foo)
        t('prevent', () => Object.preventExtensions(sa)))"),
             QStringList({
                 u"other !! TypeError: Cannot set property \"foo\" on a dynamic array"_s,
                 u"delete length !! TypeError: Cannot delete property \"length\" on a dynamic array"_s,
                 u"delete beyond => boolean true"_s,
                 u"delete other => boolean true"_s,
                 u"prevent !! TypeError: Cannot make a dynamic object non-extensible"_s,
             }));
}

void TestData::sortOfSortedData()
{
    QCOMPARE(runInInit("const sa = new SharedArray('n', () => [1, 2, 3]); t('same', () => sa.sort() === sa); "
                       "t('other', () => sa.sort((a, b) => b - a))"),
             QStringList({u"same => boolean true"_s, u"other !! TypeError: SharedArray is immutable"_s}));
}

void TestData::elementsThatJsonCannotHold()
{
    QCOMPARE(
        runInInit("const sa = new SharedArray('n', () => [1, undefined, () => 1]); t('length', () => sa.length); "
                  "t('first', () => sa[0]); t('second', () => sa[1]); t('third', () => { try { sa[2] } catch (e) { "
                  "return e.name } })"),
        QStringList({
            u"length => number 3"_s,
            u"first => number 1"_s,
            u"second !! SyntaxError: element 1 of the SharedArray is undefined or a function, which JSON can't hold"_s,
            u"third => string SyntaxError"_s,
        }));
}

void TestData::instanceofStaysRightForOthers()
{
    QCOMPARE(runInVu("class Mine extends Array {}; t('', () => [[] instanceof Array, {} instanceof Array, new Mine() "
                     "instanceof Mine, "
                     "new Mine() instanceof Array, [] instanceof Mine, sa instanceof Mine, 5 instanceof Array, null "
                     "instanceof Array].join())"),
             QStringList(u" => string true,false,true,true,false,false,false,false"_s));
}

void TestData::builtOnceForAllVus()
{
    K6Script script(Imports + R"(
        const sa = new SharedArray('rows', () => { console.log('building in', __VU); return [{ vu: __VU }] })
        export default function () { console.log(__VU, sa[0].vu) })");
    for (int id = 0; id <= 3; ++id) {
        const auto vu = script.makeVu(id);
        if (id > 0)
            script.iterate(*vu, 0);
    }
    QCOMPARE(script.consoleLines(), QStringList({u"building in 0"_s, u"1 0"_s, u"2 0"_s, u"3 0"_s}));
}

void TestData::builtOnceForVusOnThreads()
{
    K6Script script(Imports + R"(
        const sa = new SharedArray('rows', () => {
            console.log('building')
            const rows = []
            for (let i = 0; i < 2000; i++) rows.push({ i })
            return rows
        })
        export default function () {
            let sum = 0
            for (const row of sa) sum += row.i
            console.log(sum)
        })");
    std::vector<std::unique_ptr<QThread>> threads;
    for (int id = 1; id <= 4; ++id) {
        threads.emplace_back(QThread::create([&script, id] {
            const auto vu = script.makeVu(id);
            script.iterate(*vu, 0);
        }));
        threads.back()->start();
    }
    for (const auto &thread : threads)
        QVERIFY(thread->wait(60000));
    QStringList lines = script.consoleLines();
    lines.sort();
    QCOMPARE(lines, QStringList({u"1999000"_s, u"1999000"_s, u"1999000"_s, u"1999000"_s, u"building"_s}));
}

void TestData::failedBuildIsTriedAgain()
{
    QCOMPARE(runInInit("t('first', () => new SharedArray('a', () => { throw new Error('not yet') })); t('second', () "
                       "=> new SharedArray('a', () => [1])[0])"),
             QStringList({u"first !! Error: not yet"_s, u"second => number 1"_s}));
}

void TestData::sameNameInsideItsOwnFunction()
{
    // k6 hangs here.
    QCOMPARE(runInInit("t('', () => new SharedArray('a', () => { new SharedArray('a', () => []); return [] }))"),
             QStringList(u" !! GoError: the function of the SharedArray 'a' creates a SharedArray of the same name"_s));
}

void TestData::madeOfAnotherSharedArray()
{
    QCOMPARE(
        runInInit(
            "const a = new SharedArray('a', () => [1, { b: 2 }]); const c = new SharedArray('c', () => a); t('', () => "
            "JSON.stringify(c))"),
        QStringList(u" => string [1,{\"b\":2}]"_s));
}

void TestData::withoutAStoreOfTheRun()
{
    K6Script script(probes(Imports + Rows, "t('', () => sa.length)"));
    script.context.sharedArrays = nullptr;
    QCOMPARE(script.run(), QStringList(u" => number 5"_s));
}

QTEST_GUILESS_MAIN(TestData)
#include "tst_data.moc"
