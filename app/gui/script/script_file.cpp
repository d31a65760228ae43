// SPDX-License-Identifier: GPL-3.0-or-later
#include "script_file.h"

#include "script_document.h"

#include <QCryptographicHash>
#include <QFileInfo>
#include <QSaveFile>
#include <QStringDecoder>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 maxScriptBytes = 16 << 20;
const QByteArray byteOrderMark = "\xef\xbb\xbf"_ba;

QByteArray digestOf(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
}

std::optional<ScriptFile> fail(QString *error, const QString &sentence)
{
    *error = sentence;
    return std::nullopt;
}

std::optional<ScriptFile> decode(const QString &path, const QByteArray &bytes, QString *error)
{
    if (const qsizetype at = bytes.indexOf('\0'); at >= 0)
        return fail(error, ScriptDocument::tr("%1 is not a text: byte %2 is NUL. Scripts must be UTF-8.")
                               .arg(path, QString::number(at + 1)));
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString text = decoder(bytes);
    if (decoder.hasError())
        return fail(error, ScriptDocument::tr("%1 is not UTF-8 text. Scripts must be UTF-8.").arg(path));
    return ScriptFile{text, bytes.startsWith(byteOrderMark), digestOf(bytes)};
}

} // namespace

std::optional<ScriptFile> readScriptFile(const QString &path, QString *error)
{
    QFile file(path);
    if (!file.exists())
        return fail(error, ScriptDocument::tr("There is no file %1.").arg(path));
    if (QFileInfo(path).isDir())
        return fail(error, ScriptDocument::tr("%1 is a folder, not a script.").arg(path));
    if (!file.open(QIODevice::ReadOnly))
        return fail(error, ScriptDocument::tr("%1 can't be read: %2.").arg(path, file.errorString()));
    const QByteArray bytes = file.read(maxScriptBytes + 1);
    if (bytes.size() > maxScriptBytes)
        return fail(error, ScriptDocument::tr("%1 is larger than %2 MiB, too large for a script.")
                               .arg(path, QString::number(maxScriptBytes >> 20)));
    return decode(path, bytes, error);
}

std::optional<ScriptFile> writeScriptFile(const QString &path, const QString &text, bool withByteOrderMark,
                                          QString *error)
{
    const QByteArray bytes = (withByteOrderMark ? byteOrderMark : QByteArray()) + text.toUtf8();
    QSaveFile file(path);
    file.setDirectWriteFallback(true);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) < 0 || !file.commit())
        return fail(error, ScriptDocument::tr("%1 can't be written: %2.").arg(path, file.errorString()));
    return ScriptFile{text, withByteOrderMark, digestOf(bytes)};
}

} // namespace sockscope
