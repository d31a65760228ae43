// SPDX-License-Identifier: GPL-3.0-or-later
// An engine that misbehaves on demand: a real process that speaks the engine's protocol and writes a real journal. What
// it does is named by FAKE_ENGINE_MODE.
#include "journal/journal_writer.h"

#include <QByteArray>
#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

#include <csignal>
#include <cstdio>
#include <iostream>
#include <string>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace sockscope;

namespace {

void say(const QByteArray &line)
{
    std::fwrite(line.constData(), 1, size_t(line.size()), stdout);
    std::fputc('\n', stdout);
    std::fflush(stdout);
}

QJsonObject hear()
{
    std::string line;
    if (!std::getline(std::cin, line))
        return {{u"type"_s, u"quit"_s}};
    return QJsonDocument::fromJson(QByteArray::fromStdString(line)).object();
}

RecordHead head(RecordKind kind, std::uint32_t file = 0, std::uint32_t line = 0)
{
    RecordHead head;
    head.kind = kind;
    head.vu = 1;
    head.socket = 1;
    if (line > 0)
        head.location = {.file = file, .line = line, .column = 3};
    return head;
}

void state(JournalWriter &journal, JournalState before, JournalState after, QByteArrayView cause)
{
    RecordHead changed = head(RecordKind::StateChanged);
    changed.stateBefore = before;
    changed.stateAfter = after;
    journal.append(changed, {}, cause);
}

void record(JournalWriter &journal, const QString &script)
{
    const std::uint32_t file = journal.fileId(script);
    journal.append(head(RecordKind::SocketCreated, file, 2));
    journal.append(head(RecordKind::ConnectStarted, file, 3), "localhost:9000");
    state(journal, JournalState::Disconnected, JournalState::Opening, "connect()");
    state(journal, JournalState::Opening, JournalState::Open, "connect()");
    journal.append(head(RecordKind::Endpoints), R"({"local":"127.0.0.1:50000","remote":"127.0.0.1:9000"})");
    journal.append(head(RecordKind::BytesSent, file, 4), "PING\r\n");
    journal.append(head(RecordKind::BytesReceived), "+PONG\r\n");
    RecordHead line = head(RecordKind::Console, file, 5);
    journal.append(line, "reply: +PONG");
    state(journal, JournalState::Open, JournalState::Destroyed, "destroy()");
    line.level = LogLevel::Error;
    line.kind = RecordKind::Exception;
    line.location.line = 6;
    journal.append(line, "Error: on purpose");
}

void wait()
{
    for (;;)
        ::pause();
}

QByteArray toJson(const QJsonObject &message)
{
    return QJsonDocument(message).toJson(QJsonDocument::Compact);
}

/// What a session by hand asks for.
void serveByHand(const QJsonObject &message, const QByteArray &mode)
{
    const QString type = message.value("type"_L1).toString();
    const QJsonValue id = message.value("id"_L1);
    if (type == "eval"_L1) {
        const QString text = message.value("text"_L1).toString();
        say(toJson({{u"type"_s, u"result"_s},
                    {u"id"_s, id},
                    {u"ok"_s, true},
                    {u"text"_s, u"2"_s},
                    {u"incomplete"_s, text.endsWith(u'{')}}));
    } else if (type == "enter"_L1) { // says what it was sent
        say(toJson({{u"type"_s, u"result"_s},
                    {u"id"_s, id},
                    {u"ok"_s, true},
                    {u"text"_s, QString::fromUtf8(toJson(message))},
                    {u"incomplete"_s, false}}));
    } else if (type == "interrupt"_L1) {
        say(R"({"type":"result","id":99,"ok":false,"text":"interrupted","incomplete":false})");
    } else if (type == "peer"_L1 && message.value("name"_L1) == "echo"_L1) {
        say(R"({"type":"peer","name":"echo","host":"127.0.0.1","port":40123})");
    } else if (type == "peer"_L1) {
        say(R"({"type":"peer","name":"x","error":"there is no such peer"})");
    } else if (type == "complete"_L1) {
        say(R"({"type":"completions","id":8,"from":7,"items":[{"name":"write","kind":"function"}]})");
    } else if (type == "stop"_L1 && mode == "stuck") {
        say(R"({"type":"failed","message":"it is inside a native call","exitCode":105})");
        std::_Exit(105);
    } else if (type == "stop"_L1) {
        say(R"({"type":"stopped"})");
    }
}

/// What happens on "run", after "started".
void run(const QByteArray &mode)
{
    if (mode == "crash") {
        std::fputs("engine: about to crash\n", stderr);
        std::fflush(stderr);
        std::signal(SIGSEGV, SIG_DFL);
        std::raise(SIGSEGV);
    }
    if (mode == "exit")
        std::_Exit(3);
    if (mode == "deaf") {
        std::signal(SIGTERM, SIG_IGN);
        wait();
    }
    if (mode == "obedient") {
        while (hear().value("type"_L1) != "stop"_L1) {
        }
        say(R"({"type":"finished","exitCode":105,"reason":"stopped"})");
        return;
    }
    if (mode == "garbage") {
        say("this is not JSON");
        say(R"({"no":"type"})");
        say(R"({"type":"from the future"})");
        say(R"({"type":"result","id":1,"ok":true,"text":")" + QByteArray(3 << 20, 'x') + R"("})");
        say(QByteArray("\xff\x00\xfe", 3));
    }
    say(R"({"type":"progress","iterations":1,"interrupted":0,"vus":1,"elapsedMs":1234})");
    say(R"({"type":"finished","exitCode":0,"reason":""})");
}

} // namespace

int main(int argc, char **argv)
{
    const QByteArray mode = qgetenv("FAKE_ENGINE_MODE");
    QCoreApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() != 4 || arguments[1] != "engine"_L1 || arguments[2] != "--journal"_L1)
        return 64;
    if (mode == "silent")
        wait();
    QString error;
    const auto journal = JournalWriter::create(arguments[3], {}, &error);
    if (!journal)
        return 65;
    const QByteArray protocol = mode == "protocol" ? "2" : "1";
    say(R"({"type":"hello","protocol":)" + protocol + R"(,"version":"0.1.0","journal":")" + arguments[3].toUtf8() +
        R"("})");
    for (;;) {
        const QJsonObject message = hear();
        const QString type = message.value("type"_L1).toString();
        if (type == "quit"_L1)
            return 0;
        if (type == "load"_L1 && mode == "refuse") {
            say(R"({"type":"failed","message":"Line 1:5 Unexpected token ;","exitCode":107})");
        } else if (type == "load"_L1) {
            record(*journal, message.value("script"_L1).toString());
            say(R"({"type":"loaded"})");
        } else if (type == "run"_L1) {
            say(R"({"type":"started","script":"x.js","peer":{"host":"127.0.0.1","port":40123}})");
            run(mode);
        } else {
            serveByHand(message, mode);
        }
    }
}
