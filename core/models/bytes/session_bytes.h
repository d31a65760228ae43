// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/bytes/byte_search.h"
#include "models/bytes/byte_selection.h"
#include "models/bytes/byte_stream.h"
#include "models/bytes/data_inspector.h"
#include "models/bytes/framing_settings.h"
#include "models/bytes/message_model.h"

#include <QObject>

namespace sockscope {

class JournalSession;
class SessionCursor;

/// The bytes of a session as panels show them: which of them, what is selected, and how they are cut into messages. It
/// follows the session's cursor (a selected record selects its bytes, an instant hides later ones) and moves it (the
/// selected byte selects its record).
class SessionBytes : public QObject
{
    Q_OBJECT
    Q_PROPERTY(Mode mode READ mode WRITE setMode NOTIFY modeChanged)
    Q_PROPERTY(int socket READ socket NOTIFY viewChanged)
    Q_PROPERTY(bool hasBytes READ hasBytes NOTIFY viewChanged)
    Q_PROPERTY(double omittedBytes READ omittedBytes NOTIFY viewChanged)
    Q_PROPERTY(double selectedTime READ selectedTime NOTIFY selectedChanged)
    Q_PROPERTY(bool selectedReceived READ isSelectedReceived NOTIFY selectedChanged)
    Q_PROPERTY(double selectedLanePosition READ selectedLanePosition NOTIFY selectedChanged)
    Q_PROPERTY(QString notice READ notice NOTIFY noticeChanged)
    Q_PROPERTY(sockscope::ByteStream *stream READ stream CONSTANT)
    Q_PROPERTY(sockscope::ByteSelection *selection READ selection CONSTANT)
    Q_PROPERTY(sockscope::ByteSearch *search READ search CONSTANT)
    Q_PROPERTY(sockscope::DataInspector *inspector READ inspector CONSTANT)
    Q_PROPERTY(sockscope::FramingSettings *framing READ framing CONSTANT)
    Q_PROPERTY(sockscope::MessageModel *messages READ messages CONSTANT)
public:
    enum Mode { Record, Sent, Received, Both };
    Q_ENUM(Mode)
    enum Format { Text, Hex, HexDump, CArray, Uint8Array }; ///< as ByteFormat
    Q_ENUM(Format)
    static constexpr qint64 MaxCopyBytes = 4LL << 20; ///< what a clipboard should hold at most

    /// Both must outlive it.
    SessionBytes(JournalSession &journal, SessionCursor &cursor, QObject *parent = nullptr);

    [[nodiscard]] Mode mode() const { return m_mode; }
    void setMode(Mode mode);
    /// The socket whose bytes are shown: the cursor's, or the newest that has any by the instant; 0 for none.
    [[nodiscard]] quint32 socket() const;
    [[nodiscard]] bool hasBytes() const { return !m_index.isEmpty(); }           ///< any socket of the session has
    [[nodiscard]] qint64 omittedBytes() const { return m_index.omittedBytes(); } ///< not shown, see ByteIndex
    [[nodiscard]] qint64 selectedTime() const { return m_selected.timeNs; }      ///< when the first selected byte came
    [[nodiscard]] bool isSelectedReceived() const { return m_selected.received; }
    /// Where the first selected byte is among those of its direction.
    [[nodiscard]] qint64 selectedLanePosition() const { return m_stream.lanePosition(m_selection.start()); }
    [[nodiscard]] QString notice() const { return m_notice; } ///< why the last copying failed, a sentence

    /// The selected bytes as text; empty and notice() where there are none or more than MaxCopyBytes.
    Q_INVOKABLE QString selectedText(sockscope::SessionBytes::Format format);
    /// Selects the bytes of a row of `messages`, turning to its direction where others stand between them.
    Q_INVOKABLE void selectMessage(int row);
    /// The row of `messages` that has the selected byte, -1 for none.
    Q_INVOKABLE int selectedMessage() const;

    [[nodiscard]] ByteIndex &index() { return m_index; }
    [[nodiscard]] ByteStream *stream() { return &m_stream; }
    [[nodiscard]] ByteSelection *selection() { return &m_selection; }
    [[nodiscard]] ByteSearch *search() { return &m_search; }
    [[nodiscard]] DataInspector *inspector() { return &m_inspector; }
    [[nodiscard]] FramingSettings *framing() { return &m_framing; }
    [[nodiscard]] MessageModel *messages() { return &m_messages; }

Q_SIGNALS:
    void modeChanged();
    void viewChanged();
    void selectedChanged();
    void noticeChanged();

private:
    void connectJournal();
    void updateView();
    void selectRecord();
    void moveCursor();
    void lookAtSelection();
    void setNotice(const QString &sentence);

    JournalSession &m_journal;
    SessionCursor &m_cursor;
    ByteIndex m_index;
    ByteStream m_stream;
    ByteSelection m_selection;
    ByteSearch m_search;
    DataInspector m_inspector;
    FramingSettings m_framing;
    MessageModel m_messages;
    Mode m_mode = Both;
    ByteStream::Piece m_selected; ///< the chunk of the first selected byte
    QString m_notice;
};

} // namespace sockscope
