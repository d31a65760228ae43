// SPDX-License-Identifier: GPL-3.0-or-later
// What happens to the file behind the editor's back, and to unsaved work.
#include "script_document.h"

#include "script_editor.h"
#include "script_file.h"

#include <QFileInfo>
#include <QMessageBox>
#include <QPushButton>

#include <algorithm>

namespace sockscope {

namespace {

/// Replaces only what differs, as one step that can be undone: caret, folds and marks of other lines stay.
void replaceText(ScriptEditor &editor, const QString &newText)
{
    const QByteArray before = editor.text().toUtf8();
    const QByteArray after = newText.toUtf8();
    if (before == after)
        return;
    const auto lineStart = [&after](qsizetype at) { return after.lastIndexOf('\n', at - 1) + 1; };
    const qsizetype shorter = std::min(before.size(), after.size());
    qsizetype same = std::mismatch(before.begin(), before.begin() + shorter, after.begin()).first - before.begin();
    same = same == 0 ? 0 : lineStart(same);
    qsizetype sameEnd =
        std::mismatch(before.rbegin(), before.rbegin() + (shorter - same), after.rbegin()).first - before.rbegin();
    const qsizetype lineEnd = after.indexOf('\n', after.size() - sameEnd);
    sameEnd = lineEnd < 0 ? 0 : after.size() - lineEnd - 1;
    const QByteArray middle = after.sliced(same, after.size() - sameEnd - same);
    editor.beginUndoAction();
    editor.SendScintilla(QsciScintilla::SCI_SETTARGETRANGE, static_cast<unsigned long>(same),
                         static_cast<long>(before.size() - sameEnd));
    editor.SendScintilla(QsciScintilla::SCI_REPLACETARGET, static_cast<unsigned long>(middle.size()),
                         middle.constData());
    editor.endUndoAction();
}

} // namespace

void ScriptDocument::checkDisk()
{
    if (m_path.isEmpty())
        return;
    if (!QFileInfo(m_path).isFile()) {
        setDiskState(m_known.isEmpty() ? DiskState::Same : DiskState::Removed);
        return;
    }
    QString error;
    const std::optional<ScriptFile> file = readScriptFile(m_path, &error);
    if (file && file->digest != m_known && file->text == m_editor.text()) { // the other program did the same
        m_known = file->digest;
        m_hasByteOrderMark = file->hasByteOrderMark;
        m_differs = false;
        m_editor.setModified(false);
        Q_EMIT renamed();
    }
    setDiskState(file && file->digest == m_known ? DiskState::Same : DiskState::Changed);
}

void ScriptDocument::setDiskState(DiskState state)
{
    if (state == m_diskState)
        return;
    m_diskState = state;
    Q_EMIT diskStateChanged();
}

bool ScriptDocument::reload()
{
    QString error;
    const std::optional<ScriptFile> file = readScriptFile(m_path, &error);
    if (!file) {
        refuse(error);
        return false;
    }
    m_editor.clearErrors(); // they belong to the old text
    replaceText(m_editor, file->text);
    m_known = file->digest;
    m_hasByteOrderMark = file->hasByteOrderMark;
    m_differs = false;
    m_editor.setModified(false);
    setDiskState(DiskState::Same);
    Q_EMIT renamed();
    return true;
}

void ScriptDocument::keepMine()
{
    QString error;
    const std::optional<ScriptFile> file = readScriptFile(m_path, &error);
    m_known = file ? file->digest : QByteArray();
    m_differs = true;
    setDiskState(DiskState::Same);
    Q_EMIT renamed();
}

bool ScriptDocument::mayOverwrite()
{
    QMessageBox box(QMessageBox::NoIcon, tr("File changed"),
                    tr("%1 was changed by another program since it was opened here.").arg(name()), QMessageBox::Cancel,
                    m_editor.window());
    box.setInformativeText(tr("Saving overwrites those changes."));
    box.setTextFormat(Qt::PlainText);
    QPushButton *overwrite = box.addButton(tr("Overwrite"), QMessageBox::AcceptRole);
    box.setDefaultButton(QMessageBox::Cancel);
    box.exec();
    return box.clickedButton() == overwrite;
}

void ScriptDocument::restore(const QString &path, const QString &name, const QString &text, int line, int column)
{
    QString error;
    const std::optional<ScriptFile> file = path.isEmpty() ? std::nullopt : readScriptFile(path, &error);
    setText(path, name, file.value_or(ScriptFile{}));
    if (path.isEmpty() || !file) {
        m_known.clear();
        m_editor.setEolMode(text.contains(u"\r\n") ? QsciScintilla::EolWindows : QsciScintilla::EolUnix);
    }
    replaceText(m_editor, text);
    m_editor.setCursorPosition(std::max(0, line - 1), std::max(0, column - 1));
    m_editor.ensureCursorVisible();
    if (!path.isEmpty())
        Q_EMIT opened(path);
}

} // namespace sockscope
