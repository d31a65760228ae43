// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine_program.h"

#include <QCoreApplication>
#include <QDir>

namespace sockscope {

using namespace Qt::StringLiterals;

QString engineProgram()
{
    const QString beside = QDir(QCoreApplication::applicationDirPath()).filePath(u"sockscope"_s);
    return qEnvironmentVariable("SOCKSCOPE_ENGINE", beside);
}

} // namespace sockscope
