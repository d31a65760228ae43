// SPDX-License-Identifier: GPL-3.0-or-later
#include "line_values.h"

#include "script_editor.h"

#include <QRegularExpression>

#include <algorithm>

#include <Qsci/qscilexerjavascript.h>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

constexpr int maxLines = 200; ///< above the one that runs next
constexpr qsizetype maxValue = 60;

/// The first line of the function around a line, from 0, as the editor's folding knows it.
int functionStart(const ScriptEditor &editor, int line)
{
    static const QRegularExpression head(uR"((\bfunction\b|=>|^\s*(async\s+)?[\w$]+\s*\([^)]*\)\s*\{))"_s);
    static const QRegularExpression block(
        uR"(^\s*\}?\s*(else\s+)?(if|for|while|switch|catch|try|do|else|finally)\b)"_s);
    for (int parent = line; parent >= 0;) {
        parent = static_cast<int>(
            editor.SendScintilla(QsciScintillaBase::SCI_GETFOLDPARENT, static_cast<unsigned long>(parent)));
        if (parent >= 0 && editor.text(parent).contains(head) && !editor.text(parent).contains(block))
            return parent;
    }
    return 0;
}

/// The names that stand in a line outside of texts and comments.
QStringList namesIn(const ScriptEditor &editor, int line)
{
    static const QRegularExpression name(u"[\\p{L}_$][\\p{L}\\p{N}_$]*"_s);
    const QString text = editor.text(line);
    const long start = editor.SendScintilla(QsciScintillaBase::SCI_POSITIONFROMLINE, static_cast<unsigned long>(line));
    QStringList found;
    for (auto matches = name.globalMatch(text); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        const qsizetype before = QStringView(text).left(match.capturedStart()).toUtf8().size();
        const long style =
            editor.SendScintilla(QsciScintillaBase::SCI_GETSTYLEAT, static_cast<unsigned long>(start + before));
        const bool isMember = match.capturedStart() > 0 && text.at(match.capturedStart() - 1) == u'.';
        if (style == QsciLexerJavaScript::Identifier && !isMember && !found.contains(match.captured()))
            found += match.captured();
    }
    return found;
}

} // namespace

QMap<int, QString> lineValues(const ScriptEditor &editor, int pausedLine,
                              const QList<std::pair<QString, QString>> &variables)
{
    QMap<int, QString> notes;
    const int last = pausedLine - 1;
    for (int line = std::max(functionStart(editor, last), last - maxLines); line <= last; ++line) {
        QStringList parts;
        const QStringList names = namesIn(editor, line);
        for (const QString &name : names) {
            for (const auto &[known, value] : variables) {
                if (known == name && value != "not initialised yet"_L1)
                    parts += u"%1 = %2"_s.arg(name, value.size() > maxValue ? value.left(maxValue) + u'…' : value);
            }
        }
        if (!parts.isEmpty())
            notes.insert(line + 1, parts.join(u"   "_s));
    }
    return notes;
}

} // namespace sockscope
