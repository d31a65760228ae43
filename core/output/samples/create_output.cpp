// SPDX-License-Identifier: GPL-3.0-or-later
#include "output/samples/csv_output.h"
#include "output/samples/json_output.h"
#include "output/samples/junit_output.h"
#include "output/samples/run_output.h"

#include <array>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

using Factory = std::unique_ptr<RunOutput> (*)(const QString &argument, const OutputContext &context, QString *error);

struct OutputType
{
    QStringView name;
    Factory create;
};

constexpr std::array Types{
    OutputType{u"csv", createCsvOutput},
    OutputType{u"json", createJsonOutput},
    OutputType{u"junit", createJunitOutput},
};

} // namespace

std::unique_ptr<RunOutput> createOutput(const QString &option, const OutputContext &context, QString *error)
{
    const qsizetype sign = option.indexOf(u'=');
    const QString name = sign < 0 ? option : option.left(sign);
    const QString argument = sign < 0 ? QString() : option.mid(sign + 1);
    QStringList names;
    for (const OutputType &type : Types) {
        if (type.name == name)
            return type.create(argument, context, error);
        names.append(type.name.toString());
    }
    *error = u"invalid output type '%1', available types are: %2"_s.arg(name, names.join(u", "_s));
    return nullptr;
}

} // namespace sockscope
