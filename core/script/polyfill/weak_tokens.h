// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "script/polyfill/script_objects.h"

#include <QJSValue>
#include <QObject>

namespace sockscope {

/// Tells js/weak_collections.mjs which of its collections are gone: each holds a token, and what a gone collection has
/// left behind on its keys can be dropped. V4 has no weak references to find out otherwise. A child of the engine.
class WeakTokens : public QObject
{
    Q_OBJECT
public:
    explicit WeakTokens(QObject *engine)
        : QObject(engine)
    {
    }

    Q_INVOKABLE QJSValue create(int id);
    Q_INVOKABLE bool isAlive(int id) { return m_tokens.isAlive(id); }

private:
    ScriptObjects m_tokens;
};

} // namespace sockscope
