// SPDX-License-Identifier: GPL-3.0-or-later
#include "k6_script.h"

#include <QTest>

using namespace sockscope::test;

namespace {

QStringList run(const QByteArray &lines)
{
    K6Script script(probes("import crypto, * as named from 'k6/crypto'", lines));
    return script.run();
}

} // namespace

/// Expected lines are what k6 2.2 printed.
class TestCrypto : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void exports();
    void digests();
    void outputEncodings();
    void inputs();
    void refusesOtherTypes();
    void outputEncodingIsMandatory();
    void hmac();
    void createHash();
    void createHmac();
    void detachedMethods();
    void unknownAlgorithms();
    void randomBytes();
    void randomBytesDiffer();
    void hexEncode();
};

void TestCrypto::exports()
{
    QCOMPARE(
        run("t('keys', () => Object.keys(crypto).sort().join()); t('named', () => named.md5 === crypto.md5)"),
        QStringList(
            {u"keys => string createHMAC,createHash,hexEncode,hmac,md4,md5,randomBytes,ripemd160,sha1,sha256,sha384,"
             "sha512,sha512_224,sha512_256"_s,
             u"named => boolean true"_s}));
}

void TestCrypto::digests()
{
    QCOMPARE(run("for (const a of ['md4', 'md5', 'sha1', 'sha256', 'sha512_224', 'sha512_256', 'ripemd160']) "
                 "t(a, () => crypto[a]('abc', 'hex'))"
                 "\nt('sha384', () => crypto.sha384('abc', 'hex').slice(0, 16)); t('sha512', () => "
                 "crypto.sha512('abc', 'hex').slice(0, 16))"),
             QStringList({
                 u"md4 => string a448017aaf21d8525fc10ae87aa6729d"_s,
                 u"md5 => string 900150983cd24fb0d6963f7d28e17f72"_s,
                 u"sha1 => string a9993e364706816aba3e25717850c26c9cd0d89d"_s,
                 u"sha256 => string ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"_s,
                 u"sha512_224 => string 4634270f707b6a54daae7530460842e20e37ed265ceee9a43e8924aa"_s,
                 u"sha512_256 => string 53048e2681941ef99b2e29b76b4c7dabe4c2d0c634fc6d46e0e2f13107e7af23"_s,
                 u"ripemd160 => string 8eb208f7e05d987a9b044a8e98c6b087f15a0bfc"_s,
                 u"sha384 => string cb00753f45a35e8b"_s,
                 u"sha512 => string ddaf35a193617aba"_s,
             }));
}

void TestCrypto::outputEncodings()
{
    QCOMPARE(run("for (const e of ['hex', 'base64', 'base64url', 'base64rawurl', 'binary']) t(e, () => "
                 "crypto.md5('abc', e))"),
             QStringList({
                 u"hex => string 900150983cd24fb0d6963f7d28e17f72"_s,
                 u"base64 => string kAFQmDzST7DWlj99KOF/cg=="_s,
                 u"base64url => string kAFQmDzST7DWlj99KOF_cg=="_s,
                 u"base64rawurl => string kAFQmDzST7DWlj99KOF_cg"_s,
                 u"binary => object ArrayBuffer { [Uint8Contents]: <90 01 50 98 3c d2 4f b0 d6 96 3f 7d 28 e1 7f 72>, "
                 "byteLength: 16 }"_s,
             }));
}

void TestCrypto::inputs()
{
    QCOMPARE(run(R"(
        t('string', () => crypto.md5('a', 'hex'))
        t('array', () => crypto.md5(new Uint8Array([1, 2]), 'hex'))
        t('part', () => crypto.md5(new Uint8Array([0, 1, 2, 3]).subarray(1, 3), 'hex'))
        t('clamped', () => crypto.md5(new Uint8ClampedArray([3]), 'hex'))
        t('buffer', () => crypto.md5(new ArrayBuffer(2), 'hex')))"),
             QStringList({
                 u"string => string 0cc175b9c0f1b6a831c399e269772661"_s,
                 u"array => string 0cb988d042a7f28dd5fe2b55b3f5ac7a"_s,
                 u"part => string 0cb988d042a7f28dd5fe2b55b3f5ac7a"_s,
                 u"clamped => string 8666683506aacd900bbd5a74ac4edf68"_s,
                 u"buffer => string c4103f122d27677c9db144cae1394a66"_s,
             }));
}

