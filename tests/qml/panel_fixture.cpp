// SPDX-License-Identifier: GPL-3.0-or-later
#include "panel_fixture.h"

#include "core/models/compare/recorded_session.h"
#include "journal/journal_writer.h"
#include "models/debug/debugger.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QQmlEngine>

namespace sockscope {

using namespace Qt::StringLiterals;

PanelFixture::PanelFixture()
{
    restart();
}

PanelFixture::~PanelFixture() = default;

void PanelFixture::beginDebugging(const QVariantMap &answers)
{
    Debugger &debugger = *m_session.debugger();
    debugger.link().disconnect(this);
    m_answers = answers;
    connect(&debugger.link(), &DebugLink::requestMade, this, [this](const QJsonObject &request) {
        const QString command = request.value("command"_L1).toString();
        QJsonObject members = request;
        for (const auto name : {"id"_L1, "type"_L1, "command"_L1})
            members.remove(name);
        m_asked += command + u' ' + QString::fromUtf8(QJsonDocument(members).toJson(QJsonDocument::Compact));
        QJsonObject answer = QJsonObject::fromVariantMap(m_answers.value(command).toMap());
        answer.insert(u"type"_s, u"debugger"_s);
        answer.insert(u"id"_s, request.value("id"_L1));
        answer.insert(u"ok"_s, !answer.contains("error"_L1));
        QMetaObject::invokeMethod(
            this, [this, answer] { m_session.debugger()->link().receive(answer); }, Qt::QueuedConnection);
    });
    m_asked.clear();
    debugger.begin();
}

void PanelFixture::tellDebugger(const QString &event, const QVariantMap &members)
{
    QJsonObject message = QJsonObject::fromVariantMap(members);
    message.insert(u"type"_s, u"debugger-event"_s);
    message.insert(u"event"_s, event);
    m_session.debugger()->link().receive(message);
}

void PanelFixture::endDebugging()
{
    m_session.debugger()->end();
}

void PanelFixture::restart()
{
    QString error;
    const QString path = m_folder.filePath(u"%1.journal"_s.arg(++m_runs));
    m_session.journal()->clear();
    m_writer = JournalWriter::create(path, {}, &error);
    if (!m_writer)
        qFatal("%s", qPrintable(error));
    m_session.journal()->open(path);
    m_session.status()->setPhase(SessionStatus::Phase::Idle);
    m_session.status()->setPeer({});
    m_session.status()->clearProgress();
}

ScriptLocation PanelFixture::location(int line)
{
    if (line <= 0)
        return {};
    return {.file = m_writer->fileId(u"file:///scripts/hello.js"_s), .line = std::uint32_t(line), .column = 5};
}

void PanelFixture::standAt(int line)
{
    m_session.scriptCursor()->moveTo(u"/scripts/hello.js"_s, line);
}

void PanelFixture::reopenRecorded(int records)
{
    for (int i = 0; i < records; ++i)
        append(RecordKind::BytesSent, 1, QByteArray::number(i));
    const auto path = m_writer->path();
    m_writer->close();
    m_session.journal()->open(path);
}

CompareModel *PanelFixture::compare(const QStringList &first, const QStringList &second)
{
    const auto record = [this](const QString &name, const QStringList &lines) {
        RecordedSession session(m_folder.filePath(name));
        QByteArrayList bytes;
        for (const QString &line : lines)
            bytes += line.toUtf8();
        return session.lines(bytes).path();
    };
    auto comparison = std::make_unique<SessionComparison>(ComparisonSource{record(u"a"_s, first), u"a.sockscope"_s},
                                                          ComparisonSource{record(u"b"_s, second), u"b.sockscope"_s});
    if (!comparison->compare())
        qFatal("%s", qPrintable(comparison->error()));
    auto model = std::make_unique<CompareModel>(std::move(comparison));
    QQmlEngine::setObjectOwnership(model.get(), QQmlEngine::CppOwnership);
    m_comparison.swap(model);
    if (model)
        model.release()->deleteLater(); // a panel may still show it
    return m_comparison.get();
}

QString PanelFixture::clipboard() const
{
    return QGuiApplication::clipboard()->text();
}

void PanelFixture::append(RecordKind kind, int socket, const QByteArray &payload, const QByteArray &cause, int line)
{
    RecordHead head;
    head.kind = kind;
    head.socket = std::uint32_t(socket);
    head.location = location(line);
    m_writer->append(head, payload, cause);
}

void PanelFixture::add(int kind, int socket, const QString &payload, const QString &cause, int line)
{
    append(RecordKind(kind), socket, payload.toUtf8(), cause.toUtf8(), line);
}

void PanelFixture::createSocket(int socket)
{
    append(RecordKind::SocketCreated, socket, {});
}

void PanelFixture::setState(int socket, int before, int after, const QString &cause)
{
    setStateAt(socket, before, after, cause, 0);
}

void PanelFixture::setStateAt(int socket, int before, int after, const QString &cause, int line)
{
    RecordHead head;
    head.kind = RecordKind::StateChanged;
    head.socket = std::uint32_t(socket);
    head.stateBefore = JournalState(before);
    head.stateAfter = JournalState(after);
    head.location = location(line);
    m_writer->append(head, {}, cause.toUtf8());
}

void PanelFixture::setEndpoints(int socket, const QString &local, const QString &remote)
{
    append(RecordKind::Endpoints, socket,
           QJsonDocument(QJsonObject{{u"local"_s, local}, {u"remote"_s, remote}}).toJson());
}

void PanelFixture::establishTls(int socket, bool verified)
{
    const QJsonObject session{
        {u"version"_s, u"TLSv1.3"_s}, {u"cipher"_s, u"TLS_AES_256_GCM_SHA384"_s}, {u"verified"_s, verified}};
    append(RecordKind::TlsEstablished, socket, QJsonDocument(session).toJson());
}

void PanelFixture::fail(int socket, const QString &message)
{
    append(RecordKind::SocketError, socket, message.toUtf8(), "connect");
}

void PanelFixture::send(int socket, const QString &text, int line)
{
    append(RecordKind::BytesSent, socket, text.toUtf8(), {}, line);
}

void PanelFixture::receive(int socket, const QString &text, bool heard)
{
    append(RecordKind::BytesReceived, socket, text.toUtf8(), heard ? QByteArray() : "no handler"_ba);
}

void PanelFixture::print(int level, const QString &text, int line)
{
    RecordHead head;
    head.kind = RecordKind::Console;
    head.level = LogLevel(level);
    head.location = location(line);
    m_writer->append(head, text.toUtf8());
}

} // namespace sockscope
