// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QPointer>

namespace sockscope {

/// QObjects handed to a script, which the garbage collector owns, and whether the script still has them.
///
/// An object that the script has let go of loses its wrapper at once but is deleted by the event loop only, which may
/// be long after; this deletes it on the way. Not thread-safe: use it on the engine's thread.
class ScriptObjects
{
public:
    ScriptObjects() = default;
    ~ScriptObjects();
    Q_DISABLE_COPY_MOVE(ScriptObjects)

    /// `object` must have no parent and must have been given to QJSEngine::newQObject().
    void add(int id, QObject *object);
    [[nodiscard]] bool isAlive(int id);
    [[nodiscard]] qsizetype count() const { return m_objects.size(); }

private:
    void purge();

    QHash<int, QPointer<QObject>> m_objects;
    qsizetype m_purgeAt = 256;
};

} // namespace sockscope
