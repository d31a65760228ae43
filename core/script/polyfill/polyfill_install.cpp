// SPDX-License-Identifier: GPL-3.0-or-later
#include "script/polyfill/crypto_binding.h"
#include "script/polyfill/locale_binding.h"
#include "script/polyfill/on_demand_binding.h"
#include "script/polyfill/polyfill_set.h"
#include "script/polyfill/polyfill_table.h"
#include "script/polyfill/regexp_binding.h"
#include "script/polyfill/text_codec_binding.h"
#include "script/polyfill/weak_tokens.h"

#include <QJSEngine>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

const QString resources = u":/Sockscope/Polyfill/"_s;

// The QObject that a module talks to, or null.
QObject *makeBinding(Polyfill polyfill, QJSEngine &engine)
{
    switch (polyfill) {
    case Polyfill::StringLocale:
    case Polyfill::DateFormat:
    case Polyfill::DateParse:
        return new LocaleBinding(&engine);
    case Polyfill::WeakCollections:
        return new WeakTokens(&engine);
    case Polyfill::RegExpLibrary:
        return new RegExpBinding(&engine);
    case Polyfill::TextEncoding:
        return new TextCodecBinding(&engine);
    case Polyfill::Crypto:
        return new CryptoBinding(&engine);
    case Polyfill::OnDemand:
    case Polyfill::OnDemandAll:
        return new OnDemandBinding(&engine);
    default:
        return nullptr;
    }
}

} // namespace

// Evaluating a module installs what it has; QJSEngine evaluates each once. Those that need a native object take it by
// attach().
void install(QJSEngine &engine, const PolyfillSet &polyfills)
{
    if (polyfills.isEmpty())
        return;
    for (const PolyfillRow &row : polyfillTable()) {
        if (!polyfills.contains(row.polyfill))
            continue;
        const QJSValue module = engine.importModule(resources + row.module + u".mjs"_s);
        if (module.isError())
            qFatal("%s.mjs: %s", row.module.data(), qPrintable(module.toString()));
        const QJSValue isAttached = module.property(u"isAttached"_s);
        if (isAttached.isUndefined() || isAttached.call().toBool())
            continue;
        if (QObject *binding = makeBinding(row.polyfill, engine))
            module.property(u"attach"_s).call({engine.newQObject(binding)});
    }
}

QString polyfillUrlPrefix()
{
    return u"qrc:/Sockscope/Polyfill/"_s;
}

} // namespace sockscope
