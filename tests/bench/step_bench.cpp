// SPDX-License-Identifier: GPL-3.0-or-later
// Measures how long a step of the debugger takes in the real window with the real engine: from the key to the frame in
// which the next line has its arrow and the variables their new values. Prints a table; exits with 1 where a figure is
// above what is wanted. docs/performance.md says what the figures mean.
#include "bench_window.h"
#include "figures.h"
#include "models/debug/debugger.h"
#include "script_document.h"
#include "script_editor.h"
#include "ui_thread.h"

#include <QCommandLineParser>
#include <QQuickWidget>
#include <QTest>

#include <algorithm>
#include <array>
#include <cstdio>
#include <functional>
#include <vector>

using namespace Qt::StringLiterals;
using namespace sockscope;

namespace {

constexpr double WantedMs = 50;
constexpr int LoopLine = 4;
constexpr int Steps = 60;

/// Each of the lines that are stepped over changes a variable, so that something is painted in both places. `more`
/// stands in one line with others.
QByteArray scriptOf(const QByteArray &more = {})
{
    return "export default function () {\n  let n = 0;\n  let twice = 0;" + more +
           "\n  for (;;) {\n    n += 1;\n    twice = n * 2;\n  }\n}\n";
}

/// Notes when two widgets were painted after they got what is waited for: behind the event, so that the picture is
/// there, and at once, because the loop may sleep before it looks.
class PaintWatch : public QObject
{
public:
    struct Watched
    {
        QWidget *widget;
        std::function<bool()> isDue; ///< it has something new to show
    };
    PaintWatch(const Watched &first, const Watched &second)
        : m_watched{first, second}
    {
        for (const Watched &watched : m_watched)
            watched.widget->installEventFilter(this);
        m_clock.start();
    }
    [[nodiscard]] bool areBothPainted() const { return m_paintedMs[0] > 0 && m_paintedMs[1] > 0; }
    [[nodiscard]] double bothPaintedMs() const { return std::max(m_paintedMs[0], m_paintedMs[1]); } ///< after the start

protected:
    bool eventFilter(QObject *object, QEvent *event) override
    {
        const std::size_t i = object == m_watched[0].widget ? 0 : 1;
        if (event->type() == QEvent::Paint && m_paintedMs[i] <= 0 && m_watched[i].isDue())
            QMetaObject::invokeMethod(
                this, [this, i] { m_paintedMs[i] = milliseconds(m_clock); }, Qt::QueuedConnection);
        return false;
    }

private:
    std::array<Watched, 2> m_watched;
    std::array<double, 2> m_paintedMs{};
    QElapsedTimer m_clock;
};

class StepFigures
{
public:
    StepFigures(Figures &figures, const QString &script)
        : m_figures(figures)
    {
        m_window.window().resize(1280, 800);
        if (!m_window.window().openScript(script))
            qFatal("%s can't be opened", qPrintable(script));
        m_window.window().activateWindow();
        if (!QTest::qWaitForWindowActive(&m_window.window()))
            qFatal("The window does not become active.");
        m_window.window().editor().setFocus();
    }

    void measure(const QString &what)
    {
        stopAtLoop();
        std::vector<double> took;
        std::vector<double> busy;
        for (int i = 0; i < Steps; ++i) {
            UiThread::runFor(30); // nothing of the former step is left
            const double before = threadCpuMs();
            took.push_back(step());
            busy.push_back(threadCpuMs() - before);
        }
        std::sort(took.begin(), took.end());
        std::sort(busy.begin(), busy.end());
        m_figures.add(what + u": line and variables painted, median"_s, took[Steps / 2], u"ms"_s, WantedMs);
        m_figures.add(what + u": the same, 95th percentile"_s, took[Steps * 95 / 100], u"ms"_s, WantedMs);
        m_figures.add(what + u": processor time of the UI thread, median"_s, busy[Steps / 2], u"ms"_s);
    }

private:
    [[nodiscard]] Debugger &debugger() { return m_window.window().session().debugger(); }

    void stopAtLoop()
    {
        bool isKnown = false;
        const auto connection =
            QObject::connect(debugger().variables(), &VariableTree::refreshed, [&isKnown] { isKnown = true; });
        debugger().breakpoints()->toggle(m_window.window().document().runPath(), LoopLine + 1);
        QTest::keyClick(&m_window.window().editor(), Qt::Key_F5);
        UiThread::runUntil([&] { return debugger().isPaused() && isKnown; });
        debugger().breakpoints()->removeAll();
        QObject::disconnect(connection);
        UiThread::runFor(500);
    }

    /// The values of the script's variables as the panel has them.
    [[nodiscard]] QStringList values()
    {
        QStringList all;
        for (int row = 0; row < debugger().variables()->rowCount(); ++row)
            all += debugger().variables()->index(row).data(VariableTree::ValueRole).toString();
        return all;
    }

    /// From the key to the pictures of the next line with its arrow and values, and of the variables.
    double step()
    {
        ScriptEditor &editor = m_window.window().editor();
        const QStringList valuesBefore = values();
        const auto notesBefore = editor.lineNotes();
        const auto hasArrow = [&] {
            return (editor.markersAtLine(debugger().place().line - 1) & 1U << ScriptEditor::PausedMarker) != 0;
        };
        const PaintWatch painted(
            {editor.viewport(),
             [&] { return hasArrow() && !editor.lineNotes().isEmpty() && editor.lineNotes() != notesBefore; }},
            {m_window.panel("debugger"), [&] { return debugger().isPaused() && values() != valuesBefore; }});
        QTest::keyClick(&editor, Qt::Key_F10);
        UiThread::runUntil([&] { return painted.areBothPainted(); });
        return painted.bothPaintedMs();
    }

    Figures &m_figures;
    BenchWindow m_window{BenchWindow::Panels::AsOpened};
};

bool write(const QString &path, const QByteArray &text)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
}

/// Sixty variables more, large arrays and long texts among them.
QByteArray manyVariables()
{
    QByteArray text;
    for (int i = 0; i < 20; ++i) {
        const QByteArray number = QByteArray::number(i);
        text += " let list" + number + " = new Array(10000).fill(" + number + "); let text" + number +
                " = \"x\".repeat(100000); let made" + number + " = { a: 1, b: { c: [1, 2, 3] } };";
    }
    return text;
}

} // namespace

int main(int argc, char **argv)
{
    UiThread app(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Measures steps of the debugger and prints the best of several runs."_s);
    parser.addHelpOption();
    parser.addOption({u"runs"_s, u"How often to measure; the best counts."_s, u"count"_s, u"3"_s});
    parser.process(app);
    const QTemporaryDir folder;
    const QString few = folder.filePath(u"few.js"_s);
    const QString many = folder.filePath(u"many.js"_s);
    if (!write(few, scriptOf()) || !write(many, scriptOf(manyVariables())))
        return std::fputs("The scripts could not be written.\n", stderr), 1;
    Figures figures;
    for (int run = 0; run < parser.value(u"runs"_s).toInt(); ++run) {
        StepFigures(figures, few).measure(u"a step, two variables"_s);
        StepFigures(figures, many).measure(u"a step, 60 large variables more"_s);
    }
    std::fputs(qPrintable(figures.markdown()), stdout);
    return figures.areAllWanted() ? 0 : 1;
}
