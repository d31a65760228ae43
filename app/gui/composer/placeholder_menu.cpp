// SPDX-License-Identifier: GPL-3.0-or-later
#include "placeholder_menu.h"

namespace sockscope {

using namespace Qt::StringLiterals;

PlaceholderMenu::PlaceholderMenu(QWidget *parent)
    : QMenu(parent)
{
    static constexpr Item values[] = {
        {QT_TR_NOOP("Counter"), "counter"},
        {QT_TR_NOOP("Counter, 4 digits"), "counter:4"},
        {QT_TR_NOOP("Time in seconds"), "timestamp"},
        {QT_TR_NOOP("Time in milliseconds"), "timestamp:ms"},
        {QT_TR_NOOP("Date and time (ISO 8601)"), "iso"},
        {QT_TR_NOOP("UUID"), "uuid"},
        {QT_TR_NOOP("8 random hexadecimal digits"), "random:8"},
        {QT_TR_NOOP("8 random bytes"), "bytes:8"},
    };
    static constexpr Item lengths[] = {
        {QT_TR_NOOP("Decimal"), "length"},
        {QT_TR_NOOP("Decimal, 4 digits"), "length:4"},
        {QT_TR_NOOP("1 byte"), "length:u8"},
        {QT_TR_NOOP("2 bytes, big-endian"), "length:u16be"},
        {QT_TR_NOOP("2 bytes, little-endian"), "length:u16le"},
        {QT_TR_NOOP("4 bytes, big-endian"), "length:u32be"},
        {QT_TR_NOOP("4 bytes, little-endian"), "length:u32le"},
        {QT_TR_NOOP("Lengths count up to here"), "end"},
    };
    static constexpr Item checksums[] = {
        {QT_TR_NOOP("CRC-16/MODBUS, little-endian"), "crc16:le"},
        {QT_TR_NOOP("CRC-16/CCITT-FALSE"), "crc16:ccitt"},
        {QT_TR_NOOP("CRC-16/XMODEM"), "crc16:xmodem"},
        {QT_TR_NOOP("CRC-16/X-25"), "crc16:x25"},
        {QT_TR_NOOP("CRC-32"), "crc32"},
        {QT_TR_NOOP("CRC-32 as hexadecimal digits"), "crc32:hex"},
        {QT_TR_NOOP("Sum of bytes"), "sum8"},
        {QT_TR_NOOP("XOR of bytes"), "xor8"},
        {QT_TR_NOOP("XOR as hexadecimal digits"), "xor8:hex"},
        {QT_TR_NOOP("Checksums begin here"), "start"},
    };
    addItems(*this, values);
    addSeparator();
    addItems(*addMenu(tr("Length of what follows")), lengths);
    addItems(*addMenu(tr("Checksum of what precedes")), checksums);
    addSeparator();
    m_reset = addAction(QString());
    connect(m_reset, &QAction::triggered, this, &PlaceholderMenu::counterReset);
    setCounter(1);
}

template <size_t Size>
void PlaceholderMenu::addItems(QMenu &menu, const Item (&items)[Size])
{
    for (const Item &item : items) {
        const QString text = u"{{"_s + QString::fromLatin1(item.placeholder) + u"}}"_s;
        QAction *action = menu.addAction(tr(item.title) + u'\t' + text);
        connect(action, &QAction::triggered, this, [this, text] { Q_EMIT chosen(text); });
    }
}

void PlaceholderMenu::setCounter(quint64 counter)
{
    m_reset->setText(tr("Count from 1 again (the next is %1)").arg(counter));
    m_reset->setEnabled(counter != 1);
}

} // namespace sockscope
