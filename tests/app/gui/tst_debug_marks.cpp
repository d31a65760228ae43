// SPDX-License-Identifier: GPL-3.0-or-later
// What runs leave beside the lines of a script, and how a line and the rows of the timeline find each other.
#include "debug_window.h"
#include "menu_driver.h"

#include <QAction>
#include <QSet>

using namespace Qt::StringLiterals;
using namespace sockscope;

namespace {

const QByteArray script = R"(import { Socket } from "k6/x/tcp";
import { greet } from "./lib.js";
export default async function () {
  const socket = new Socket();
  socket.on("data", () => {
    socket.destroy();
  });
  await socket.connect(__ENV.TCP_PORT, "127.0.0.1");
  for (let i = 0; i < 3; i++) {
    await greet(socket);
  }
  if (socket.ready_state === "never") {
    console.log("not reached");
  }
}
)";
const QByteArray library = R"(export async function greet(socket) {
  await socket.write("PING\r\n");
}
export function unused() {
  return 1;
}
)";

/// The links to lines that are framed.
void collectLit(const QQuickItem *item, QSet<QString> &places)
{
    if (!item->isVisible())
        return;
    if (item->property("lit").toBool() && item->property("text").isValid())
        places += item->property("text").toString().section(u':', 0, 1);
    for (const QQuickItem *child : item->childItems())
        collectLit(child, places);
}

} // namespace

class TestDebugMarks : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_window.reset(); }

    void countsHits();
    void aRowLightsItsLine();
    void aLineLightsItsRows();
    void aLineShowsItsRows();
    void theLineStaysLitBelowTheCaret();

private:
    DebugWindow &w() { return *m_window; }
    [[nodiscard]] QString hits(int line);
    [[nodiscard]] QStringList shownRows();
    [[nodiscard]] QSet<QString> litPlaces(Qt::Key end); ///< where the timeline begins (Home) or ends
    [[nodiscard]] QSet<QString> shownPlaces();
    void finish();

    std::unique_ptr<DebugWindow> m_window;
};

void TestDebugMarks::init()
{
    m_window = std::make_unique<DebugWindow>();
    w().write(u"lib.js"_s, library);
    w().openScript(w().write(u"main.js"_s, script));
}

/// What stands in the margin; "never" for the mark of a line that was not reached.
QString TestDebugMarks::hits(int line)
{
    if (w().isMarked(line, ScriptEditor::NotReachedMarker))
        return u"never"_s;
    QByteArray text(w().editor().SendScintilla(QsciScintilla::SCI_MARGINGETTEXT, line - 1), '\0');
    w().editor().SendScintilla(QsciScintilla::SCI_MARGINGETTEXT, static_cast<unsigned long>(line - 1),
                               static_cast<void *>(text.data()));
    return QString::fromUtf8(text).trimmed();
}

QStringList TestDebugMarks::shownRows()
{
    const TimelineFilterModel &rows = *w().journal().timelineView()->rows();
    QStringList texts;
    for (int row = 0; row < rows.count(); ++row)
        texts += rows.index(row).data(TimelineModel::LocationRole).toString().section(u':', 0, 1);
    return texts;
}

QSet<QString> TestDebugMarks::litPlaces(Qt::Key end)
{
    w().panel("timeline")->setFocus();
    QTest::keyClick(w().panel("timeline"), end);
    w().editor().setFocus();
    QSet<QString> places;
    collectLit(w().panel("timeline")->rootObject(), places);
    return places;
}

QSet<QString> TestDebugMarks::shownPlaces()
{
    const QStringList rows = shownRows();
    return {rows.cbegin(), rows.cend()};
}

void TestDebugMarks::finish()
{
    QTRY_COMPARE_WITH_TIMEOUT(w().peer().received(), 18, 20000);
    w().peer().answer("+OK\r\n");
    QVERIFY(w().hasFinished());
}

void TestDebugMarks::countsHits()
{
    QAction *count = menuCommand(w().window(), u"Run › Count Hits of Lines"_s);
    QVERIFY(count && count->isEnabled());
    w().press(Qt::Key_F5);
    finish();
    QCOMPARE(hits(10), QString()); // nobody counted
    QCOMPARE(w().editor().marginWidth(ScriptEditor::HitsMargin), 0);

    count->trigger();
    w().press(Qt::Key_F5);
    QTRY_COMPARE_WITH_TIMEOUT(w().peer().received(), 36, 20000);
    w().peer().answer("+OK\r\n");
    QVERIFY(w().hasFinished());
    QTRY_COMPARE(hits(10), u"3"_s);
    QVERIFY(w().editor().marginWidth(ScriptEditor::HitsMargin) > 0);
    QCOMPARE(hits(4), u"1"_s);
    QCOMPARE(hits(6), u"1"_s); // the handler's
    QCOMPARE(hits(12), u"1"_s);
    QCOMPARE(hits(13), u"never"_s);
    QCOMPARE(hits(14), QString());         // no statement
    w().openScript(w().path(u"lib.js"_s)); // a file that the run imported
    QCOMPARE(hits(2), u"3"_s);
    QCOMPARE(hits(5), u"never"_s);

    w().openScript(w().path(u"main.js"_s));
    w().editor().goTo(1);
    QTest::keyClick(&w().editor(), Qt::Key_Return); // another text than what ran
    QCOMPARE(hits(11), QString());
    QVERIFY(!w().isMarked(14, ScriptEditor::NotReachedMarker));
    w().editor().setModified(false); // no question at the end
}

