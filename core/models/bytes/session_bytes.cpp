// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/bytes/session_bytes.h"

#include "export/byte_formats.h"
#include "models/session/journal_session.h"
#include "models/session/session_cursor.h"

#include <QLocale>

#include <array>
#include <utility>

namespace sockscope {

using namespace Qt::StringLiterals;

SessionBytes::SessionBytes(JournalSession &journal, SessionCursor &cursor, QObject *parent)
    : QObject(parent)
    , m_journal(journal)
    , m_cursor(cursor)
    , m_stream(m_index, journal.reader())
    , m_selection(m_stream)
    , m_search(m_stream)
    , m_messages(m_index, journal.reader(), m_framing)
{
    connectJournal();
    connect(&cursor, &SessionCursor::socketChanged, this, &SessionBytes::updateView);
    connect(&cursor, &SessionCursor::instantChanged, this, &SessionBytes::updateView);
    connect(&cursor, &SessionCursor::recordChanged, this, &SessionBytes::selectRecord);
    connect(&m_selection, &ByteSelection::changed, this, &SessionBytes::lookAtSelection);
    connect(&m_selection, &ByteSelection::moved, this, &SessionBytes::moveCursor);
    connect(&m_stream, &ByteStream::changed, this, &SessionBytes::lookAtSelection);
    connect(&m_search, &ByteSearch::found, &m_selection, &ByteSelection::select);
}

void SessionBytes::connectJournal()
{
    connect(&m_journal, &JournalSession::recordsApplied, &m_index, &ByteIndex::append);
    connect(&m_journal, &JournalSession::stateChanged, this, [this] {
        const bool isNew = m_journal.state() == JournalSession::None || m_journal.state() == JournalSession::Waiting;
        if (isNew && hasBytes())
            m_index.clear();
    });
    connect(&m_index, &ByteIndex::cleared, this, &SessionBytes::updateView);
    connect(&m_index, &ByteIndex::grown, this, &SessionBytes::updateView); // the first bytes bring the first socket
}

quint32 SessionBytes::socket() const
{
    return m_cursor.socket() != 0 ? m_cursor.socket() : m_index.newestSocket(m_cursor.instant());
}

void SessionBytes::setMode(Mode mode)
{
    if (std::exchange(m_mode, mode) == mode)
        return;
    updateView();
    Q_EMIT modeChanged();
    selectRecord();
}

void SessionBytes::updateView()
{
    constexpr std::array lanes{ByteLane::Both, ByteLane::Sent, ByteLane::Received, ByteLane::Both};
    ByteStream::View view{.socket = socket(),
                          .lane = lanes.at(static_cast<std::size_t>(m_mode)),
                          .record = -1,
                          .instant = m_cursor.instant()};
    m_messages.setView(view);
    if (m_mode == Record) {
        view.record = m_cursor.record();
        view.socket = m_cursor.record() < 0 ? 0 : view.socket;
    }
    m_stream.setView(view);
    Q_EMIT viewChanged();
}

void SessionBytes::selectRecord()
{
    if (m_mode == Record)
        updateView();
    const auto piece = m_stream.pieceOf(m_cursor.record());
    const auto at = m_selection.position();
    if (piece.size > 0 && (at < piece.start || at >= piece.start + piece.size))
        m_selection.select(piece.start, piece.size);
}

void SessionBytes::lookAtSelection()
{
    m_selected = m_stream.pieceAt(m_selection.start());
    m_inspector.setBytes(m_stream.read(m_selection.start(), m_selection.isEmpty() ? 0 : DataInspector::MaxBytes));
    Q_EMIT selectedChanged();
}

void SessionBytes::moveCursor()
{
    const auto standing = m_stream.pieceAt(m_selection.position());
    if (standing.size > 0 && standing.record != m_cursor.record())
        m_cursor.selectRecord(standing.record, m_stream.socket());
}

QString SessionBytes::selectedText(Format format)
{
    setNotice({});
    if (m_selection.length() > MaxCopyBytes) {
        setNotice(tr("%1 bytes are too many for the clipboard, which takes %2. Save the selection instead.")
                      .arg(QLocale().toString(m_selection.length()), QLocale().toString(MaxCopyBytes)));
        return {};
    }
    const auto bytes = m_stream.read(m_selection.start(), m_selection.length());
    if (bytes.size() < m_selection.length())
        setNotice(tr("The journal can't be read here any more: %1 of %2 bytes were copied.")
                      .arg(bytes.size())
                      .arg(m_selection.length()));
    return formatBytes(bytes, static_cast<ByteFormat>(format), m_selection.start());
}

void SessionBytes::selectMessage(int row)
{
    const auto message = m_messages.message(row);
    if (message.end <= message.start)
        return;
    const auto first = [&] { return m_stream.positionOf(message.received, message.start); };
    const auto last = m_stream.positionOf(message.received, message.end - 1);
    if (first() < 0 || last - first() != message.end - 1 - message.start)
        setMode(message.received ? Received : Sent);
    m_selection.select(first(), message.end - message.start);
}

int SessionBytes::selectedMessage() const
{
    const auto position = selectedLanePosition();
    return position < 0 ? -1 : m_messages.rowAt(m_selected.received, position);
}

void SessionBytes::setNotice(const QString &sentence)
{
    if (std::exchange(m_notice, sentence) != sentence)
        Q_EMIT noticeChanged();
}

} // namespace sockscope
