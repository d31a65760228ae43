// SPDX-License-Identifier: GPL-3.0-or-later
// Has a script with unsaved changes as a window does, prints "kept" once there is a copy, and waits to be killed, or
// ends when its standard input does, as a program that the system tells to end.
// fake_unsaved_window FOLDER SETTINGS [SCRIPT]
#include "recovery.h"
#include "script_document.h"
#include "script_editor.h"
#include "theme.h"
#include "unsaved_copy.h"

#include <QApplication>
#include <QSettings>
#include <QSocketNotifier>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace sockscope;

int main(int argc, char **argv)
{
    const QApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    QSettings settings(arguments.value(2), QSettings::IniFormat);
    Recovery recovery(arguments.value(1));
    ScriptEditor editor(*Theme::instance());
    ScriptDocument document(editor, settings);
    const UnsavedCopy copy(recovery, document, editor);
    if (arguments.size() > 3)
        document.open(arguments[3]);
    else
        document.newScript();
    QObject::connect(&recovery, &Recovery::kept, &app, [] {
        std::puts("kept");
        std::fflush(stdout);
    });
    const QSocketNotifier input(0, QSocketNotifier::Read);
    QObject::connect(&input, &QSocketNotifier::activated, &app, &QCoreApplication::quit);
    editor.insertAt(u"// unsaved: ä\n"_s, 0, 0);
    editor.setCursorPosition(1, 0);
    return QApplication::exec();
}
