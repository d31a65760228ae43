// SPDX-License-Identifier: GPL-3.0-or-later
#include "file_dialogs.h"

#include "journal/journal_reader.h"
#include "settings.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

QString folder(const QSettings &settings)
{
    const QString last = settings.value(settings::scriptFolder).toString();
    return QFileInfo(last).isDir() ? last : QDir::homePath();
}

QString remember(QSettings &settings, const QString &path)
{
    if (!path.isEmpty())
        settings.setValue(settings::scriptFolder, QFileInfo(path).absolutePath());
    return path;
}

QString tr(const char *text)
{
    return QCoreApplication::translate("FileDialogs", text);
}

bool mayReplace(QWidget *parent, const QString &path)
{
    QMessageBox box(QMessageBox::NoIcon, tr("Replace the file?"),
                    tr("There is a file %1 already.").arg(QFileInfo(path).fileName()), QMessageBox::Cancel, parent);
    box.setInformativeText(tr("Saving replaces what is in it."));
    box.setTextFormat(Qt::PlainText);
    QPushButton *replace = box.addButton(tr("Replace"), QMessageBox::AcceptRole);
    box.setDefaultButton(QMessageBox::Cancel);
    box.exec();
    return box.clickedButton() == replace;
}

} // namespace

QString askForFileToOpen(QWidget *parent, QSettings &settings)
{
    return remember(settings,
                    QFileDialog::getOpenFileName(parent, tr("Open a script or a session"), folder(settings),
                                                 tr("Scripts and sessions (*.js *.mjs *.ts *.sockscope *.journal);;"
                                                    "Scripts (*.js *.mjs *.ts);;"
                                                    "Sessions (*.sockscope *.journal);;"
                                                    "All files (*)")));
}

QStringList askForSessionsToCompare(QWidget *parent, QSettings &settings, const QString &title)
{
    QStringList chosen = QFileDialog::getOpenFileNames(parent, title, folder(settings),
                                                       tr("Sessions (*.sockscope *.journal);;All files (*)"));
    if (!chosen.isEmpty())
        remember(settings, chosen.constFirst());
    return chosen;
}

QString askForFileToSave(QWidget *parent, QSettings &settings, const SaveQuestion &question)
{
    QString path = QDir(folder(settings)).filePath(question.suggestion);
    for (;;) {
        path = QFileDialog::getSaveFileName(parent, question.title, path, question.filter);
        if (path.isEmpty() || question.suffix.isEmpty() || !QFileInfo(path).suffix().isEmpty())
            return remember(settings, path);
        path += u'.' + question.suffix; // the dialog asked about the name without it
        if (!QFileInfo::exists(path) || mayReplace(parent, path))
            return remember(settings, path);
    }
}

bool isSessionFile(const QString &path)
{
    const QString suffix = QFileInfo(path).suffix().toLower();
    return suffix == u"sockscope" || suffix == u"journal" || JournalReader().open(path);
}

} // namespace sockscope
