// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

#include <optional>

class QSettings;

namespace sockscope {

class ScriptEditor;

/// The script in the editor as a file: opening, saving, its name, and the questions that go with it. Dialogs are modal
/// to the editor's window.
class ScriptDocument : public QObject
{
    Q_OBJECT
public:
    ScriptDocument(ScriptEditor &editor, QSettings &settings, QObject *parent = nullptr);

    [[nodiscard]] const QString &path() const { return m_path; } ///< absolute; empty while it was never saved
    [[nodiscard]] QString name() const;                          ///< "hello.js", also while it was never saved
    /// Where the engine shall think the script is: its path, or its name in the working folder.
    [[nodiscard]] QString runPath() const;
    [[nodiscard]] bool isModified() const;
    /// Whether this is the script that a location in the journal names.
    [[nodiscard]] bool isNamed(const QString &file) const;

    /// Each asks about unsaved changes first and returns false if the person changed their mind or it failed (and said
    /// so).
    bool newScript();
    bool openDialog();
    bool open(const QString &path);
    bool openExample(const QString &resource, const QString &fileName);
    bool save();
    bool saveAs();
    /// Asks whether to save unsaved changes; true if the text may go.
    bool mayDiscard();

Q_SIGNALS:
    void renamed();                   ///< path(), name() or isModified() changed
    void opened(const QString &path); ///< also after it got a name by saving
    void replaced();                  ///< another script is in the editor

private:
    bool write(const QString &path);
    void setText(const QString &path, const QString &name, const QString &text);
    void refuse(const QString &sentence);
    [[nodiscard]] QString folder() const;

    ScriptEditor &m_editor;
    QSettings &m_settings;
    QString m_path;
    QString m_name;
};

/// The text of a script file, or nothing and a sentence: missing, a folder, unreadable, larger than 16 MiB, not UTF-8.
[[nodiscard]] std::optional<QString> readScript(const QString &path, QString *error);

} // namespace sockscope
