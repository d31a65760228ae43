// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels.h"

#include <QColor>
#include <QQmlComponent>
#include <QQmlEngine>
#include <QTest>
#include <QUrl>

#include <memory>

using namespace Qt::StringLiterals;
using namespace sockscope;

class TestIcon : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void namesItsPicture();
    void changesItsColourAsOftenAsEver();

private:
    [[nodiscard]] std::unique_ptr<QObject> create(const QString &properties);
    QQmlEngine m_engine;
};

std::unique_ptr<QObject> TestIcon::create(const QString &properties)
{
    static const bool isInstalled = (installPanels(m_engine), true);
    Q_UNUSED(isInstalled)
    QQmlComponent component(&m_engine);
    component.setData(u"import Sockscope.Panels\nIcon { %1 }"_s.arg(properties).toUtf8(), {});
    return std::unique_ptr<QObject>(component.create());
}

void TestIcon::namesItsPicture()
{
    const auto icon = create(u"name: \"sent\"; tint: \"#123456\""_s);
    QVERIFY(icon);
    QCOMPARE(icon->property("source").toUrl(), QUrl(u"image://icons/sent/#123456"_s));
    icon->setProperty("tint", QColor(1, 2, 3, 4));
    QCOMPARE(icon->property("source").toUrl(), QUrl(u"image://icons/sent/#04010203"_s));
}

/// Compiled QML of Qt 6.4 that makes a text of a colour crashes when memory is collected at that moment, as it is once
/// in some ten thousand times.
void TestIcon::changesItsColourAsOftenAsEver()
{
    const auto icon = create(u"name: \"sent\""_s);
    QVERIFY(icon);
    for (int i = 0; i < 100'000; ++i) {
        icon->setProperty("tint", QColor(i % 2, 0, 0));
        for (int n = i % 13; n > 0; --n) // so that the moment is another one each time
            m_engine.newObject();
    }
    QCOMPARE(icon->property("source").toUrl(), QUrl(u"image://icons/sent/#010000"_s));
}

QTEST_MAIN(TestIcon)
#include "tst_icon.moc"