void TestCrypto::refusesOtherTypes()
{
    QCOMPARE(
        run(R"(
        t('md5', () => crypto.md5(5, 'hex'))
        t('sha512_256', () => crypto.sha512_256([1], 'hex'))
        t('nothing', () => crypto.md5())
        t('key', () => crypto.hmac('md5', 5, 'd', 'hex'))
        t('data', () => crypto.hmac('md5', 'k', 5, 'hex'))
        t('update', () => crypto.createHash('md5').update(5))
        t('hexEncode', () => crypto.hexEncode(5)))"),
        QStringList({
            u"md5 !! GoError: md5 failed: invalid type int64, expected string, []byte or ArrayBuffer"_s,
            u"sha512_256 !! GoError: sha512_256 failed: invalid type []interface {}, expected string, []byte or ArrayBuffer"_s,
            u"nothing !! GoError: md5 failed: invalid type <nil>, expected string, []byte or ArrayBuffer"_s,
            u"key !! GoError: invalid type int64, expected string, []byte or ArrayBuffer"_s,
            u"data !! GoError: invalid type int64, expected string, []byte or ArrayBuffer"_s,
            u"update !! GoError: invalid type int64, expected string, []byte or ArrayBuffer"_s,
            u"hexEncode !! GoError: invalid type int64, expected string, []byte or ArrayBuffer"_s,
        }));
}

void TestCrypto::outputEncodingIsMandatory()
{
    QCOMPARE(run(R"(
        t('other', () => crypto.md5('a', 'zz'))
        t('missing', () => crypto.md5('a'))
        t('null', () => crypto.md5('a', null))
        t('number', () => crypto.md5('a', 5))
        t('hmac', () => crypto.hmac('md5', 'k', 'd'))
        t('hasher', () => crypto.createHash('md5').digest()))"),
             QStringList({
                 u"other !! GoError: invalid output encoding: zz"_s,
                 u"missing !! GoError: invalid output encoding: "_s,
                 u"null !! GoError: invalid output encoding: "_s,
                 u"number !! GoError: invalid output encoding: 5"_s,
                 u"hmac !! GoError: invalid output encoding: "_s,
                 u"hasher !! GoError: invalid output encoding: "_s,
             }));
}

void TestCrypto::hmac()
{
    QCOMPARE(run(R"(
        t('sha256', () => crypto.hmac('sha256', 'k', 'abc', 'hex'))
        t('no key', () => crypto.hmac('md5', '', 'd', 'hex'))
        t('bytes', () => crypto.hmac('md4', new Uint8Array([107]), new Uint8Array([97, 98, 99]).buffer, 'hex')))"),
             QStringList({
                 u"sha256 => string 342e519ce0ad6c03a36b98eeb3f1d130db4813b9df4d1160eda488d712dc78ee"_s,
                 u"no key => string 5f877893cf18d622daed614c1df6f2f9"_s,
                 u"bytes => string ddb0cc35728e49ef867419c5bf8cb11d"_s,
             }));
}

void TestCrypto::createHash()
{
    QCOMPARE(run(R"(
        const hash = crypto.createHash('md5')
        t('update', () => hash.update('a'))
        t('repeatable', () => hash.digest('hex') === hash.digest('hex'))
        hash.update('bc')
        t('goes on', () => hash.digest('hex'))
        t('of nothing', () => crypto.createHash('sha1').digest('hex')))"),
             QStringList({
                 u"update => undefined undefined"_s,
                 u"repeatable => boolean true"_s,
                 u"goes on => string 900150983cd24fb0d6963f7d28e17f72"_s,
                 u"of nothing => string da39a3ee5e6b4b0d3255bfef95601890afd80709"_s,
             }));
}

