// SPDX-License-Identifier: GPL-3.0-or-later
// QScintilla's headers use Qt's keywords, which this program switches off.
#pragma once

#include <QObject>

#define signals Q_SIGNALS
#define slots Q_SLOTS
#include <Qsci/qscicommandset.h>
#include <Qsci/qscilexerjavascript.h>
#include <Qsci/qsciscintilla.h>
#undef signals
#undef slots
