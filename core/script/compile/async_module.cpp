// SPDX-License-Identifier: GPL-3.0-or-later
#include "script/compile/async_module.h"

#include "script/compile/es_module_scan.h"

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

// Blanks a range without moving what follows it.
void erase(QString &text, const EsModuleScan::Range &range)
{
    for (qsizetype i = range.begin; i < range.end; ++i) {
        if (text.at(i) != u'\n')
            text[i] = u' ';
    }
}

} // namespace

AsyncModule AsyncModule::from(const QString &code, const EsModuleScan &scan)
{
    AsyncModule module;
    QString body = code;
    for (const EsModuleScan::Range &range : scan.importStatements()) {
        module.text += code.mid(range.begin, range.end - range.begin).replace(u'\n', u' ') + u'\n';
        erase(body, range);
    }
    for (const EsModuleScan::Range &range : scan.exportClauses())
        erase(body, range);
    module.text += u"export {};\n__tla = (async () => { __exportAll({"_s;
    for (const EsModuleScan::Export &entry : scan.exports())
        module.text += u"%1: () => %2, "_s.arg(entry.name, entry.local);
    module.text += u"});\n"_s;
    module.firstLine = static_cast<int>(module.text.count(u'\n'));
    module.text += body + u"\n})();\n"_s;
    return module;
}

} // namespace sockscope
