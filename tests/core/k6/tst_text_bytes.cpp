// SPDX-License-Identifier: GPL-3.0-or-later
#include "k6/text_bytes.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;

class TestTextBytes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void plainText();
    void loneSurrogates();
    void invalidBytes_data();
    void invalidBytes();
    void byteOrderMarkStays();
    void zeroBytes();
};

void TestTextBytes::plainText()
{
    const QString text = u"héllo 😀"_s;
    QCOMPARE(utf8Bytes(text), QByteArray("h\xc3\xa9llo \xf0\x9f\x98\x80"));
    QCOMPARE(utf8Text(utf8Bytes(text)), text);
    QCOMPARE(utf8Bytes({}), QByteArray());
    QCOMPARE(utf8Text({}), QString());
}

void TestTextBytes::loneSurrogates()
{
    const QChar high(0xd800);
    const QChar low(0xdc00);
    QCOMPARE(utf8Bytes(QString(high) + u'x'), QByteArray("\xef\xbf\xbdx"));
    QCOMPARE(utf8Bytes(QString(low) + high), QByteArray("\xef\xbf\xbd\xef\xbf\xbd"));
    QCOMPARE(utf8Bytes(u'x' + QString(high)), QByteArray("x\xef\xbf\xbd"));
    QCOMPARE(utf8Bytes(QString(high) + high + low), QByteArray("\xef\xbf\xbd\xf0\x90\x80\x80"));
}

void TestTextBytes::invalidBytes_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QList<int>>("units");
    const int bad = 0xfffd;
    QTest::newRow("one") << QByteArray("\xff") << QList<int>{bad};
    QTest::newRow("cut short") << QByteArray("\xe2\x82\xc3\xa9\xe2\x82") << QList<int>{bad, bad, 0xe9, bad, bad};
    QTest::newRow("overlong") << QByteArray("\xc0\x80") << QList<int>{bad, bad};
    QTest::newRow("surrogate") << QByteArray("\xed\xa0\x80") << QList<int>{bad, bad, bad};
    QTest::newRow("beyond Unicode") << QByteArray("\xf4\x90\x80\x80") << QList<int>{bad, bad, bad, bad};
    QTest::newRow("noncharacter") << QByteArray("\xef\xbf\xbe") << QList<int>{0xfffe};
}

void TestTextBytes::invalidBytes()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QList<int>, units);
    QList<int> found;
    for (const QChar c : utf8Text(bytes))
        found.append(c.unicode());
    QCOMPARE(found, units);
}

void TestTextBytes::byteOrderMarkStays()
{
    QCOMPARE(utf8Text("\xef\xbb\xbfx"), QString(QChar(0xfeff)) + u'x');
}

void TestTextBytes::zeroBytes()
{
    const QByteArray bytes("a\0b", 3);
    QCOMPARE(utf8Text(bytes).size(), 3);
    QCOMPARE(utf8Bytes(utf8Text(bytes)), bytes);
}

QTEST_GUILESS_MAIN(TestTextBytes)
#include "tst_text_bytes.moc"
