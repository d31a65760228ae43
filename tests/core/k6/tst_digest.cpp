// SPDX-License-Identifier: GPL-3.0-or-later
#include "k6/digest.h"

#include <QTest>

#include <atomic>
#include <thread>
#include <vector>

using namespace Qt::StringLiterals;
using namespace sockscope;

namespace {

struct Case
{
    const char *algorithm;
    const char *ofNothing;
    const char *ofAbc;
    const char *hmacAbc;       // key "k"
    const char *hmacLongKey;   // key of 200 "k"
    const char *hmacOfNothing; // empty key and data
};

// What k6 2.2 answered.
// clang-format off
constexpr Case Cases[] = {
    {"md4",
     "31d6cfe0d16ae931b73c59d7e0c089c0",
     "a448017aaf21d8525fc10ae87aa6729d",
     "ddb0cc35728e49ef867419c5bf8cb11d",
     "aebd8e94980ceb284ab5e1fc96524417",
     "c8d444e3153b538850e7850fa84bb247"},
    {"md5",
     "d41d8cd98f00b204e9800998ecf8427e",
     "900150983cd24fb0d6963f7d28e17f72",
     "75972c9c6569f2f407752ddb02ac79de",
     "7ef8227eb2b17dfa84429313f515c79c",
     "74e6f7298a9c2d168935f58c001bad88"},
    {"sha1",
     "da39a3ee5e6b4b0d3255bfef95601890afd80709",
     "a9993e364706816aba3e25717850c26c9cd0d89d",
     "f9bef091fe00d9f5128593836dba99e193f08174",
     "825ab55bf90c797c40d1063e4f7599f4540c7c11",
     "fbdb1d1b18aa6c08324b7d64b71fb76370690e1d"},
    {"sha256",
     "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
     "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
     "342e519ce0ad6c03a36b98eeb3f1d130db4813b9df4d1160eda488d712dc78ee",
     "ce632aa86d6a3fd3c79f06217c0a506599d055cd38eb385b16a2939f2488f686",
     "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad"},
    {"sha384",
     "38b060a751ac96384cd9327eb1b1e36a21fdb71114be07434c0cc7bf63f6e1da274edebfe76f65fbd51ad2f14898b95b",
     "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7",
     "d9a50eb061a93559f2f6be2b1ad341829beae2cc8ee6984e652f0433c40864c8a2fbed044bcbbb98d4b43e4925ece2b5",
     "88d48bad4ff0f4e74f8a79bf94bad626cd6cc6d462db5251698e519ddfde66b2f2c158f5140830a9fab4b588f0aca7dc",
     "6c1f2ee938fad2e24bd91298474382ca218c75db3d83e114b3d4367776d14d3551289e75e8209cd4b792302840234adc"},
    {"sha512",
     "cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e",
     "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
     "bb9ec7701f7de8a362d775b9bfcb61a474bf8bf69d5dbee0689a4b284bc59a54ffd1cfdc05151759afd97ffd1a255b3849ce775ea4be799a65e6a19ac97e2ade",
     "600057e6cba9ce3e078c0ae32f0ba3a786002d1da4853945c899aa7678f932f03c77200044e668ac0ae89029a08cae59b9ed7f93ffed3b39371e4d4f08c3c376",
     "b936cee86c9f87aa5d3c6f2e84cb5a4239a5fe50480a6ec66b70ab5b1f4ac6730c6c515421b327ec1d69402e53dfb49ad7381eb067b338fd7b0cb22247225d47"},
    {"sha512_224",
     "6ed0dd02806fa89e25de060c19d3ac86cabb87d6a0ddd05c333b84f4",
     "4634270f707b6a54daae7530460842e20e37ed265ceee9a43e8924aa",
     "da9208e9bcc1b29c27f3abf1711ed983a4ef0e4fec293360966f0f1d",
     "3cb9ab8169853c96418a3c44cdaaee8bd78cf06684906b6609f2fb87",
     "de43f6b96f2d08cebe1ee9c02c53d96b68c1e55b6c15d6843b410d4c"},
    {"sha512_256",
     "c672b8d1ef56ed28ab87c3622c5114069bdd3ad7b8f9737498d0c01ecef0967a",
     "53048e2681941ef99b2e29b76b4c7dabe4c2d0c634fc6d46e0e2f13107e7af23",
     "c11cef8c5a9950f792b70def496a1349d24cdf03616ca383bd9cdd0055e2b1fd",
     "596de2281574bd096389c38b3fa876b5e7ab7529fb4d30f84a14a3052fa362f9",
     "b79c9951df595274582dc094a1ba46c33e4a36878b2d83cb8553f0fe467dcdcf"},
    {"ripemd160",
     "9c1185a5c5e9fc54612808977ee8f548b2258d31",
     "8eb208f7e05d987a9b044a8e98c6b087f15a0bfc",
     "760bba2de2cd21e5a26229f0083e9e68deb4f2ea",
     "0dc81cb8bb93b577792a4268a94c037211fc7e55",
     "44d86b658a3e7cbc1a2010848b53e35c917720ca"},
};
// clang-format on

QByteArray hmac(const QString &algorithm, const QByteArray &key, const QByteArray &data)
{
    auto state = Hmac::create(algorithm, key);
    if (!state)
        return "unavailable";
    state->add(data);
    return state->result().toHex();
}

} // namespace

