// SPDX-License-Identifier: GPL-3.0-or-later
#include "dap/dap_reader.h"

#include <QJsonDocument>

#include <algorithm>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

constexpr QByteArrayView Field("Content-Length");
constexpr QByteArrayView HeaderEnd("\r\n\r\n");

bool isField(QByteArrayView name)
{
    return name.trimmed().compare(Field, Qt::CaseInsensitive) == 0;
}

} // namespace

QByteArray dapFrame(const QJsonObject &message)
{
    const QByteArray content = QJsonDocument(message).toJson(QJsonDocument::Compact);
    return Field.toByteArray() + ": " + QByteArray::number(content.size()) + HeaderEnd.toByteArray() + content;
}

void DapReader::feed(QByteArrayView bytes)
{
    const qint64 skipped = std::min<qint64>(m_skipped, bytes.size());
    m_skipped -= skipped;
    m_buffer.append(bytes.sliced(skipped));
    while (m_awaited >= 0 ? takeContent() : takeHeader()) {
    }
}

bool DapReader::takeHeader()
{
    if (m_isLost)
        findNextHeader();
    const qsizetype end = m_buffer.indexOf(HeaderEnd);
    if (end >= 0 && end <= MaxHeader) {
        const QByteArray header = m_buffer.left(end);
        m_buffer.remove(0, end + HeaderEnd.size());
        readFields(header);
        return true;
    }
    if (m_buffer.size() > MaxHeader && !m_isLost) {
        m_isLost = true;
        Q_EMIT malformed(u"the header of a message has no end within %1 bytes"_s.arg(MaxHeader));
        return true;
    }
    return false;
}

void DapReader::readFields(const QByteArray &header)
{
    const QByteArrayList lines = header.split('\n');
    for (const QByteArray &line : lines) {
        const qsizetype colon = line.indexOf(':');
        if (colon < 0 || !isField(QByteArrayView(line).first(colon)))
            continue;
        bool isNumber = false;
        const qint64 size = line.sliced(colon + 1).trimmed().toLongLong(&isNumber);
        if (!isNumber || size < 0) {
            Q_EMIT malformed(
                u"\"%1\" is no number of bytes"_s.arg(QString::fromUtf8(line.sliced(colon + 1).trimmed())));
            return;
        }
        m_awaited = size;
        return;
    }
    Q_EMIT malformed(u"a message began without a Content-Length field"_s);
}

/// Drops what can't be the beginning of a header.
void DapReader::findNextHeader()
{
    const qsizetype at = m_buffer.toLower().indexOf(Field.toByteArray().toLower());
    m_isLost = at < 0;
    m_buffer.remove(0, at < 0 ? std::max<qsizetype>(0, m_buffer.size() - Field.size()) : at);
}

bool DapReader::takeContent()
{
    if (m_awaited > MaxMessage) {
        Q_EMIT malformed(u"a message of %1 bytes was ignored: %2 are allowed"_s.arg(m_awaited).arg(MaxMessage));
        const qint64 known = std::min<qint64>(m_awaited, m_buffer.size());
        m_skipped = m_awaited - known;
        m_buffer.remove(0, known);
        m_awaited = -1;
        return true;
    }
    if (m_buffer.size() < m_awaited)
        return false;
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(m_buffer.left(m_awaited), &error);
    m_buffer.remove(0, m_awaited);
    m_awaited = -1;
    if (document.isObject())
        Q_EMIT received(document.object());
    else
        Q_EMIT malformed(u"a message is no JSON object: %1"_s.arg(
            error.error == QJsonParseError::NoError ? u"it is an array"_s : error.errorString()));
    return true;
}

} // namespace sockscope
