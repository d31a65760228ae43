// SPDX-License-Identifier: GPL-3.0-or-later
#include "script_document.h"

#include "script_editor.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QSaveFile>
#include <QSettings>
#include <QStringDecoder>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {
constexpr qint64 maxScriptBytes = 16 << 20;
const QString folderKey = u"files/folder"_s;
} // namespace

std::optional<QString> readScript(const QString &path, QString *error)
{
    const auto fail = [&](const QString &sentence) {
        *error = sentence;
        return std::nullopt;
    };
    QFile file(path);
    if (!file.exists())
        return fail(ScriptDocument::tr("There is no file %1.").arg(path));
    if (QFileInfo(path).isDir())
        return fail(ScriptDocument::tr("%1 is a folder, not a script.").arg(path));
    if (!file.open(QIODevice::ReadOnly))
        return fail(ScriptDocument::tr("%1 can't be read: %2.").arg(path, file.errorString()));
    if (file.size() > maxScriptBytes)
        return fail(ScriptDocument::tr("%1 is larger than %2 MiB, too large for a script.")
                        .arg(path)
                        .arg(maxScriptBytes >> 20));
    QStringDecoder decode(QStringDecoder::Utf8);
    const QString text = decode(file.readAll());
    if (decode.hasError())
        return fail(ScriptDocument::tr("%1 is not UTF-8 text. Scripts must be UTF-8.").arg(path));
    return text;
}

ScriptDocument::ScriptDocument(ScriptEditor &editor, QSettings &settings, QObject *parent)
    : QObject(parent)
    , m_editor(editor)
    , m_settings(settings)
{
    connect(&editor, &QsciScintilla::modificationChanged, this, &ScriptDocument::renamed);
}

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
    return m_editor.isModified();
}

bool ScriptDocument::isNamed(const QString &file) const
{
    const QString plain = file.startsWith("file://"_L1) ? file.mid(7) : file;
    return plain == runPath() || (!plain.contains(u'/') && plain == name());
}

bool ScriptDocument::newScript()
{
    if (!mayDiscard())
        return false;
    setText({}, tr("untitled.js"), {});
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
    const std::optional<QString> text = readScript(absolute, &error);
    if (!text) {
        refuse(error);
        return false;
    }
    if (!mayDiscard())
        return false;
    setText(absolute, {}, *text);
    Q_EMIT opened(absolute);
    return true;
}

bool ScriptDocument::openExample(const QString &resource, const QString &fileName)
{
    QString error;
    const std::optional<QString> text = readScript(resource, &error);
    if (!text || !mayDiscard())
        return false;
    setText({}, fileName, *text);
    return true;
}

void ScriptDocument::setText(const QString &path, const QString &name, const QString &text)
{
    m_path = path;
    m_name = name;
    if (!path.isEmpty())
        m_settings.setValue(folderKey, QFileInfo(path).absolutePath());
    m_editor.load(text);
    Q_EMIT renamed();
    Q_EMIT replaced();
}

bool ScriptDocument::save()
{
    return m_path.isEmpty() ? saveAs() : write(m_path);
}

bool ScriptDocument::saveAs()
{
    const QString proposed = m_path.isEmpty() ? QDir(folder()).filePath(name()) : m_path;
    QString path = QFileDialog::getSaveFileName(m_editor.window(), tr("Save script as"), proposed,
                                                tr("Scripts (*.js *.mjs *.ts);;All files (*)"));
    if (path.isEmpty())
        return false;
    if (QFileInfo(path).suffix().isEmpty())
        path += u".js"_s;
    if (!write(path))
        return false;
    m_path = QFileInfo(path).absoluteFilePath();
    m_settings.setValue(folderKey, QFileInfo(m_path).absolutePath());
    Q_EMIT renamed();
    Q_EMIT opened(m_path);
    return true;
}

bool ScriptDocument::write(const QString &path)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(m_editor.text().toUtf8()) < 0 || !file.commit()) {
        refuse(tr("%1 can't be written: %2.").arg(path, file.errorString()));
        return false;
    }
    m_editor.setModified(false);
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
    const QString last = m_settings.value(folderKey).toString();
    return QDir(last).exists() && !last.isEmpty() ? last : QDir::homePath();
}

} // namespace sockscope
