// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <functional>

namespace sockscope {

/// What a specifier stands for.
struct ResolvedModule
{
    bool builtin = false;
    QString url; ///< file:///abs/lib.js, or the name of a built-in module
};

/// k6's rules for specifiers (k6-reference 1.4): built-in names, file urls, absolute and relative paths; no guessing of
/// extensions, no node_modules, no network. Stateless but for the predicate; any thread.
class ModuleResolver
{
public:
    using IsBuiltin = std::function<bool(const QString &name)>;

    explicit ModuleResolver(IsBuiltin isBuiltin)
        : m_isBuiltin(std::move(isBuiltin))
    {
    }

    /// Resolves against the url of the importing module. Whether a file exists is not looked at. On failure `error` is
    /// k6's sentence.
    [[nodiscard]] ResolvedModule resolve(const QString &specifier, const QString &baseUrl, QString *error) const;

    /// k6's sentence for modules that neither k6 nor an extension provides.
    [[nodiscard]] static QString unknownModules(const QStringList &names);
    /// Whether a name is one that only a built-in module or an extension can have.
    [[nodiscard]] static bool isBuiltinName(QStringView specifier);
    /// The sentence for a module that k6 has and this program does not; empty for every other name.
    [[nodiscard]] static QString notProvided(const QString &name);

    /// file:///abs/path of a file. Paths are made absolute against the working directory; "-" (standard input) becomes
    /// `file:///-`.
    [[nodiscard]] static QString urlOf(const QString &path);
    /// The path of a file url.
    [[nodiscard]] static QString pathOf(const QString &url);
    /// A path that a script names, made absolute against the folder of its own file.
    [[nodiscard]] static QString absolutePath(const QString &path, const QString &baseUrl);

private:
    IsBuiltin m_isBuiltin;
};

} // namespace sockscope
