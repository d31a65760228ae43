// SPDX-License-Identifier: GPL-3.0-or-later
#include "file_dialogs.h"

#include "settings.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
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
    const QStringList chosen = QFileDialog::getOpenFileNames(parent, title, folder(settings),
                                                             tr("Sessions (*.sockscope *.journal);;All files (*)"));
    if (!chosen.isEmpty())
        remember(settings, chosen.constFirst());
    return chosen;
}

QString askForFileToSave(QWidget *parent, QSettings &settings, const QString &title, const QString &suggestion,
                         const QString &filter)
{
    return remember(settings,
                    QFileDialog::getSaveFileName(parent, title, QDir(folder(settings)).filePath(suggestion), filter));
}

bool isSessionFile(const QString &path)
{
    const QString suffix = QFileInfo(path).suffix().toLower();
    return suffix == u"sockscope" || suffix == u"journal";
}

} // namespace sockscope
