// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "script/compile/compiled_module.h"
#include "script/compile/js_tokens.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace sockscope {

/// What a module imports and exports, read from esbuild's print of it for format esm. There every import stands on its
/// own at the beginning of a line, all exports are gathered in one clause at the end, and no string spans lines.
class EsModuleScan
{
public:
    explicit EsModuleScan(const QString &code);

    struct Export
    {
        QString name;  ///< as others import it; with quotes when it is not an identifier
        QString local; ///< the variable behind it
    };
    /// A statement of the module, and nothing else in it: offsets into the text.
    struct Range
    {
        qsizetype begin = 0;
        qsizetype end = 0;
    };

    [[nodiscard]] bool isEsModule() const { return !m_imports.isEmpty() || m_hasExports; }
    [[nodiscard]] const QList<ImportRecord> &imports() const { return m_imports; }
    [[nodiscard]] const QList<Export> &exports() const { return m_exports; }
    [[nodiscard]] QStringList exportNames() const;
    /// The names that its imports bind.
    [[nodiscard]] const QStringList &importedLocals() const { return m_importedLocals; }
    /// The import statements and star exports, and the export clause, in order.
    [[nodiscard]] const QList<Range> &importStatements() const { return m_importStatements; }
    [[nodiscard]] const QList<Range> &exportClauses() const { return m_exportClauses; }
    [[nodiscard]] const JsTokens &tokens() const { return m_tokens; }

    /// Whether a token begins a statement of the module's top level.
    [[nodiscard]] bool beginsTopLevelLine(int token) const;

private:
    int readImport(int token);
    int readExport(int token);
    int readSpecifier(int token, ImportRecord &record);
    int readNames(int brace, QStringList &names, QStringList *locals);
    [[nodiscard]] QString nameAt(int token) const;

    QString m_code;
    JsTokens m_tokens;
    QList<ImportRecord> m_imports;
    QList<Export> m_exports;
    QStringList m_importedLocals;
    QList<Range> m_importStatements;
    QList<Range> m_exportClauses;
    bool m_hasExports = false;
};

/// The value of a string literal as esbuild prints it.
[[nodiscard]] QString unquoteJs(QStringView literal);

} // namespace sockscope