void TestCrypto::createHmac()
{
    QCOMPARE(run(R"(
        const hash = crypto.createHMAC('md5', new Uint8Array([1, 2]))
        hash.update('a'); hash.update('bc')
        t('digest', () => hash.digest('hex'))
        t('repeatable', () => hash.digest('hex') === hash.digest('hex')))"),
             QStringList({u"digest => string 7cba090bfa55742ea755933692b3aa87"_s, u"repeatable => boolean true"_s}));
}

void TestCrypto::detachedMethods()
{
    QCOMPARE(
        run("t('', () => { const { update, digest } = crypto.createHash('md5'); update('a'); return digest('hex') })"),
        QStringList(u" => string 0cc175b9c0f1b6a831c399e269772661"_s));
}

void TestCrypto::unknownAlgorithms()
{
    QCOMPARE(run(R"(
        t('hmac', () => crypto.hmac('zz', 'k', 'd', 'hex'))
        t('nothing', () => crypto.hmac())
        t('algorithm before key', () => crypto.createHMAC('zz', 5))
        t('no key', () => crypto.createHMAC('md5'))
        t('hash', () => crypto.createHash('zz'))
        t('prototype', () => crypto.createHash('constructor')))"),
             QStringList({
                 u"hmac !! GoError: invalid algorithm: zz"_s,
                 u"nothing !! GoError: invalid algorithm: "_s,
                 u"algorithm before key !! GoError: invalid algorithm: zz"_s,
                 u"no key !! GoError: invalid type <nil>, expected string, []byte or ArrayBuffer"_s,
                 u"hash !! GoError: invalid algorithm: zz"_s, // k6 crashes
                 u"prototype !! GoError: invalid algorithm: constructor"_s,
             }));
}

void TestCrypto::randomBytes()
{
    QCOMPARE(
        run(R"(
        for (const n of [4, 2.9, '3', 0, -1, NaN, 'x', undefined]) t(n, () => crypto.randomBytes(n).byteLength)
        t('nothing', () => crypto.randomBytes())
        t('too many', () => crypto.randomBytes(1e12)))"),
        QStringList({
            u"4 => number 4"_s, u"2.9 => number 2"_s, u"3 => number 3"_s, u"0 !! GoError: invalid size"_s,
            u"-1 !! GoError: invalid size"_s, u"NaN !! GoError: invalid size"_s, u"x !! GoError: invalid size"_s,
            u"undefined !! GoError: invalid size"_s, u"nothing !! GoError: invalid size"_s,
            u"too many !! GoError: invalid size: randomBytes() gives at most 1073741824 bytes at once"_s, // k6 runs out
                                                                                                          // of memory
        }));
}

void TestCrypto::randomBytesDiffer()
{
    QCOMPARE(run("t('', () => crypto.hexEncode(crypto.randomBytes(16)) !== crypto.hexEncode(crypto.randomBytes(16)))"),
             QStringList(u" => boolean true"_s));
}

void TestCrypto::hexEncode()
{
    QCOMPARE(run("t('text', () => crypto.hexEncode('aé')); t('buffer', () => crypto.hexEncode(new ArrayBuffer(3))); "
                 "t('empty', () => "
                 "crypto.hexEncode('')); t('nothing', () => crypto.hexEncode())"),
             QStringList({
                 u"text => string 61c3a9"_s,
                 u"buffer => string 000000"_s,
                 u"empty => string "_s,
                 u"nothing !! GoError: invalid type <nil>, expected string, []byte or ArrayBuffer"_s,
             }));
}

QTEST_GUILESS_MAIN(TestCrypto)
#include "tst_crypto.moc"
