// SPDX-License-Identifier: GPL-3.0-or-later
#include "options/script_options.h"

#include "options/go_text.h"
#include "options/options_reading.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

QString sentence(const JsonProblem &problem)
{
    return u"parsing options from script got error while parsing %1: %2"_s.arg(quotedAsGo(problem.snippet),
                                                                               problem.message);
}

} // namespace

ScriptOptions parseScriptOptions(const QJsonObject &object)
{
    ScriptOptions result;
    JsonProblem problem;
    if (!readOptionsObject(object, OptionsObject::Script, &result.options, &result.unknown, &problem))
        result.error = u"parsing options from script got error while parsing %1: %2"_s.arg(quotedAsGo(problem.snippet),
                                                                                           problem.message);
    return result;
}

QString notAnOptionsObject(const QString &json)
{
    const QJsonValue value = QJsonDocument::fromJson('[' + json.toUtf8() + ']').array().at(0);
    JsonProblem problem;
    JsonSource({}, {}, value).wrongType(&problem, u"lib.Options"_s);
    return sentence(problem);
}

} // namespace sockscope
