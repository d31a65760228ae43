// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace sockscope {

/// What PATCH /v1/status asks for.
struct StatusChange
{
    std::optional<bool> paused;
    bool isStopped = false;
    bool hasVus = false; ///< another number of virtual users, which no run can do
};

/// Reads {"data": {"attributes": {"paused": false, ...}}}; members that are not there ask for nothing. Nothing and a
/// sentence where the body is no JSON or a value is of the wrong type.
[[nodiscard]] std::optional<StatusChange> parseStatusChange(const QByteArray &body, QString *error);

/// A JSON value without the white space around its parts, or nothing and a sentence. An empty body is an empty value.
[[nodiscard]] std::optional<QByteArray> parseSetupData(const QByteArray &body, QString *error);

} // namespace sockscope
