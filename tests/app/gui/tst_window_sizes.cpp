// SPDX-License-Identifier: GPL-3.0-or-later
// What the real window shows where there is little room.
#include "composer_edit.h"
#include "hand_window.h"
#include "menu_driver.h"

#include <QTabBar>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace sockscope;

class TestWindowSizes : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_window = std::make_unique<HandWindow>(); }
    void cleanup() { m_window.reset(); }

    void panelTabsCanBeRead_data();
    void panelTabsCanBeRead();
    void noTabBarStaysWithoutTabs();
    void composerHasThreeLines_data();
    void composerHasThreeLines();

private:
    [[nodiscard]] QStringList namesOfPanelTabs();

    std::unique_ptr<HandWindow> m_window;
};

void TestWindowSizes::panelTabsCanBeRead_data()
{
    QTest::addColumn<bool>("withScript");
    QTest::newRow("session") << false;
    QTest::newRow("script") << true;
}

/// The names of all panels can be read at 900x600, and none is cut at the window's edge.
void TestWindowSizes::panelTabsCanBeRead()
{
    QFETCH(const bool, withScript);
    m_window->window().resize(900, 600);
    if (withScript)
        QVERIFY(m_window->window().openFile(m_window->write(u"one.js"_s, "export default () => {}\n")));
    menuCommand(m_window->window(), u"View › Reset Layout"_s)->trigger();
    QStringList names;
    QTRY_COMPARE((names = namesOfPanelTabs()).size(), 9);
    QCOMPARE(QSet<QString>(names.begin(), names.end()).size(), 9);
}

/// Docks that move leave no tab bar behind, above another panel. Which bars Qt keeps depends on their addresses.
void TestWindowSizes::noTabBarStaysWithoutTabs()
{
    const QString script = m_window->write(u"one.js"_s, "export default () => {}\n");
    const auto emptyBars = [this] {
        const QList<QTabBar *> bars = m_window->window().findChildren<QTabBar *>(Qt::FindDirectChildrenOnly);
        return std::count_if(bars.begin(), bars.end(),
                             [](const QTabBar *bar) { return bar->isVisible() && bar->count() == 0; });
    };
    for (int round = 0; round < 12; ++round) {
        m_window->settings().clear();
        m_window->reopen();
        m_window->window().resize(1000, 760);
        QCoreApplication::processEvents();
        QVERIFY(m_window->window().openFile(script));
        QTRY_COMPARE(namesOfPanelTabs().size(), 9);
        QTRY_COMPARE(emptyBars(), 0);
        m_window->window().resize(1280, 800);
        QCoreApplication::processEvents();
        QTRY_COMPARE(emptyBars(), 0);
    }
}

/// Of the tabs of docks that can be read as a whole.
QStringList TestWindowSizes::namesOfPanelTabs()
{
    QStringList names;
    const QList<QTabBar *> bars = m_window->window().findChildren<QTabBar *>(Qt::FindDirectChildrenOnly);
    for (const QTabBar *bar : bars) {
        for (int i = 0; bar->isVisible() && i < bar->count(); ++i) {
            if (bar->rect().contains(bar->tabRect(i)) &&
                bar->fontMetrics().horizontalAdvance(bar->tabText(i)) < bar->tabRect(i).width())
                names += bar->tabText(i);
        }
    }
    return names;
}

void TestWindowSizes::composerHasThreeLines_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<qreal>("scale");
    QTest::newRow("large") << QSize(1280, 800) << 1.0;
    QTest::newRow("small") << QSize(900, 600) << 1.0;
    QTest::newRow("tiny") << QSize(640, 400) << 1.0;
    QTest::newRow("classroom") << QSize(900, 600) << Appearance::ClassroomScale;
}

/// Three lines can always be seen; a long text leaves room for what it is about.
void TestWindowSizes::composerHasThreeLines()
{
    QFETCH(const QSize, size);
    QFETCH(const qreal, scale);
    m_window->appearance().setScale(scale);
    m_window->window().resize(size);
    ComposerEdit &edit = m_window->window().composer().edit();
    const int line = edit.fontMetrics().lineSpacing();
    const int frame = edit.sizeHint().height() - 3 * line;
    QTRY_COMPARE(edit.height(), 3 * line + frame);
    edit.setPlainText(QString(30, u'\n'));
    QTRY_VERIFY(edit.height() > 3 * line + frame);
    const int lines = (edit.height() - frame) / line;
    QVERIFY(lines == std::clamp(m_window->window().height() / (4 * line), 3, 8));
    QVERIFY(edit.mapTo(&m_window->window(), edit.rect().bottomLeft()).y() < m_window->window().height());
    m_window->appearance().setScale(1);
}

QTEST_MAIN(TestWindowSizes)
#include "tst_window_sizes.moc"
