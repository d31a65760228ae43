// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "payload/saved_sends.h"

#include <QJsonObject>

namespace sockscope {

/// The file of saved sends: JSON, {"version": 1, "sends": [...], "lists": [...]}.
class SavedSendsFile
{
public:
    using Data = SavedSends::Data;

    explicit SavedSendsFile(QString path);

    /// False where the file can't be used at all, so that it must not be overwritten either; problem() says why.
    [[nodiscard]] bool read(Data *data);
    [[nodiscard]] bool write(const Data &data);
    [[nodiscard]] const QString &problem() const { return m_problem; } ///< may be set though read() succeeded

private:
    [[nodiscard]] bool readBytes(QByteArray *bytes);
    void takeSends(const QJsonObject &root, Data *data);
    void takeLists(const QJsonObject &root, Data *data);
    [[nodiscard]] bool setAside(const QString &what, const Data &data);

    QString m_path;
    QString m_problem;
    int m_dropped = 0; ///< entries that could not be understood
};

} // namespace sockscope
