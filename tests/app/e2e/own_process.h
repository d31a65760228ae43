// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QStringList>

namespace sockscope::test {

/// A process that ends with this object, and should the test itself be killed, with the test.
class OwnProcess : public QProcess
{
    Q_OBJECT
public:
    OwnProcess();
    ~OwnProcess() override;

    [[nodiscard]] bool begin(const QString &program, const QStringList &arguments);
    /// Everything that it wrote until now, of both streams.
    [[nodiscard]] const QByteArray &told();

private:
    QByteArray m_told;
};

/// The standard output of a short command, without white space around it; nothing where it failed.
QByteArray outputOf(const QString &program, const QStringList &arguments, const QProcessEnvironment &environment);

} // namespace sockscope::test
