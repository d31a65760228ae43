// SPDX-License-Identifier: GPL-3.0-or-later
#include "byte_text.h"
#include "theme.h"

#include <QImage>
#include <QPainter>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;

class TestByteText : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void namesControls();
    void drawsTextAndTags();
    void staysInItsWidth_data();
    void staysInItsWidth();

private:
    static QImage draw(const QString &text, int width);
};

namespace {

/// The last column that something is drawn in, -1 for none.
int lastInk(const QImage &image)
{
    for (int x = image.width() - 1; x >= 0; --x) {
        for (int y = 0; y < image.height(); ++y) {
            if (image.pixel(x, y) != image.pixel(image.width() - 1, 0))
                return x;
        }
    }
    return -1;
}

} // namespace

/// Draws onto something wider than the item, to see what leaves it.
QImage TestByteText::draw(const QString &text, int width)
{
    ByteText item;
    item.setText(text);
    item.setColor(Qt::black);
    item.setSize({qreal(width), 24});
    QImage image(width + 200, 24, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    item.paint(&painter);
    return image;
}

void TestByteText::namesControls()
{
    QCOMPARE(controlName(QChar(0x240d)), u"CR"_s);
    QCOMPARE(controlName(QChar(0x240a)), u"LF"_s);
    QCOMPARE(controlName(QChar(0x2400)), u"NUL"_s);
    QCOMPARE(controlName(QChar(0x241b)), u"ESC"_s);
    QCOMPARE(controlName(QChar(0x2421)), u"DEL"_s);
    QVERIFY(controlName(u'x').isEmpty());
    QVERIFY(controlName(QChar(0x23ff)).isEmpty());
    QVERIFY(controlName(QChar(0x2422)).isEmpty());
}

void TestByteText::drawsTextAndTags()
{
    QCOMPARE(lastInk(draw({}, 300)), -1);
    const int text = lastInk(draw(u"PING"_s, 300));
    QVERIFY(text > 20);
    QVERIFY(lastInk(draw(u"PING\u240d\u240a"_s, 300)) > text + 20);
}

void TestByteText::staysInItsWidth_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("text") << u"x"_s.repeated(200);
    QTest::newRow("tags") << u"\u240d"_s.repeated(200);
    QTest::newRow("both") << u"ab\u240d\u240a"_s.repeated(50);
    QTest::newRow("wide characters") << u"漢字"_s.repeated(50);
}

void TestByteText::staysInItsWidth()
{
    QFETCH(const QString, text);
    for (const int width : {0, 5, 20, 100, 101, 103, 107, 200})
        QVERIFY2(lastInk(draw(text, width)) <= width, qPrintable(QString::number(width)));
}

QTEST_MAIN(TestByteText)
#include "tst_byte_text.moc"
