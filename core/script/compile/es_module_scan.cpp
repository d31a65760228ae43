// SPDX-License-Identifier: GPL-3.0-or-later
#include "script/compile/es_module_scan.h"

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

QChar unescaped(QChar c)
{
    switch (c.unicode()) {
    case u'n':
        return u'\n';
    case u'r':
        return u'\r';
    case u't':
        return u'\t';
    case u'b':
        return u'\b';
    case u'f':
        return u'\f';
    case u'v':
        return u'\v';
    case u'0':
        return u'\0';
    default:
        return c;
    }
}

} // namespace

QString unquoteJs(QStringView literal)
{
    QString value;
    const QStringView inside = literal.size() < 2 ? QStringView() : literal.sliced(1, literal.size() - 2);
    for (qsizetype i = 0; i < inside.size(); ++i) {
        const QChar c = inside.at(i);
        if (c != u'\\' || i + 1 == inside.size()) {
            value += c;
            continue;
        }
        const QChar kind = inside.at(++i);
        if (kind == u'x' && i + 2 < inside.size()) {
            value += QChar(inside.sliced(i + 1, 2).toUShort(nullptr, 16));
            i += 2;
        } else if (kind == u'u' && i + 4 < inside.size() && inside.at(i + 1) != u'{') {
            value += QChar(inside.sliced(i + 1, 4).toUShort(nullptr, 16));
            i += 4;
        } else if (kind == u'u' && inside.sliced(i + 1).startsWith(u'{')) {
            const qsizetype close = inside.indexOf(u'}', i);
            if (close < 0)
                break;
            const char32_t point = inside.sliced(i + 2, close - i - 2).toUInt(nullptr, 16);
            value += QString::fromUcs4(&point, 1);
            i = close;
        } else {
            value += unescaped(kind);
        }
    }
    return value;
}

EsModuleScan::EsModuleScan(const QString &code)
    : m_code(code)
    , m_tokens(m_code)
{
    if (!m_tokens.isBalanced())
        return;
    for (int i = 0; i < m_tokens.size(); ++i) {
        if (!beginsTopLevelLine(i))
            continue;
        if (m_tokens.is(i, "import"_L1) && !m_tokens.is(i + 1, "("_L1) && !m_tokens.is(i + 1, "."_L1))
            i = readImport(i);
        else if (m_tokens.is(i, "export"_L1))
            i = readExport(i);
    }
}

bool EsModuleScan::beginsTopLevelLine(int token) const
{
    const std::uint32_t start = m_tokens.at(token).start;
    return m_tokens.at(token).startsLine && (start == 0 || m_code.at(start - 1) == u'\n');
}

QString EsModuleScan::nameAt(int token) const
{
    return m_tokens.at(token).kind == JsToken::Kind::String ? unquoteJs(m_tokens.text(token))
                                                            : m_tokens.text(token).toString();
}

/// `from "x";` or `"x";`, with whatever attributes follow. Returns the last token of the statement.
int EsModuleScan::readSpecifier(int token, ImportRecord &record)
{
    if (m_tokens.is(token, "from"_L1))
        ++token;
    record.specifier = nameAt(token);
    while (token + 1 < m_tokens.size() && !m_tokens.is(token, ";"_L1) && !m_tokens.at(token + 1).startsLine)
        ++token;
    return token;
}

/// `{ a, b as c, default as d }`
int EsModuleScan::readNames(int brace, QStringList &names, QStringList *locals)
{
    const int close = m_tokens.partner(brace);
    for (int i = brace + 1; i < close;) {
        names.append(nameAt(i));
        const bool isRenamed = m_tokens.is(i + 1, "as"_L1);
        if (locals)
            locals->append(nameAt(isRenamed ? i + 2 : i));
        i += isRenamed ? 4 : 2;
    }
    return close + 1;
}

int EsModuleScan::readImport(int token)
{
    ImportRecord record;
    const int first = token++;
    if (m_tokens.isName(token) && !m_tokens.is(token, "from"_L1)) {
        record.names.append(u"default"_s);
        m_importedLocals.append(nameAt(token++));
        if (m_tokens.is(token, ","_L1))
            ++token;
    }
    if (m_tokens.is(token, "*"_L1)) { // * as ns
        record.isNamespace = true;
        m_importedLocals.append(nameAt(token + 2));
        token += 3;
    } else if (m_tokens.is(token, "{"_L1)) {
        token = readNames(token, record.names, &m_importedLocals);
    }
    const int last = readSpecifier(token, record);
    m_imports.append(record);
    m_importStatements.append({m_tokens.at(first).start, m_tokens.at(last).end});
    return last;
}

int EsModuleScan::readExport(int token)
{
    m_hasExports = true;
    const int first = token++;
    if (m_tokens.is(token, "*"_L1)) { // * from "x"; `* as ns` is printed as an import
        ImportRecord record;
        record.isStarExport = true;
        const int last = readSpecifier(token + 1, record);
        m_imports.append(record);
        m_importStatements.append({m_tokens.at(first).start, m_tokens.at(last).end});
        return last;
    }
    if (!m_tokens.is(token, "{"_L1))
        return first;
    const int close = m_tokens.partner(token);
    for (int i = token + 1; i < close;) {
        const bool isRenamed = m_tokens.is(i + 1, "as"_L1);
        m_exports.append({m_tokens.text(isRenamed ? i + 2 : i).toString(), m_tokens.text(i).toString()});
        i += isRenamed ? 4 : 2;
    }
    const int last = m_tokens.is(close + 1, ";"_L1) ? close + 1 : close;
    m_exportClauses.append({m_tokens.at(first).start, m_tokens.at(last).end});
    return last;
}

QStringList EsModuleScan::exportNames() const
{
    QStringList names;
    for (const Export &entry : m_exports)
        names.append(entry.name.startsWith(u'"') ? unquoteJs(entry.name) : entry.name);
    return names;
}

} // namespace sockscope
