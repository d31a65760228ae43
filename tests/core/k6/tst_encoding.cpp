// SPDX-License-Identifier: GPL-3.0-or-later
#include "k6_script.h"

#include <QTest>

using namespace sockscope::test;

namespace {

QStringList run(const QByteArray &lines, bool inInit = false)
{
    K6Script script(probes("import encoding, { b64encode, b64decode } from 'k6/encoding'", lines, inInit));
    return script.run();
}

} // namespace

/// Expected lines are what k6 2.2 printed, but for types that V4 doesn't have.
class TestEncoding : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bothImportStyles();
    void encodes();
    void encodesBytes();
    void refusesOtherTypes();
    void decodesToAnArrayBuffer();
    void decodesToText();
    void convertsArguments();
    void malformedInput();
    void worksInInit();
};

void TestEncoding::bothImportStyles()
{
    QCOMPARE(run("t('a', () => b64encode('x')); t('b', () => encoding.b64encode('x')); t('c', () => encoding.b64decode "
                 "=== b64decode)"),
             QStringList({u"a => string eA=="_s, u"b => string eA=="_s, u"c => boolean true"_s}));
}

void TestEncoding::encodes()
{
    QCOMPARE(run(R"(
        for (const e of ['std', 'rawstd', 'url', 'rawurl', 'zz', null, undefined, 5]) t(e, () => b64encode('a?>~', e))
        t('none', () => b64encode('héllo'))
        t('empty', () => b64encode(''))
        t('half a pair', () => b64encode('\ud800x')))"),
             QStringList({
                 u"std => string YT8+fg=="_s,
                 u"rawstd => string YT8+fg"_s,
                 u"url => string YT8-fg=="_s,
                 u"rawurl => string YT8-fg"_s,
                 u"zz => string YT8+fg=="_s,
                 u"null => string YT8+fg=="_s,
                 u"undefined => string YT8+fg=="_s,
                 u"5 => string YT8+fg=="_s,
                 u"none => string aMOpbGxv"_s,
                 u"empty => string "_s,
                 u"half a pair => string 77+9eA=="_s,
             }));
}

void TestEncoding::encodesBytes()
{
    QCOMPARE(run(R"(
        t('array', () => b64encode(new Uint8Array([1, 2])))
        t('part', () => b64encode(new Uint8Array([9, 8, 7, 6]).subarray(1, 3)))
        t('clamped', () => b64encode(new Uint8ClampedArray([3])))
        t('buffer', () => b64encode(new ArrayBuffer(2)))
        t('symbol', () => b64encode(Symbol('s'))))"),
             QStringList({
                 u"array => string AQI="_s,
                 u"part => string CAc="_s,
                 u"clamped => string Aw=="_s,
                 u"buffer => string AAA="_s,
                 u"symbol => string cw=="_s,
             }));
}

void TestEncoding::refusesOtherTypes()
{
    const QStringList lines = run(R"(
        const values = [5, 1.5, NaN, -0, 2 ** 53, 1e20, true, null, undefined, [1, 2], { a: 1 }, new Date(0), new Map(), new Set(),
            () => 1, /a/, new String('x'), new Number(5), new Number(1.5), new Boolean(true), new Error('e'), Promise.resolve(),
            new Int8Array(1), new Uint16Array(1), new Int16Array(1), new Int32Array(1), new Uint32Array(1), new Float32Array(1),
            new Float64Array(1), new DataView(new ArrayBuffer(1))]
        for (const value of values) t('', () => b64encode(value))
        t('', () => b64encode()))");
    const QStringList types{
        u"int64"_s,
        u"float64"_s,
        u"float64"_s,
        u"float64"_s,
        u"int64"_s,
        u"float64"_s,
        u"bool"_s,
        u"<nil>"_s,
        u"<nil>"_s,
        u"[]interface {}"_s,
        u"map[string]interface {}"_s,
        u"time.Time"_s,
        u"[][2]interface {}"_s,
        u"[]interface {}"_s,
        u"func(sobek.FunctionCall) sobek.Value"_s,
        u"map[string]interface {}"_s,
        u"map[string]interface {}"_s,
        u"int64"_s,
        u"float64"_s,
        u"bool"_s,
        u"map[string]interface {}"_s,
        u"*sobek.Promise"_s,
        u"[]int8"_s,
        u"[]uint16"_s,
        u"[]int16"_s,
        u"[]int32"_s,
        u"[]uint32"_s,
        u"[]float32"_s,
        u"[]float64"_s,
        u"map[string]interface {}"_s,
        u"<nil>"_s,
    };
    QStringList expected;
    for (const QString &type : types)
        expected.append(u" !! GoError: invalid type "_s + type + u", expected string, []byte or ArrayBuffer"_s);
    QCOMPARE(lines, expected);
}

