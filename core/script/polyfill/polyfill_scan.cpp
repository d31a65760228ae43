// SPDX-License-Identifier: GPL-3.0-or-later
#include "script/polyfill/polyfill_set.h"
#include "script/polyfill/polyfill_triggers.h"

#include <QHash>

namespace sockscope {

namespace {

const QMultiHash<QStringView, const PolyfillTrigger *> &triggersByWord()
{
    static const auto table = [] {
        QMultiHash<QStringView, const PolyfillTrigger *> byWord;
        for (const PolyfillTrigger &trigger : polyfillTriggers())
            byWord.insert(trigger.word, &trigger);
        return byWord;
    }();
    return table;
}

void judge(const ScriptWord &word, PolyfillSet &found)
{
    const auto &table = triggersByWord();
    for (auto [at, last] = table.equal_range(word.text()); at != last; ++at) {
        if ((*at)->applies(word))
            found.add((*at)->polyfill);
    }
}

void scan(QStringView source, PolyfillSet &found)
{
    for (qsizetype i = 0; i < source.size(); ++i) {
        const QChar c = source[i];
        if (c == u']' && ScriptWord(source, i, i + 1).after() == u'(')
            found.add(Polyfill::OnDemand); // a[name](...)
        else if (c == u'?' && i + 1 < source.size() && source[i + 1] == u'<')
            found.add(Polyfill::RegExpLibrary); // a pattern that match() may get as text
        if (!ScriptWord::isPart(c))
            continue;
        qsizetype end = i + 1;
        while (end < source.size() && ScriptWord::isPart(source[end]))
            ++end;
        judge(ScriptWord(source, i, end), found);
        i = end - 1;
    }
}

} // namespace

PolyfillSet polyfillsFor(const QStringList &sources)
{
    PolyfillSet found;
    bool asksForBigInt = false;
    for (const QString &source : sources) {
        scan(source, found);
        asksForBigInt = asksForBigInt || source.contains(u"typeof BigInt");
    }
    const bool hasKeys = found.contains(Polyfill::MapAndSet) || found.contains(Polyfill::WeakCollections);
    if (hasKeys && found.contains(Polyfill::ProxyViews))
        found.add(Polyfill::ProxyKeys);
    if (asksForBigInt)
        found.remove(Polyfill::BigIntNotice);
    return found;
}

PolyfillSet PolyfillSet::all()
{
    PolyfillSet set;
    for (std::size_t i = 0; i < std::size_t(Polyfill::OnDemand); ++i)
        set.add(Polyfill(i));
    return set;
}

} // namespace sockscope
