// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QMetaType>
#include <QString>

#include "options/run_options.h"

#include <optional>
#include <variant>

namespace sockscope {

/// A text to evaluate at a session's prompt.
struct SnippetRequest
{
    int id = 0;
    QString text;
};

/// A script to run into a session: in the prompt's own virtual user.
struct SessionScript
{
    QString script;                   ///< absolute path
    std::optional<QByteArray> source; ///< unsaved text in place of the file's
    QHash<QString, QString> env;      ///< what __ENV has besides the session's own
    RunOptions overrides;             ///< from its arguments
};

struct ScriptEntry
{
    int id = 0;
    SessionScript script;
};

/// A question for the names that may stand at a position of a text (UTF-16 code units).
struct CompletionRequest
{
    int id = 0;
    QString text;
    int position = 0;
};

/// Options that hold for the session's connections from here on, whatever its scripts export.
struct OptionsRequest
{
    RunOptions options;
};

using SessionRequest = std::variant<SnippetRequest, ScriptEntry, CompletionRequest, OptionsRequest>;

/// One name that may follow. `kind` is "function", "value" or "property" (one behind a getter, which isn't called).
struct CompletionItem
{
    QString name;
    QString kind;
    bool operator==(const CompletionItem &) const = default;
};

} // namespace sockscope

Q_DECLARE_METATYPE(QList<sockscope::CompletionItem>)