void TestEncoding::decodesToAnArrayBuffer()
{
    QCOMPARE(run(R"(
        t('plain', () => b64decode('AQI='))
        t('other format', () => b64decode('AQI=', 'std', 'S'))
        t('usable', () => new Uint8Array(b64decode('AQID')).join())
        t('fresh', () => b64decode('AQID') === b64decode('AQID'))
        t('nothing', () => b64decode()))"),
             QStringList({
                 u"plain => object ArrayBuffer { [Uint8Contents]: <01 02>, byteLength: 2 }"_s,
                 u"other format => object ArrayBuffer { [Uint8Contents]: <01 02>, byteLength: 2 }"_s,
                 u"usable => string 1,2,3"_s,
                 u"fresh => boolean false"_s,
                 u"nothing => object ArrayBuffer { [Uint8Contents]: <>, byteLength: 0 }"_s,
             }));
}

void TestEncoding::decodesToText()
{
    QCOMPARE(run(R"(
        const units = (text) => text.split('').map((c) => c.charCodeAt(0).toString(16)).join()
        t('ascii', () => b64decode('aGVsbG8=', 'std', 's'))
        t('utf8', () => b64decode('w6k=', 'std', 's'))
        t('invalid', () => units(b64decode('4oLDqeKC', 'std', 's')))
        t('emoji', () => b64decode(b64encode('😀'), 'std', 's').length)
        t('bom', () => units(b64decode('77u/eA==', 'std', 's')))
        t('zero', () => units(b64decode('YQBi', 'std', 's'))))"),
             QStringList({
                 u"ascii => string hello"_s,
                 u"utf8 => string é"_s,
                 u"invalid => string fffd,fffd,e9,fffd,fffd"_s,
                 u"emoji => number 2"_s,
                 u"bom => string feff,78"_s,
                 u"zero => string 61,0,62"_s,
             }));
}

void TestEncoding::convertsArguments()
{
    QCOMPARE(run(R"(
        t('number', () => b64decode(1234))
        t('null', () => b64decode(null, 'std', 's'))
        t('undefined', () => b64decode(undefined, 'std', 's')))"),
             QStringList({
                 u"number => object ArrayBuffer { [Uint8Contents]: <d7 6d f8>, byteLength: 3 }"_s,
                 u"null => string "_s,
                 u"undefined => string "_s,
             }));
}

void TestEncoding::malformedInput()
{
    QCOMPARE(run(R"(
        t('a', () => b64decode('!'))
        t('b', () => b64decode('YWJjé'))
        t('c', () => b64decode('YT8-fg==', 'std'))
        t('d', () => b64decode('YT8+fg==', 'rawstd'))
        t('e', () => b64decode({}, 'std', 's'))
        t('f', () => { try { b64decode('!') } catch (e) { return e.name + ' ' + (e instanceof Error) + ' ' + (e instanceof GoError) } }))"),
             QStringList({
                 u"a !! GoError: illegal base64 data at input byte 0"_s,
                 u"b !! GoError: illegal base64 data at input byte 4"_s,
                 u"c !! GoError: illegal base64 data at input byte 3"_s,
                 u"d !! GoError: illegal base64 data at input byte 6"_s,
                 u"e !! GoError: illegal base64 data at input byte 0"_s,
                 u"f => string GoError true true"_s,
             }));
}

void TestEncoding::worksInInit()
{
    QCOMPARE(run("t('a', () => b64encode('x'))", true), QStringList(u"a => string eA=="_s));
}

QTEST_GUILESS_MAIN(TestEncoding)
#include "tst_encoding.moc"
