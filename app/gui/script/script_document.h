// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "file_watch.h"

#include <QObject>
#include <QString>

#include <optional>

class QSettings;

namespace sockscope {

class ScriptEditor;
struct ScriptFile;

/// The script in an editor as a file: opening, saving, its name, what other programs do to the file, and the questions
/// that go with it. Dialogs are modal to the editor's window. There may be any number of pairs of editor and document.
class ScriptDocument : public QObject
{
    Q_OBJECT
public:
    /// How the file stands to what was read or saved last.
    enum class DiskState {
        Same,
        Changed, ///< another program wrote it
        Removed,
    };
    Q_ENUM(DiskState)

    ScriptDocument(ScriptEditor &editor, QSettings &settings, QObject *parent = nullptr);
    ~ScriptDocument() override;

    [[nodiscard]] const QString &path() const { return m_path; } ///< absolute; empty while it was never saved
    [[nodiscard]] QString name() const;                          ///< "hello.js", also while it was never saved
    /// Where the engine shall think the script is: its path, or its name in the working folder.
    [[nodiscard]] QString runPath() const;
    /// Whether the editor holds something else than the file.
    [[nodiscard]] bool isModified() const;
    /// Whether this is the script that a location in the journal names.
    [[nodiscard]] bool isNamed(const QString &file) const;
    /// Whether the script is in this file, under whichever name and through whichever links.
    [[nodiscard]] bool isFile(const QString &path) const;

    /// Each asks about unsaved changes first and returns false if the person changed their mind or it failed (and said
    /// so). `name`: of the new script while it has no file, "untitled.js" if empty.
    bool newScript(const QString &name = {});
    bool openDialog();
    bool open(const QString &path);
    bool openExample(const QString &resource, const QString &fileName);
    /// Asks before it overwrites what another program wrote meanwhile.
    bool save();
    bool saveAs();
    /// Asks whether to save unsaved changes; true if the text may go.
    bool mayDiscard();

    /// Unsaved work of an earlier start: undo leads to what the file holds now. Asks nothing. `path` may be empty, then
    /// `name` counts. Line and column from 1.
    void restore(const QString &path, const QString &name, const QString &text, int line, int column);

    [[nodiscard]] DiskState diskState() const { return m_diskState; }
    /// Looks at the file now. It does so by itself when the system tells of a change; after the window was away is
    /// another good time.
    void checkDisk();
    /// Takes what the file holds now; undo brings the own text back. False if it can't be read (and said so).
    bool reload();
    /// The file's change is known and not wanted: the script counts as modified until it is saved.
    void keepMine();

Q_SIGNALS:
    void renamed();                   ///< path(), name() or isModified() changed
    void opened(const QString &path); ///< also after it got a name by saving
    void replaced();                  ///< another script is in the editor
    void diskStateChanged();

private:
    bool write(const QString &path);
    bool mayOverwrite();
    void setText(const QString &path, const QString &name, const ScriptFile &file);
    void setPath(const QString &path);
    void setDiskState(DiskState state);
    void refuse(const QString &sentence);
    [[nodiscard]] QString folder() const;

    ScriptEditor &m_editor;
    QSettings &m_settings;
    FileWatch m_watch;
    QString m_path;
    QString m_name;
    QByteArray m_known; ///< digest of the file as read or saved last; empty for no file
    bool m_hasByteOrderMark = false;
    bool m_differs = false; ///< the file changed and the person wants to keep the editor's text
    DiskState m_diskState = DiskState::Same;
};

/// The text of a script file, or nothing and a sentence, as readScriptFile().
[[nodiscard]] std::optional<QString> readScript(const QString &path, QString *error);

} // namespace sockscope
