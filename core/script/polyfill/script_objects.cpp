// SPDX-License-Identifier: GPL-3.0-or-later
#include "script/polyfill/script_objects.h"

#include <QJSEngine>

namespace sockscope {

namespace {

bool hasWrapper(const QPointer<QObject> &object)
{
    return object && qjsEngine(object.data()) != nullptr;
}

} // namespace

ScriptObjects::~ScriptObjects()
{
    purge();
}

void ScriptObjects::add(int id, QObject *object)
{
    if (m_objects.size() >= m_purgeAt) {
        purge();
        m_purgeAt = qMax<qsizetype>(256, 2 * m_objects.size());
    }
    m_objects.insert(id, object);
}

bool ScriptObjects::isAlive(int id)
{
    const auto it = m_objects.constFind(id);
    return it != m_objects.cend() && hasWrapper(*it);
}

void ScriptObjects::purge()
{
    m_objects.removeIf([](const auto entry) {
        if (hasWrapper(entry.value()))
            return false;
        delete entry.value().data();
        return true;
    });
}

} // namespace sockscope
