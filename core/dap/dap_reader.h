// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QObject>

namespace sockscope {

/// Takes messages out of a byte stream (Debug Adapter Protocol, "Base Protocol"): header fields that end with CR LF,
/// among them Content-Length, an empty line, and so many bytes of JSON. What is no message is reported and skipped;
/// the stream is read on at the next header.
class DapReader : public QObject
{
    Q_OBJECT
public:
    static constexpr qsizetype MaxMessage = 64 << 20; ///< bytes; a longer message is reported and skipped
    static constexpr qsizetype MaxHeader = 16 << 10;  ///< bytes of all header fields

    void feed(QByteArrayView bytes);

Q_SIGNALS:
    void received(const QJsonObject &message);
    void malformed(const QString &sentence);

private:
    [[nodiscard]] bool takeHeader();
    [[nodiscard]] bool takeContent();
    void readFields(const QByteArray &header);
    void findNextHeader();

    QByteArray m_buffer;
    qint64 m_awaited = -1; ///< bytes of content; -1: a header is read
    qint64 m_skipped = 0;  ///< bytes of a message that is too long
    bool m_isLost = false; ///< a header was wrong: the next one is looked for
};

/// A message with its header.
[[nodiscard]] QByteArray dapFrame(const QJsonObject &message);

} // namespace sockscope
