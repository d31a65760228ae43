// SPDX-License-Identifier: GPL-3.0-or-later
#include "framing/function_framer.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtEndian>

#include <array>

using namespace Qt::StringLiterals;

namespace sockscope {

namespace {

constexpr int StartDeadlineMs = 10'000; // a busy machine may take long to start a process
constexpr int EndDeadlineMs = 2000;

} // namespace

FunctionFramer::FunctionFramer(const QString &program, const QString &function, int deadlineMs, QObject *parent)
    : QObject(parent)
{
    m_deadline.setSingleShot(true);
    m_deadline.setInterval(StartDeadlineMs);
    connect(&m_deadline, &QTimer::timeout, this, [this, deadlineMs] {
        fail(tr("The function took longer than %1 ms for its bytes and was stopped.").arg(deadlineMs));
    });
    connect(&m_process, &QProcess::readyReadStandardOutput, this, [this, deadlineMs] {
        m_deadline.setInterval(deadlineMs);
        readLines();
    });
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            fail(tr("The process that runs the function can't start: %1 (%2).")
                     .arg(m_process.errorString(), m_process.program()));
    });
    connect(&m_process, &QProcess::finished, this, [this] {
        readLines();
        fail(tr("The process that ran the function ended: it took too much memory or brought the engine down."));
    });
    m_process.setStandardErrorFile(QProcess::nullDevice());
    m_process.start(program, {u"frame"_s});
    send(function.toUtf8());
    feed({}); // its answer tells that the function can be used
}

FunctionFramer::~FunctionFramer()
{
    m_isOver = true;
    m_process.disconnect(this);
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.kill();
    m_process.waitForFinished(EndDeadlineMs);
}

void FunctionFramer::feed(const QByteArray &bytes)
{
    if (m_isOver)
        return;
    send(bytes);
    m_deadline.start();
}

void FunctionFramer::send(const QByteArray &packet)
{
    std::array<char, 4> start{};
    qToLittleEndian(static_cast<quint32>(packet.size()), start.data());
    m_process.write(start.data(), start.size());
    m_process.write(packet);
}

void FunctionFramer::readLines()
{
    while (!m_isOver && m_process.canReadLine())
        takeLine(m_process.readLine());
}

void FunctionFramer::takeLine(const QByteArray &line)
{
    const auto object = QJsonDocument::fromJson(line).object();
    if (const auto error = object[u"error"]; error.isString())
        return fail(error.toString());
    if (object[u"ends"].isArray()) {
        QList<qint64> ends;
        const auto array = object[u"ends"].toArray();
        for (const auto &end : array)
            ends.append(end.toInteger());
        Q_EMIT found(ends);
    }
    if (object.contains(u"fed")) {
        m_deadline.stop();
        Q_EMIT fed(object[u"fed"].toInteger(-1));
    }
}

void FunctionFramer::fail(const QString &sentence)
{
    if (std::exchange(m_isOver, true))
        return;
    m_deadline.stop();
    m_process.kill();
    Q_EMIT failed(sentence);
}

QString framingProgram()
{
    const QDir here(QCoreApplication::applicationDirPath());
    const auto beside = here.filePath(u"sockscope"_s);
    return qEnvironmentVariable("SOCKSCOPE_ENGINE",
                                QFileInfo::exists(beside) ? beside : here.filePath(u"../bin/sockscope"_s));
}

} // namespace sockscope
