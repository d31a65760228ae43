// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace sockscope {

/// One name that scripts can use.
struct ApiEntry
{
    QString of; ///< a module ("k6/x/tcp"), a type ("Socket"), "prompt", or empty for globals
    QString name;
    QString kind;      ///< "function", "value", "event" or "option"
    QString signature; ///< "write(data, options?): Promise"
    QString summary;   ///< a sentence, in English as k6's own documentation
    QString type;      ///< what a value is, or what a function makes; empty where it doesn't matter
};

/// The names of k6 as far as they are provided, and those of a session's prompt (resources/api/k6_api.json).
class ApiReference
{
public:
    enum class Place { Script, Prompt };

    /// Loaded on first use, then shared.
    [[nodiscard]] static const ApiReference &instance();
    [[nodiscard]] const QList<ApiEntry> &entries() const { return m_entries; }

    /// Names that may follow the objects of `chain` ("socket", or "exec", "vu"); those in scope where it is empty.
    /// `document` is the text around, whose imports and assignments tell what its variables are.
    [[nodiscard]] QStringList namesBehind(const QStringList &chain, Place place, const QString &document) const;
    /// The function that "a.b.c" names, null where it is unknown.
    [[nodiscard]] const ApiEntry *function(const QStringList &path, Place place, const QString &document) const;

private:
    ApiReference();
    [[nodiscard]] const ApiEntry *find(const QString &of, const QString &name) const;
    [[nodiscard]] const ApiEntry *inScope(const QString &name, Place place) const;
    [[nodiscard]] QString typeOf(const QStringList &chain, Place place, const QString &document) const;
    [[nodiscard]] QString typeOfName(const QString &name, Place place, const QString &document) const;
    [[nodiscard]] QString typeOfVariable(const QString &name, Place place, const QString &document) const;

    QList<ApiEntry> m_entries;
};

} // namespace sockscope
