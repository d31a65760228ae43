// SPDX-License-Identifier: GPL-3.0-or-later
#include "output/samples/junit_output.h"

namespace sockscope {

using namespace Qt::StringLiterals;

JunitOutput::JunitOutput(const QString &path, const OutputContext &context)
    : m_file(u"junit"_s, path.isEmpty() ? u"junit.xml"_s : path, {}, context.log)
{
}

bool JunitOutput::start(QString *error)
{
    return m_file.open(error);
}

QString JunitOutput::description() const
{
    return u"junit (%1)"_s.arg(m_file.isStandardOutput() ? u"stdout"_s : m_file.path());
}

void JunitOutput::addSummary(const RunSummary &summary)
{
    m_file.write(junitReport(summary));
}

std::unique_ptr<RunOutput> createJunitOutput(const QString &argument, const OutputContext &context, QString *error)
{
    Q_UNUSED(error)
    return std::make_unique<JunitOutput>(argument, context);
}

} // namespace sockscope
