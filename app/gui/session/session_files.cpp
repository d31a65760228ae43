// SPDX-License-Identifier: GPL-3.0-or-later
#include "session_files.h"

#include "export/journal_export.h"
#include "export_dialog.h"
#include "file_dialogs.h"
#include "journal/journal_copy.h"
#include "models/bytes/stream_extract.h"
#include "progress_strip.h"
#include "session.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QMenu>
#include <QRegularExpression>
#include <QSaveFile>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

/// Runs one of the functions that read a journal, which tell a sentence where they fail.
BackgroundJob::Work workOf(const QString &path, const std::function<QString(JobControl &)> &write)
{
    return [path, write](JobControl &control) -> JobResult {
        const QString problem = write(control);
        if (control.isCancelled())
            return {JobResult::Outcome::Cancelled, SessionFiles::tr("Cancelled; %1 was not written.").arg(path)};
        if (!problem.isEmpty())
            return {JobResult::Outcome::Failed, problem};
        return {JobResult::Outcome::Done, SessionFiles::tr("Written to %1.").arg(path)};
    };
}

std::function<bool(std::int64_t, std::int64_t)> progressOf(JobControl &control)
{
    return [&control](std::int64_t done, std::int64_t total) {
        control.setProgress(total > 0 ? static_cast<double>(done) / static_cast<double>(total) : -1);
        return !control.isCancelled();
    };
}

QString notesFile(const QString &session)
{
    return session + u".notes.json"_s;
}

/// Of a tab's title: a script's, a recording's, or an endpoint, whose address has dots of its own.
QString baseName(const QString &title)
{
    static const QRegularExpression extension(uR"(\.(js|mjs|cjs|ts|mts|cts|tar|sockscope|journal)$)"_s);
    QString base = QString(title).remove(extension);
    base.replace(u':', u'-').replace(u'/', u'-');
    return base.isEmpty() ? u"session"_s : base;
}

} // namespace

SessionFiles::SessionFiles(QWidget &window, QSettings &settings, ProgressStrip &progress)
    : m_window(window)
    , m_settings(settings)
    , m_progress(progress)
{
}

bool SessionFiles::hasRecords(Session &session)
{
    if (session.journal()->recordCount() > 0)
        return true;
    session.say(LogLevel::Warning, tr("There is nothing to save yet: nothing has happened in this session."));
    return false;
}

void SessionFiles::save(Session &session, const QString &name)
{
    if (!hasRecords(session))
        return;
    const QString path = askForFileToSave(
        &m_window, m_settings,
        {tr("Save Session"), baseName(name) + u".sockscope"_s, tr("Sessions (*.sockscope)"), u"sockscope"_s});
    if (!path.isEmpty())
        saveTo(path, session);
}

void SessionFiles::saveTo(const QString &path, Session &session)
{
    const QString journal = session.journal()->path();
    saveNotes(path, session);
    m_progress.run(tr("Saving the session"), workOf(path, [journal, path](JobControl &control) {
                       return copyJournal(journal, path, progressOf(control));
                   }));
}

/// Beside the session: what was recorded stays as it was.
void SessionFiles::saveNotes(const QString &path, Session &session)
{
    const Annotations &notes = *session.journal()->timelineView()->annotations();
    const QString file = notesFile(path);
    if (notes.count() == 0) {
        QFile::remove(file); // of another session that was saved under this name
        return;
    }
    QSaveFile to(file);
    const QByteArray text = QJsonDocument(notes.toJson()).toJson();
    if (!to.open(QIODevice::WriteOnly) || to.write(text) != text.size() || !to.commit())
        session.say(LogLevel::Error, tr("The marks and notes were not saved: %1").arg(to.errorString()));
}

void SessionFiles::loadNotes(Session &session)
{
    QFile from(notesFile(session.journal()->path()));
    constexpr qint64 maxBytes = 64 << 20;
    if (!from.exists())
        return;
    Annotations &notes = *session.journal()->timelineView()->annotations();
    if (!from.open(QIODevice::ReadOnly) || from.size() > maxBytes ||
        !notes.fromJson(QJsonDocument::fromJson(from.readAll()).object()))
        session.say(LogLevel::Warning, tr("The marks and notes in %1 can't be read.").arg(from.fileName()));
}

void SessionFiles::saveBytes(Session &session, double start, double length)
{
    const QString path =
        askForFileToSave(&m_window, m_settings, {tr("Save Bytes"), u"bytes.bin"_s, tr("All files (*)")});
    if (path.isEmpty())
        return;
    const StreamExtract extract(*session.view()->bytes()->stream(), session.journal()->path(),
                                static_cast<qint64>(start), static_cast<qint64>(length));
    m_progress.run(tr("Saving the bytes"), workOf(path, [extract, path](JobControl &control) {
                       return extract.writeTo(path, progressOf(control));
                   }));
}

void SessionFiles::addExportActions(QMenu &menu, const std::function<std::pair<Session *, QString>()> &current)
{
    const QList<ExportFormat> formats = exportFormats();
    for (const ExportFormat &format : formats) {
        QAction *action = menu.addAction(format.title + u"…"_s, this, [this, current, name = format.name] {
            const auto [session, title] = current();
            exportAs(name, *session, title);
        });
        action->setToolTip(format.summary);
    }
}

void SessionFiles::exportAs(const QString &format, Session &session, const QString &name)
{
    const QList<ExportFormat> formats = exportFormats();
    const auto known = std::find_if(formats.begin(), formats.end(),
                                    [&](const ExportFormat &candidate) { return candidate.name == format; });
    if (known == formats.end() || !hasRecords(session))
        return;
    ExportDialog dialog(*known, &m_window);
    dialog.setSecrets(session.secrets());
    if (dialog.exec() != QDialog::Accepted)
        return;
    session.setSecrets(dialog.secrets());
    const QString path = askForFileToSave(&m_window, m_settings,
                                          {known->title, baseName(name) + u'.' + known->extension,
                                           u"%1 (*.%2)"_s.arg(known->title, known->extension), known->extension});
    if (!path.isEmpty())
        exportTo(path, format, session);
}

void SessionFiles::exportTo(const QString &path, const QString &format, Session &session)
{
    const QString journal = session.journal()->path();
    QByteArrayList secrets;
    for (const QString &text : session.secrets())
        secrets += text.toUtf8();
    m_progress.run(tr("Exporting the session"), workOf(path, [journal, path, format, secrets](JobControl &control) {
                       JournalWalkOptions options;
                       options.redact = secrets;
                       options.progress = progressOf(control);
                       return exportJournalToFile(format, journal, options, path);
                   }));
}

} // namespace sockscope