void TestDebugMarks::aRowLightsItsLine()
{
    w().press(Qt::Key_F5);
    finish();
    QTRY_VERIFY(w().shown("timeline", u"destroyed"_s));
    w().click("timeline", w().shown("timeline", u"destroyed"_s));
    QTRY_VERIFY(w().isMarked(6, ScriptEditor::EventLineMarker));
    w().journal().timelineView()->rows()->setQuery(u"dir:out"_s);
    QTRY_VERIFY(w().shown("timeline", u"sent"_s));
    w().click("timeline", w().shown("timeline", u"sent"_s)); // caused by the other file
    QTRY_VERIFY(!w().isMarked(6, ScriptEditor::EventLineMarker));
    QVERIFY(!w().isMarked(2, ScriptEditor::EventLineMarker));
    w().openScript(w().path(u"lib.js"_s));
    QVERIFY(w().isMarked(2, ScriptEditor::EventLineMarker));
    QVERIFY(!w().isMarked(1, ScriptEditor::EventLineMarker));
}

void TestDebugMarks::aLineLightsItsRows()
{
    w().press(Qt::Key_F5);
    finish();
    const qsizetype all = shownRows().size();
    w().editor().setFocus();
    w().editor().goTo(8);
    QTRY_COMPARE(litPlaces(Qt::Key_Home), QSet<QString>{u"main.js:8"_s});
    QTest::keyClick(&w().editor(), Qt::Key_Up); // the end of a handler
    QTRY_COMPARE(litPlaces(Qt::Key_Home), QSet<QString>{});
    QTest::keyClick(&w().editor(), Qt::Key_Up);
    QTRY_COMPARE(litPlaces(Qt::Key_End), QSet<QString>{u"main.js:6"_s});
    QCOMPARE(shownRows().size(), all);

    w().journal().timelineView()->rows()->setQuery(u"dir:out"_s);
    w().openScript(w().path(u"lib.js"_s)); // what it did in the run of main.js
    w().editor().setFocus();
    w().editor().goTo(2);
    QTRY_COMPARE(litPlaces(Qt::Key_Home), QSet<QString>{u"lib.js:2"_s});
    w().journal().timelineView()->rows()->setQuery({});
    w().openScript(w().path(u"main.js"_s)); // back where the caret was
    w().editor().setFocus();
    QTRY_COMPARE(litPlaces(Qt::Key_End), QSet<QString>{u"main.js:6"_s});
}

void TestDebugMarks::aLineShowsItsRows()
{
    w().press(Qt::Key_F5);
    finish();
    const qsizetype all = shownRows().size();
    w().editor().goTo(8);
    w().press(Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(!shownRows().isEmpty() && shownRows().size() < all);
    QCOMPARE(shownPlaces(), QSet<QString>{u"main.js:8"_s});
    QVERIFY(w().find(w().panel("timeline")->rootObject(), u"line:main.js:8"_s)); // the filter says so
    w().press(Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(shownRows().size(), all);

    w().openScript(w().path(u"lib.js"_s)); // its line 2, not that of main.js
    w().editor().setFocus();
    w().editor().goTo(2);
    w().press(Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(!shownRows().isEmpty() && shownRows().size() < all);
    QCOMPARE(shownPlaces(), QSet<QString>{u"lib.js:2"_s});
    QVERIFY(shownRows().size() >= 3);
}

void TestDebugMarks::theLineStaysLitBelowTheCaret()
{
    const auto ground = [this](int line) {
        const auto start = w().editor().SendScintilla(QsciScintilla::SCI_POSITIONFROMLINE, line - 1);
        const auto y = w().editor().SendScintilla(QsciScintilla::SCI_POINTYFROMPOSITION, 0UL, start);
        const QImage image = w().editor().viewport()->grab().toImage();
        return image.pixelColor(image.width() - 3, static_cast<int>(y) + 3);
    };
    const ColorScheme &colors = Theme::instance()->colors();
    w().editor().goTo(10);
    QCOMPARE(ground(10), colors.currentLine);
    w().press(Qt::Key_F9);
    w().press(Qt::Key_F5);
    QVERIFY(w().standsAt(u"main.js"_s, 10));
    QCOMPARE(w().editor().currentLine(), 10);
    QCOMPARE(ground(10), colors.pausedLine);
    w().editor().goTo(12);
    QCOMPARE(ground(12), colors.currentLine);
    QCOMPARE(ground(10), colors.pausedLine);
    w().press(Qt::Key_F5, Qt::ShiftModifier);
    QTRY_VERIFY_WITH_TIMEOUT(!w().session().status()->isBusy(), 10000);
    w().editor().goTo(10);
    QCOMPARE(ground(10), colors.currentLine);
}

QTEST_MAIN(TestDebugMarks)
#include "tst_debug_marks.moc"
