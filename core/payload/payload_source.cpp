// SPDX-License-Identifier: GPL-3.0-or-later
#include "payload/payload_source.h"

#include "log/visible_text.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

namespace sockscope {

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("PayloadFile", text);
}

QString tooLarge(const QString &name, qint64 bytes)
{
    return say("“%1” has %2; at most %3 can be sent at once.")
        .arg(name, byteCountText(bytes), byteCountText(MaxPayloadBytes));
}

/// Reads a regular file; others (pipes, devices) could block or never end.
QString readRegularFile(const QString &path, QByteArray *bytes)
{
    const QFileInfo info(path);
    const QString name = visibleText(info.fileName());
    if (!info.exists())
        return say("There is no file “%1”: choose another.").arg(visibleText(path));
    if (!info.isFile())
        return say("“%1” is not an ordinary file: choose another.").arg(visibleText(path));
    if (info.size() > MaxPayloadBytes)
        return tooLarge(name, info.size());
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return say("“%1” can't be read: %2").arg(name, file.errorString());
    *bytes = file.read(MaxPayloadBytes + 1);
    if (bytes->size() > MaxPayloadBytes) // it grew, or its size was not known
        return tooLarge(name, bytes->size());
    return file.error() == QFileDevice::NoError ? QString()
                                                : say("“%1” can't be read: %2").arg(name, file.errorString());
}

} // namespace

PayloadTemplate templateOf(const PayloadDraft &draft)
{
    if (draft.mode != PayloadMode::File)
        return PayloadTemplate::parse(draft);
    QByteArray bytes;
    const QString problem = draft.text.isEmpty() ? say("No file is chosen.") : readRegularFile(draft.text, &bytes);
    return problem.isEmpty() ? PayloadTemplate::fromBytes(bytes)
                             : PayloadTemplate::failed({0, draft.text.size(), problem});
}

} // namespace sockscope
