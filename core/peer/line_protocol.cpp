// SPDX-License-Identifier: GPL-3.0-or-later
#include "peer/line_protocol.h"

#include "peer/printable.h"

#include <QDateTime>

#include <algorithm>
#include <array>
#include <optional>

using namespace Qt::StringLiterals;

namespace sockscope {

namespace {

constexpr qint64 mostLines = 1000;
constexpr qint64 longestWaitMs = 10'000;

/// A command line in pieces.
struct Command
{
    QByteArray name;      ///< upper case
    QByteArray text;      ///< everything behind the name and one space
    QByteArrayList words; ///< of the text
};

Command parse(QByteArrayView line)
{
    const qsizetype space = line.indexOf(' ');
    Command command;
    command.name = line.first(space < 0 ? line.size() : space).toByteArray().toUpper();
    command.text = space < 0 ? QByteArray() : line.sliced(space + 1).toByteArray();
    if (const QByteArray words = command.text.simplified(); !words.isEmpty())
        command.words = words.split(' ');
    return command;
}

std::optional<qint64> number(const QByteArray &word, qint64 most)
{
    bool ok = false;
    const qint64 value = word.toLongLong(&ok);
    return ok && value >= 0 && value <= most ? std::optional(value) : std::nullopt;
}

void reply(PeerOutput &out, const QByteArray &line)
{
    out.write(line + "\r\n");
}

void help(const Command &, PeerOutput &out)
{
    reply(out, "OK HELLO name, TIME, ADD a b, ECHO text, COUNT n, WAIT ms, HELP, QUIT");
}

void hello(const Command &command, PeerOutput &out)
{
    reply(out, command.words.isEmpty() ? "ERR HELLO takes a name" : "OK Hello, " + command.text.trimmed() + "!");
}

void time(const Command &, PeerOutput &out)
{
    reply(out, "OK " + QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs).toLatin1());
}

void add(const Command &command, PeerOutput &out)
{
    bool isFirst = false;
    bool isSecond = false;
    const qint64 first = command.words.value(0).toLongLong(&isFirst);
    const qint64 second = command.words.value(1).toLongLong(&isSecond);
    qint64 sum = 0;
    if (command.words.size() != 2 || !isFirst || !isSecond)
        reply(out, "ERR ADD takes two whole numbers");
    else if (qAddOverflow(first, second, &sum))
        reply(out, "ERR the sum is too large");
    else
        reply(out, "OK " + QByteArray::number(sum));
}

void echo(const Command &command, PeerOutput &out)
{
    reply(out, "OK " + command.text);
}

/// The one reply of several lines: its first says how many follow.
void count(const Command &command, PeerOutput &out)
{
    const auto last = number(command.words.value(0), mostLines);
    if (!last || command.words.size() != 1)
        return reply(out, "ERR COUNT takes a number from 0 to " + QByteArray::number(mostLines));
    QByteArray lines = "OK " + QByteArray::number(*last) + " lines\r\n";
    for (qint64 i = 1; i <= *last; ++i)
        lines += QByteArray::number(i) + "\r\n";
    out.write(lines);
}

void wait(const Command &command, PeerOutput &out)
{
    const auto time = number(command.words.value(0), longestWaitMs);
    if (!time || command.words.size() != 1)
        return reply(out, "ERR WAIT takes milliseconds from 0 to " + QByteArray::number(longestWaitMs));
    out.pause(std::chrono::milliseconds(*time));
    reply(out, "OK waited " + QByteArray::number(*time) + " ms");
}

void quit(const Command &, PeerOutput &out)
{
    reply(out, "OK bye");
    out.close();
}

struct Entry
{
    const char *name;
    void (*run)(const Command &command, PeerOutput &out);
};
constexpr std::array<Entry, 8> commands = {{{"HELLO", hello},
                                            {"TIME", time},
                                            {"ADD", add},
                                            {"ECHO", echo},
                                            {"COUNT", count},
                                            {"WAIT", wait},
                                            {"HELP", help},
                                            {"QUIT", quit}}};

} // namespace

void LineProtocol::answer(QByteArrayView line, PeerOutput &out)
{
    const Command command = parse(line);
    const auto *const found = std::find_if(commands.begin(), commands.end(),
                                           [&command](const Entry &entry) { return command.name == entry.name; });
    if (found != commands.end())
        found->run(command, out);
    else if (command.name.isEmpty())
        reply(out, "ERR an empty line is no command: try HELP");
    else
        reply(out, "ERR there is no command " + printable(command.name) + ": try HELP");
}

QByteArray LineProtocol::tooLong() const
{
    return "ERR a line has at most " + QByteArray::number(longestLine) + " bytes\r\n";
}

} // namespace sockscope
