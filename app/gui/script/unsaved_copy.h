// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

namespace sockscope {

class Recovery;
class ScriptDocument;
class ScriptEditor;
struct UnsavedText;

/// Keeps a copy of one script in the recovery folder while it has unsaved changes: at the latest half a second after
/// each. The copy goes when the script is saved or replaced by another. It stays when this object is destroyed, since a
/// program that is told to end by the system asks nobody: call discard() when the person chose to give the changes up.
class UnsavedCopy : public QObject
{
    Q_OBJECT
public:
    static constexpr int Delay = 500; ///< ms

    /// All three must outlive this object.
    UnsavedCopy(Recovery &recovery, ScriptDocument &document, ScriptEditor &editor, QObject *parent = nullptr);
    ~UnsavedCopy() override;

    /// Puts a recovered text into the editor and goes on with its copy; at no time is there none.
    void restore(const UnsavedText &text);
    /// The person gave the changes up.
    void discard();

private:
    void onChanged();
    void keepNow();

    Recovery &m_recovery;
    ScriptDocument &m_document;
    ScriptEditor &m_editor;
    QString m_id;
    bool m_hasCopy = false;
    QTimer m_timer;
};

} // namespace sockscope
