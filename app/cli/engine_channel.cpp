// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine_channel.h"

#include "write_all.h"

#include <QJsonDocument>

#include <array>
#include <cerrno>
#include <unistd.h>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype MaxLine = 64 << 20;

} // namespace

EngineChannel::EngineChannel()
    : m_notifier(STDIN_FILENO, QSocketNotifier::Read)
{
    m_notifier.setEnabled(false);
    connect(&m_notifier, &QSocketNotifier::activated, this, &EngineChannel::readInput);
}

void EngineChannel::start()
{
    m_notifier.setEnabled(true);
}

void EngineChannel::send(const QJsonObject &message)
{
    if (!writeAll(STDOUT_FILENO, QJsonDocument(message).toJson(QJsonDocument::Compact) + '\n') &&
        m_notifier.isEnabled()) {
        m_notifier.setEnabled(false); // nobody reads any more
        Q_EMIT closed();
    }
}

void EngineChannel::readInput()
{
    std::array<char, 65536> chunk{};
    const ssize_t count = ::read(STDIN_FILENO, chunk.data(), chunk.size());
    if (count < 0 && (errno == EINTR || errno == EAGAIN))
        return;
    if (count <= 0) {
        m_notifier.setEnabled(false);
        Q_EMIT closed();
        return;
    }
    const qsizetype known = m_buffer.size(); // holds no line feed: a long line is not searched again for each chunk
    m_buffer.append(chunk.data(), count);
    for (qsizetype end = m_buffer.indexOf('\n', known); end >= 0; end = m_buffer.indexOf('\n')) {
        const QByteArray line = m_buffer.left(end);
        m_buffer.remove(0, end + 1);
        if (!std::exchange(m_skipping, false))
            handleLine(line);
    }
    if (m_buffer.size() > MaxLine) {
        m_buffer.clear();
        if (!std::exchange(m_skipping, true))
            send({{u"type"_s, u"note"_s}, {u"message"_s, u"a message of more than 64 MiB was ignored"_s}});
    }
}

void EngineChannel::handleLine(const QByteArray &line)
{
    if (line.trimmed().isEmpty())
        return;
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(line, &error);
    if (document.isObject())
        Q_EMIT received(document.object());
    else
        send({{u"type"_s, u"note"_s},
              {u"message"_s, u"a line that is no JSON object was ignored: %1"_s.arg(
                                 document.isArray() ? u"it is an array"_s : error.errorString())}});
}

} // namespace sockscope
