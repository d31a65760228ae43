// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "options/stage.h"
#include "run/executors/scenario_fields.h"

#include <QJsonObject>
#include <QList>

namespace sockscope {

/// Reads the members of one scenario's object with the codecs of the options, which check it first: names in any case,
/// null as absent, numbers also as text. Each executor asks for its fields.
class ScenarioReader
{
public:
    ScenarioReader(const QString &name, const QJsonObject &object);

    [[nodiscard]] const ScenarioFields &fields() const { return m_fields; } ///< the common ones
    [[nodiscard]] std::optional<std::int64_t> integer(const QString &name) const;
    [[nodiscard]] std::optional<std::int64_t> duration(const QString &name) const; ///< nanoseconds
    [[nodiscard]] QList<Stage> stages(const QString &name) const;
    /// k6's sentence for an executor that there isn't, a value of a wrong type or an unknown field. Where there is one,
    /// no field has a value.
    [[nodiscard]] const QString &error() const { return m_error; }

private:
    template <typename Codec>
    [[nodiscard]] std::optional<typename Codec::Type> read(const QString &name) const;

    QJsonObject m_object; ///< checked, its members named as the executors know them
    ScenarioFields m_fields;
    QString m_error;
};

} // namespace sockscope
