// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "options/stage.h"
#include "run/executors/scenario_fields.h"

#include <QJsonObject>
#include <QList>
#include <QSet>

namespace sockscope {

/// Reads the members of one scenario's object as k6 does: names in any case, null as absent, numbers also as text.
/// Each executor asks for its fields; what nobody asked for is an error. The first error stays.
class ScenarioReader
{
public:
    ScenarioReader(const QString &name, const QJsonObject &object);

    [[nodiscard]] const ScenarioFields &fields() const { return m_fields; } ///< the common ones, read at once
    [[nodiscard]] std::optional<std::int64_t> integer(const QString &name);
    [[nodiscard]] std::optional<std::int64_t> duration(const QString &name); ///< nanoseconds
    [[nodiscard]] QList<Stage> stages(const QString &name);
    /// k6's sentence for a value of a wrong type or an unknown field; to be asked when all fields were read.
    [[nodiscard]] QString error();

private:
    [[nodiscard]] QJsonValue take(const QString &name);
    [[nodiscard]] std::optional<QString> text(const QString &name);
    [[nodiscard]] QMap<QString, QString> texts(const QString &name);
    [[nodiscard]] std::optional<std::int64_t> integerFrom(const QJsonValue &value, const QString &path);
    [[nodiscard]] std::optional<std::int64_t> durationFrom(const QJsonValue &value);
    void readOptions();
    void refuse(const QString &error);
    void refuseUnknown(const QString &name);
    void refuseType(const QJsonValue &value, const QString &path, const QString &type);

    const QJsonObject m_object;
    QSet<QString> m_known; // names as written
    ScenarioFields m_fields;
    QString m_error;
};

} // namespace sockscope
