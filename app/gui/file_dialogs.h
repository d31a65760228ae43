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

/// A question for the file to save to.
struct SaveQuestion
{
    QString title;
    QString suggestion; ///< a file name, or a path
    QString filter;     ///< as of QFileDialog
    QString suffix{};   ///< without a point, of a name that has none; empty: such a name is taken as it is
};

/// A file that is there already is named only after the person agreed to replace it, also where the suffix made the
/// name. Remembers the folder; a suggestion without one is in the folder of the last answer.
[[nodiscard]] QString askForFileToSave(QWidget *parent, QSettings &settings, const SaveQuestion &question);
/// Whether a file is a recorded session, by its name (*.sockscope, *.journal) or by what is in it.
[[nodiscard]] bool isSessionFile(const QString &path);

} // namespace sockscope