class TestDigest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void algorithms_data();
    void algorithms();
    void resultCanBeRepeatedAndContinued_data();
    void resultCanBeRepeatedAndContinued();
    void unknownAlgorithm();
    void fromManyThreads();
};

void TestDigest::algorithms_data()
{
    QTest::addColumn<int>("index");
    for (int i = 0; i < int(std::size(Cases)); ++i)
        QTest::addRow("%s", Cases[i].algorithm) << i;
}

void TestDigest::algorithms()
{
    QFETCH(int, index);
    const Case &expected = Cases[index];
    const QString algorithm = QString::fromLatin1(expected.algorithm);
    auto digest = Digest::create(algorithm);
    QVERIFY(digest);
    QCOMPARE(digest->result().toHex(), QByteArray(expected.ofNothing));
    digest->add("abc");
    QCOMPARE(digest->result().toHex(), QByteArray(expected.ofAbc));
    QCOMPARE(hmac(algorithm, "k", "abc"), QByteArray(expected.hmacAbc));
    QCOMPARE(hmac(algorithm, QByteArray(200, 'k'), "abc"), QByteArray(expected.hmacLongKey));
    QCOMPARE(hmac(algorithm, {}, {}), QByteArray(expected.hmacOfNothing));
}

void TestDigest::resultCanBeRepeatedAndContinued_data()
{
    algorithms_data();
}

void TestDigest::resultCanBeRepeatedAndContinued()
{
    QFETCH(int, index);
    auto digest = Digest::create(QString::fromLatin1(Cases[index].algorithm));
    QVERIFY(digest);
    digest->add("a");
    const QByteArray first = digest->result();
    QCOMPARE(digest->result(), first);
    digest->add("bc");
    QCOMPARE(digest->result().toHex(), QByteArray(Cases[index].ofAbc));
}

void TestDigest::unknownAlgorithm()
{
    QVERIFY(!Digest::create(u"zz"));
    QVERIFY(!Digest::create({}));
    QVERIFY(!Digest::create(u"SHA256"));
    QVERIFY(!Hmac::create(u"zz", "k"));
}

void TestDigest::fromManyThreads()
{
    std::vector<std::jthread> threads;
    std::atomic<int> wrong = 0;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&wrong] {
            for (int i = 0; i < 300; ++i) {
                for (const Case &expected : Cases) {
                    auto digest = Digest::create(QString::fromLatin1(expected.algorithm));
                    digest->add("abc");
                    wrong += digest->result().toHex() != expected.ofAbc;
                }
            }
        });
    }
    threads.clear(); // joins
    QCOMPARE(wrong.load(), 0);
}

QTEST_GUILESS_MAIN(TestDigest)
#include "tst_digest.moc"
