// SPDX-License-Identifier: GPL-3.0-or-later
#include "script/polyfill/weak_tokens.h"

#include <QJSEngine>

namespace sockscope {

QJSValue WeakTokens::create(int id)
{
    auto *token = new QObject;
    QJSValue wrapper = qjsEngine(this)->newQObject(token);
    m_tokens.add(id, token);
    return wrapper;
}

} // namespace sockscope
