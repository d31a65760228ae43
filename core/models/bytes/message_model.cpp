// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/bytes/message_model.h"

#include <QLocale>

#include <algorithm>

namespace sockscope {

using namespace Qt::StringLiterals;

MessageModel::MessageModel(const ByteIndex &index, JournalReader &reader, const FramingSettings &settings,
                           QObject *parent)
    : QAbstractListModel(parent)
    , m_settings(settings)
    , m_scan(index, reader)
    , m_reader(reader)
{
    connect(&settings, &FramingSettings::changed, this, &MessageModel::restart);
    connect(&m_scan, &MessageScan::advanced, this, &MessageModel::refresh);
    connect(&m_scan, &MessageScan::restarted, this, &MessageModel::reset);
    m_scan.start(0, settings.spec());
}

void MessageModel::restart()
{
    m_scan.start(m_view.socket, m_settings.spec());
}

void MessageModel::setView(const ByteStream::View &view)
{
    const auto before = std::exchange(m_view, view);
    if (before.socket != view.socket)
        restart();
    else if (before.lane != view.lane || before.instant != view.instant)
        reset();
}

/// Bytes of a direction that are there at the instant and were looked at.
qint64 MessageModel::limit(bool received) const
{
    const auto all = m_scan.scanned(received);
    if (m_view.instant == ByteStream::Latest)
        return all;
    const auto &chunks = m_scan.chunks();
    return std::min<qint64>(
        all, chunks.size(received ? ByteLane::Received : ByteLane::Sent, chunks.countAt(m_view.instant)));
}

bool MessageModel::shows(bool received) const
{
    return m_view.lane == ByteLane::Both || (m_view.lane == ByteLane::Received) == received;
}

int MessageModel::wholeRows() const
{
    const std::array whole{m_scan.endingBy(false, limit(false)), m_scan.endingBy(true, limit(true))};
    if (m_view.lane != ByteLane::Both)
        return whole[m_view.lane == ByteLane::Received];
    if (m_view.instant == ByteStream::Latest)
        return m_scan.count();
    int low = 0;
    for (int high = m_scan.count(); low < high;) {
        const int middle = low + (high - low) / 2;
        const auto [received, number] = m_scan.at(middle);
        if (number < whole[received])
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

QList<MessageModel::Message> MessageModel::begunMessages() const
{
    QList<Message> begun;
    for (const bool received : {false, true}) {
        const auto end = limit(received);
        const int number = m_scan.endingBy(received, end);
        const auto start = m_scan.startOf(received, number);
        if (shows(received) && start < end)
            begun.append({received, number, start, end, false});
    }
    return begun;
}

MessageModel::Message MessageModel::message(int row) const
{
    if (row < 0 || row >= count())
        return {};
    if (row >= m_whole)
        return m_begun[row - m_whole];
    const auto [received, number] =
        m_view.lane == ByteLane::Both ? m_scan.at(row) : std::pair(m_view.lane == ByteLane::Received, row);
    return {received, number, m_scan.startOf(received, number), m_scan.endOf(received, number), true};
}

void MessageModel::reset()
{
    beginResetModel();
    m_whole = wholeRows();
    m_begun = begunMessages();
    endResetModel();
    Q_EMIT countChanged();
    tellChanged();
}

void MessageModel::refresh()
{
    const int whole = wholeRows();
    if (whole < m_whole)
        return reset();
    showRows(whole, begunMessages());
    tellChanged();
}

void MessageModel::tellChanged()
{
    m_revision = (m_revision + 1) & 0xffffff;
    Q_EMIT changed();
}

/// Whole messages come in before the begun ones, which change with every byte.
void MessageModel::showRows(int whole, const QList<Message> &begun)
{
    const int before = count();
    if (whole > m_whole) {
        beginInsertRows({}, m_whole, whole - 1);
        m_whole = whole;
        endInsertRows();
    }
    const auto kept = std::min(m_begun.size(), begun.size());
    if (m_begun.size() > kept) {
        beginRemoveRows({}, m_whole + static_cast<int>(kept), count() - 1);
        m_begun.resize(kept);
        endRemoveRows();
    }
    for (qsizetype i = 0; i < kept; ++i)
        m_begun[i] = begun[i];
    if (kept > 0)
        Q_EMIT dataChanged(index(m_whole), index(m_whole + static_cast<int>(kept) - 1));
    if (begun.size() > kept) {
        beginInsertRows({}, count(), m_whole + static_cast<int>(begun.size()) - 1);
        m_begun = begun;
        endInsertRows();
    }
    if (count() != before)
        Q_EMIT countChanged();
}

bool MessageModel::startsAt(bool received, qint64 position) const
{
    return position == 0 || m_scan.startOf(received, m_scan.numberAt(received, position)) == position;
}

int MessageModel::rowAt(bool received, qint64 position) const
{
    const auto has = [&](int row) {
        const auto m = message(row);
        return m.received == received && position >= m.start && position < m.end;
    };
    for (int row = m_whole; row < count(); ++row)
        if (has(row))
            return row;
    const int number = m_scan.numberAt(received, position);
    if (m_view.lane != ByteLane::Both)
        return shows(received) && number < m_whole ? number : -1;
    int row = std::min(number, m_whole); // rows of the other direction only push it back
    while (row < m_whole && !has(row))
        ++row;
    return row < m_whole ? row : -1;
}

} // namespace sockscope
