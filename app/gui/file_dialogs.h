// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

class QSettings;
class QWidget;

namespace sockscope {

/// The questions for a file, which start in the folder of the last answer. An empty path: the person changed their
/// mind.
[[nodiscard]] QString askForFileToOpen(QWidget *parent, QSettings &settings);
/// One or more recorded sessions; none: the person changed their mind.
[[nodiscard]] QStringList askForSessionsToCompare(QWidget *parent, QSettings &settings, const QString &title);
/// `suggestion` is a file name without a folder, `filter` as of QFileDialog.
[[nodiscard]] QString askForFileToSave(QWidget *parent, QSettings &settings, const QString &title,
                                       const QString &suggestion, const QString &filter);
/// Whether a file is a recorded session, by its name: *.sockscope or *.journal.
[[nodiscard]] bool isSessionFile(const QString &path);

} // namespace sockscope
