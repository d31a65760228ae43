// SPDX-License-Identifier: GPL-3.0-or-later
#include "system_environment.h"

#include <QProcessEnvironment>

namespace sockscope {

QHash<QString, QString> systemEnvironment()
{
    QHash<QString, QString> variables;
    const QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    const QStringList names = environment.keys();
    for (const QString &name : names)
        variables.insert(name, environment.value(name));
    return variables;
}

} // namespace sockscope
