// SPDX-License-Identifier: GPL-3.0-or-later
#include "k6/facade.h"

#include "k6/text_bytes.h"
#include "script/virtual_user.h"

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

/// js/convert.mjs, once a VU and when the first of its functions is needed.
struct ConvertHelpers
{
    explicit ConvertHelpers(VirtualUser &vu)
        : value(vu.runtime().property(u"lazy"_s).call({u":/Sockscope/K6/convert.mjs"_s, vu.runtime()}))
    {
    }
    QJSValue value;
};

} // namespace

QJSValue makeFacade(VirtualUser &vu, const QString &name, QObject *binding)
{
    const QString resource = u":/Sockscope/K6/"_s + name + u".mjs"_s;
    return vu.load(resource).call({vu.wrap(binding), vu.runtime(), vu.service<ConvertHelpers>().value});
}

QByteArray bytesOf(const QJSValue &value)
{
    return value.isString() ? utf8Bytes(value.toString()) : qjsvalue_cast<QByteArray>(value);
}

QJSValue arrayBuffer(VirtualUser &vu, const QByteArray &bytes)
{
    vu.noteDelivered(bytes.size());
    return vu.engine().toScriptValue(bytes);
}

} // namespace sockscope
