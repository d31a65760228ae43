// SPDX-License-Identifier: GPL-3.0-or-later
#include "output/console/progress_display.h"

#include <QTest>

#include <array>
#include <cstdlib>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace sockscope;

namespace {

/// Both ends of a pipe or of a pseudo-terminal of 100 columns.
class Stream
{
public:
    explicit Stream(bool isTerminal)
    {
        std::array<int, 2> ends{-1, -1};
        if (!isTerminal && ::pipe2(ends.data(), O_NONBLOCK | O_CLOEXEC) == 0) {
            m_read = ends[0];
            m_write = ends[1];
        } else if (isTerminal) {
            m_read = ::posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
            if (::grantpt(m_read) == 0 && ::unlockpt(m_read) == 0)
                m_write = ::open(::ptsname(m_read), O_RDWR | O_NOCTTY | O_CLOEXEC);
            const winsize size{40, 100, 0, 0};
            ::ioctl(m_write, TIOCSWINSZ, &size);
        }
    }
    ~Stream()
    {
        ::close(m_write);
        ::close(m_read);
    }
    Stream(const Stream &) = delete;
    Stream &operator=(const Stream &) = delete;

    [[nodiscard]] int descriptor() const { return m_write; }
    const QByteArray &text()
    {
        std::array<char, 4096> chunk{};
        for (ssize_t count = 0; (count = ::read(m_read, chunk.data(), chunk.size())) > 0;)
            m_text += QByteArray(chunk.data(), count).replace("\r\n", "\n");
        return m_text;
    }

private:
    int m_read = -1;
    int m_write = -1;
    QByteArray m_text;
};

RunProgressView view(std::uint64_t complete)
{
    RunProgressView view;
    view.stage = RunProgressView::Stage::Running;
    view.maxDurationNs = 31'000'000'000;
    view.maxVus = 1;
    view.completeIterations = complete;
    view.scenarios = {{u"default"_s, ScenarioSign::Running, 0, {u"1 VUs"_s}}};
    return view;
}

} // namespace

class TestProgressDisplay : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void blocksWithoutTerminal();
    void redrawsInPlace();
};

void TestProgressDisplay::blocksWithoutTerminal()
{
    Stream stream(false);
    std::uint64_t complete = 0;
    ProgressDisplay display(stream.descriptor(), true, nullptr, [&complete] { return view(++complete); });
    QVERIFY(!display.isTerminal());
    display.start();
    const QByteArray first = "\nrunning (00.0s), 0/0 VUs, 1 complete and 0 interrupted iterations\n"
                             "default   [   0% ] 1 VUs\n";
    QTRY_COMPARE_WITH_TIMEOUT(stream.text(), first, 10'000);
    display.print("summary\n");
    display.finish();
    QCOMPARE(stream.text(), first + "summary\n" + QByteArray(first).replace("1 complete", "2 complete"));
}

/// What is printed takes the place of the bars, which follow below; the last ones stay.
void TestProgressDisplay::redrawsInPlace()
{
    Stream stream(true);
    QVERIFY(stream.descriptor() >= 0);
    ProgressDisplay display(stream.descriptor(), false, nullptr, [] { return view(3); });
    QVERIFY(display.isTerminal());
    const QByteArray frame = "\x1b[K\nrunning (00.0s), 0/0 VUs, 3 complete and 0 interrupted iterations\x1b[K\n"
                             "default   [--------------------------------------] 1 VUs\x1b[K\n";
    const QByteArray back = "\r\x1b[J\x1b[3A";
    display.start();
    QTRY_VERIFY_WITH_TIMEOUT(stream.text().startsWith(frame + back + frame + back), 10'000);
    display.print("one\ntwo\n");
    QVERIFY(stream.text().endsWith("one\x1b[0K\ntwo\x1b[0K\n" + frame + back));
    display.finish();
    QVERIFY(stream.text().endsWith(frame + back + frame));
}

QTEST_GUILESS_MAIN(TestProgressDisplay)
#include "tst_progress_display.moc"
