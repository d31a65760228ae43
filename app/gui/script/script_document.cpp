// SPDX-License-Identifier: GPL-3.0-or-later
#include "script_document.h"

#include "file_dialogs.h"
#include "models/debug/script_path.h"
#include "script_editor.h"
#include "script_file.h"
#include "settings.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>

namespace sockscope {

using namespace Qt::StringLiterals;

std::optional<QString> readScript(const QString &path, QString *error)
{
    const std::optional<ScriptFile> file = readScriptFile(path, error);
    return file ? std::optional(file->text) : std::nullopt;
}

ScriptDocument::ScriptDocument(ScriptEditor &editor, QSettings &settings, QObject *parent)
    : QObject(parent)
    , m_editor(editor)
    , m_settings(settings)
{
    connect(&editor, &QsciScintilla::modificationChanged, this, &ScriptDocument::renamed);
    connect(&m_watch, &FileWatch::touched, this, &ScriptDocument::checkDisk);
}

ScriptDocument::~ScriptDocument() = default;

QString ScriptDocument::name() const
{
    return m_path.isEmpty() ? m_name : QFileInfo(m_path).fileName();
}

QString ScriptDocument::runPath() const
{
    return m_path.isEmpty() ? QDir::current().filePath(m_name) : m_path;
}

bool ScriptDocument::isModified() const
{
    return m_differs || m_editor.isModified();
}

bool ScriptDocument::isNamed(const QString &file) const
{
    return isScript(runPath(), file);
}

bool ScriptDocument::isFile(const QString &path) const
{
    const QString own = QFileInfo(m_path).canonicalFilePath(); // empty where there is none
    return !m_path.isEmpty() && (QFileInfo(path).absoluteFilePath() == m_path ||
                                 (!own.isEmpty() && own == QFileInfo(path).canonicalFilePath()));
}

bool ScriptDocument::newScript(const QString &name)
{
    if (!mayDiscard())
        return false;
    setText({}, name.isEmpty() ? tr("untitled.js") : name, {});
    return true;
}

bool ScriptDocument::openDialog()
{
    const QString path = QFileDialog::getOpenFileName(m_editor.window(), tr("Open script"), folder(),
                                                      tr("Scripts (*.js *.mjs *.ts);;All files (*)"));
    return !path.isEmpty() && open(path);
}

bool ScriptDocument::open(const QString &path)
{
    QString error;
    const QString absolute = QFileInfo(path).absoluteFilePath();
    const std::optional<ScriptFile> file = readScriptFile(absolute, &error);
    if (!file) {
        refuse(error);
        return false;
    }
    if (!mayDiscard())
        return false;
    setText(absolute, {}, *file);
    Q_EMIT opened(absolute);
    return true;
}

bool ScriptDocument::openExample(const QString &resource, const QString &fileName)
{
    QString error;
    const std::optional<ScriptFile> file = readScriptFile(resource, &error);
    if (!file || !mayDiscard())
        return false;
    setText({}, fileName, *file);
    return true;
}

void ScriptDocument::setText(const QString &path, const QString &name, const ScriptFile &file)
{
    m_name = name;
    m_known = path.isEmpty() ? QByteArray() : file.digest;
    m_hasByteOrderMark = file.hasByteOrderMark;
    m_differs = false;
    setPath(path);
    m_editor.load(file.text);
    setDiskState(DiskState::Same);
    Q_EMIT renamed();
    Q_EMIT replaced();
}

void ScriptDocument::setPath(const QString &path)
{
    m_path = path;
    m_watch.watch(path);
    if (!path.isEmpty())
        m_settings.setValue(settings::scriptFolder, QFileInfo(path).absolutePath());
}

bool ScriptDocument::save()
{
    if (m_path.isEmpty())
        return saveAs();
    checkDisk();
    return (m_diskState != DiskState::Changed || mayOverwrite()) && write(m_path);
}

bool ScriptDocument::saveAs()
{
    const QString proposed = m_path.isEmpty() ? QDir(folder()).filePath(name()) : m_path;
    const QString path =
        askForFileToSave(m_editor.window(), m_settings,
                         {tr("Save script as"), proposed, tr("Scripts (*.js *.mjs *.ts);;All files (*)"), u"js"_s});
    if (path.isEmpty() || !write(path))
        return false;
    setPath(QFileInfo(path).absoluteFilePath());
    Q_EMIT renamed();
    Q_EMIT opened(m_path);
    return true;
}

bool ScriptDocument::write(const QString &path)
{
    QString error;
    const std::optional<ScriptFile> file = writeScriptFile(path, m_editor.text(), m_hasByteOrderMark, &error);
    if (!file) {
        refuse(error);
        return false;
    }
    m_known = file->digest;
    m_differs = false;
    m_editor.setModified(false);
    setDiskState(DiskState::Same);
    Q_EMIT renamed(); // the editor tells only of its own changes
    return true;
}

bool ScriptDocument::mayDiscard()
{
    if (!isModified())
        return true;
    QMessageBox box(QMessageBox::NoIcon, tr("Unsaved changes"), tr("Save the changes to %1?").arg(name()),
                    QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, m_editor.window());
    box.setInformativeText(tr("Otherwise they are lost."));
    box.setTextFormat(Qt::PlainText);
    box.setDefaultButton(QMessageBox::Save);
    switch (box.exec()) {
    case QMessageBox::Save:
        return save();
    case QMessageBox::Discard:
        return true;
    default:
        return false;
    }
}

void ScriptDocument::refuse(const QString &sentence)
{
    QMessageBox box(QMessageBox::NoIcon, tr("Sockscope"), sentence, QMessageBox::Ok, m_editor.window());
    box.setTextFormat(Qt::PlainText);
    box.exec();
}

QString ScriptDocument::folder() const
{
    if (!m_path.isEmpty())
        return QFileInfo(m_path).absolutePath();
    const QString last = m_settings.value(settings::scriptFolder).toString();
    return QDir(last).exists() && !last.isEmpty() ? last : QDir::homePath();
}

} // namespace sockscope
