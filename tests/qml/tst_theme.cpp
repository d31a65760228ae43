// SPDX-License-Identifier: GPL-3.0-or-later
#include "icons.h"
#include "theme.h"

#include <QDir>
#include <QMetaProperty>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;

class TestTheme : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void contrastOfKnownPairs();
    void textIsLegible_data();
    void textIsLegible();
    void controlsAreVisible();
    void sizesFollowTheScale();
    void tellsChanges();
    void everyIconDraws();
};

void TestTheme::contrastOfKnownPairs()
{
    QCOMPARE(contrastRatio(Qt::black, Qt::white), 21.0);
    QCOMPARE(contrastRatio(Qt::white, Qt::white), 1.0);
    QVERIFY(qAbs(contrastRatio(QColor(0x77, 0x77, 0x77), Qt::white) - 4.48) < 0.01); // WebAIM's example
}

void TestTheme::textIsLegible_data()
{
    QTest::addColumn<QColor>("text");
    QTest::addColumn<QColor>("ground");
    const std::pair<const char *, const ColorScheme *> schemes[]{{"dark", &ColorScheme::dark()},
                                                                 {"light", &ColorScheme::light()}};
    for (const auto &[name, c] : schemes) {
        const std::pair<const char *, QColor> texts[]{{"text", c->text},           {"muted", c->muted},
                                                      {"accent", c->accent},       {"disconnected", c->disconnected},
                                                      {"opening", c->opening},     {"open", c->open},
                                                      {"destroyed", c->destroyed}, {"sent", c->sent},
                                                      {"received", c->received},   {"warning", c->warning},
                                                      {"error", c->error}};
        const std::pair<const char *, QColor> grounds[]{{"window", c->window},
                                                        {"surface", c->surface},
                                                        {"raised", c->raised},
                                                        {"hover", c->hover},
                                                        {"selection", c->selection}};
        for (const auto &[textName, text] : texts) {
            for (const auto &[groundName, ground] : grounds)
                QTest::addRow("%s: %s on %s", name, textName, groundName) << text << ground;
        }
        const std::pair<const char *, QColor> code[]{{"keyword", c->keyword},
                                                     {"string", c->string},
                                                     {"number", c->number},
                                                     {"comment", c->comment},
                                                     {"lineNumber", c->lineNumber}};
        for (const auto &[codeName, color] : code) {
            QTest::addRow("%s: %s on surface", name, codeName) << color << c->surface;
            QTest::addRow("%s: %s on currentLine", name, codeName) << color << c->currentLine;
        }
        QTest::addRow("%s: onAccent on accent", name) << c->onAccent << c->accent;
        QTest::addRow("%s: text on errorLine", name) << c->text << c->errorLine;
        QTest::addRow("%s: text on pausedLine", name) << c->text << c->pausedLine;
        QTest::addRow("%s: muted on pausedLine", name) << c->muted << c->pausedLine;
        QTest::addRow("%s: text on brace", name) << c->text << c->brace;
    }
}

void TestTheme::textIsLegible()
{
    QFETCH(const QColor, text);
    QFETCH(const QColor, ground);
    const double ratio = contrastRatio(text, ground);
    QVERIFY2(ratio >= 4.5, qPrintable(QString::number(ratio)));
}

void TestTheme::controlsAreVisible()
{
    for (const ColorScheme *c : {&ColorScheme::dark(), &ColorScheme::light()}) {
        QVERIFY(contrastRatio(c->outline, c->surface) >= 3);
        QVERIFY(contrastRatio(c->accent, c->surface) >= 3); // the focus ring
    }
}

void TestTheme::sizesFollowTheScale()
{
    Theme &theme = *Theme::instance();
    QCOMPARE(theme.unit(), 4);
    theme.setScale(2);
    QCOMPARE(theme.unit(), 8);
    QCOMPARE(theme.bodySize(), 26);
    theme.setScale(100);
    QCOMPARE(theme.scale(), Theme::MaxScale);
    theme.setScale(0);
    QCOMPARE(theme.scale(), Theme::MinScale);
    theme.setScale(1);
}

void TestTheme::tellsChanges()
{
    Theme &theme = *Theme::instance();
    theme.setDark(false);
    QSignalSpy changed(&theme, &Theme::changed);
    theme.setDark(true);
    theme.setDark(true);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(theme.colors().surface, ColorScheme::dark().surface);
    theme.setDark(false);
    QCOMPARE(theme.colors().surface, ColorScheme::light().surface);
}

void TestTheme::everyIconDraws()
{
    const QStringList names = QDir(u":/sockscope/icons"_s).entryList({u"*.svg"_s});
    QVERIFY(names.size() > 20);
    for (const QString &name : names) {
        const QImage image = iconImage(name.chopped(4), Qt::red, {32, 32});
        bool drawn = false;
        for (int i = 0; i < 32 * 32 && !drawn; ++i)
            drawn = qAlpha(image.pixel(i % 32, i / 32)) > 100;
        QVERIFY2(drawn, qPrintable(name));
    }
}

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
