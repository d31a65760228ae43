// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/journal_export.h"

#include "export/journal_hex.h"
#include "export/journal_json_lines.h"
#include "export/journal_pcapng.h"
#include "export/journal_script.h"
#include "export/session_report.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QSaveFile>

#include <array>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

constexpr const char *Context = "ExportFormat";

template <typename Writer>
bool writeWith(const QString &path, const JournalWalkOptions &options, QIODevice &to, QString *error)
{
    return Writer(options).write(path, to, error);
}

template <QString (*render)(const SessionReport &)>
bool writeReport(const QString &path, const JournalWalkOptions &options, QIODevice &to, QString *error)
{
    ReportReader reader(options);
    if (!reader.read(path, error))
        return false;
    const QByteArray text = render(reader.report()).toUtf8();
    if (to.write(text) != text.size())
        *error = u"the report could not be written: %1"_s.arg(to.errorString());
    return error->isEmpty();
}

struct Row
{
    const char *name;
    const char *extension;
    const char *title;
    const char *summary;
    bool (*write)(const QString &path, const JournalWalkOptions &options, QIODevice &to, QString *error);
};

constexpr std::array Rows{
    Row{"script", "js", QT_TRANSLATE_NOOP("ExportFormat", "k6 script"),
        QT_TRANSLATE_NOOP("ExportFormat", "repeats the conversation: the same bytes, and waits for the replies"),
        writeWith<JournalScript>},
    Row{"html", "html", QT_TRANSLATE_NOOP("ExportFormat", "Report (HTML)"),
        QT_TRANSLATE_NOOP("ExportFormat", "one page with summary, sockets, conversation, errors and script"),
        writeReport<htmlReport>},
    Row{"markdown", "md", QT_TRANSLATE_NOOP("ExportFormat", "Report (Markdown)"),
        QT_TRANSLATE_NOOP("ExportFormat", "the same as text, for a ticket or a wiki"), writeReport<markdownReport>},
    Row{"hex", "txt", QT_TRANSLATE_NOOP("ExportFormat", "Hex dump"),
        QT_TRANSLATE_NOOP("ExportFormat", "what was sent and received, byte for byte"), writeWith<JournalHex>},
    Row{"pcapng", "pcapng", QT_TRANSLATE_NOOP("ExportFormat", "Packet capture (pcapng)"),
        QT_TRANSLATE_NOOP("ExportFormat", "for Wireshark, with synthetic TCP and IP headers"),
        writeWith<JournalPcapng>},
    Row{"jsonl", "jsonl", QT_TRANSLATE_NOOP("ExportFormat", "JSON lines"),
        QT_TRANSLATE_NOOP("ExportFormat", "one object a record"), writeWith<JournalJsonLines>},
};

QString translated(const char *text)
{
    return QCoreApplication::translate(Context, text);
}

QString cantWrite(const QSaveFile &file)
{
    return u"%1 can't be written: %2."_s.arg(file.fileName(), file.errorString());
}

bool isSameFile(const QString &a, const QString &b)
{
    const QString first = QFileInfo(a).canonicalFilePath();
    return !first.isEmpty() && first == QFileInfo(b).canonicalFilePath();
}

} // namespace

QList<ExportFormat> exportFormats()
{
    QList<ExportFormat> formats;
    for (const Row &row : Rows)
        formats.append({QString::fromLatin1(row.name), translated(row.title), QString::fromLatin1(row.extension),
                        translated(row.summary)});
    return formats;
}

QString exportJournal(const QString &format, const QString &path, const JournalWalkOptions &options, QIODevice &to)
{
    for (const Row &row : Rows) {
        if (format != QLatin1StringView(row.name))
            continue;
        QString error;
        row.write(path, options, to, &error);
        return error;
    }
    return u"There is no format \"%1\"."_s.arg(format);
}

QString exportJournalToFile(const QString &format, const QString &path, const JournalWalkOptions &options,
                            const QString &file)
{
    if (isSameFile(path, file))
        return u"%1 is the session itself: choose another name."_s.arg(file);
    QSaveFile out(file);
    if (!out.open(QIODevice::WriteOnly))
        return cantWrite(out);
    out.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    QString error = exportJournal(format, path, options, out);
    if (!error.isEmpty())
        return error;
    return out.commit() ? QString() : cantWrite(out);
}

} // namespace sockscope
