// SPDX-License-Identifier: GPL-3.0-or-later
#include "code_keys.h"

#include "scintilla.h"

#include <QList>

namespace sockscope {

void giveUpShortcuts(QsciScintilla &field)
{
    const QList<QKeyCombination> keys{Qt::CTRL | Qt::Key_L,     Qt::CTRL | Qt::SHIFT | Qt::Key_L,
                                      Qt::CTRL | Qt::Key_T,     Qt::CTRL | Qt::Key_Plus,
                                      Qt::CTRL | Qt::Key_Minus, Qt::CTRL | Qt::Key_Slash};
    const auto isGivenUp = [&keys](int key) { return keys.contains(QKeyCombination::fromCombined(key)); };
    const QList<QsciCommand *> commands = field.standardCommands()->commands();
    for (QsciCommand *command : commands) {
        if (isGivenUp(command->key()))
            command->setKey(0);
        if (isGivenUp(command->alternateKey()))
            command->setAlternateKey(0);
    }
}

} // namespace sockscope
