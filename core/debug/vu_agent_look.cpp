// SPDX-License-Identifier: GPL-3.0-or-later
// What a virtual user that stands still shows.
#include "debug/vu_agent.h"
#include "script/compile/program.h"
#include "script/compile/stack_frames.h"
#include "script/virtual_user.h"

#include <QJSEngine>
#include <QRegularExpression>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype MaxFrames = 200;

/// The innermost function around a place.
int functionAt(const ModuleProbes &probes, int line, int column)
{
    int best = 0;
    for (qsizetype i = 1; i < probes.functions.size(); ++i) {
        const ScriptRange &range = probes.functions.at(i).range;
        const ScriptRange &known = probes.functions.at(best).range;
        if (range.contains(line, column) && std::pair(range.line, range.column) >= std::pair(known.line, known.column))
            best = static_cast<int>(i);
    }
    return best;
}

QString functionName(const ModuleProbes &probes, int line, int column)
{
    return probes.functions.at(functionAt(probes, line, column)).name;
}

QString flat(const QList<ProbeName> &names)
{
    QStringList all;
    for (const ProbeName &name : names)
        all.append((name.isWritable ? u'+' : u'-') + name.name);
    return all.join(u',');
}

DebugVariable variableFrom(const QJSValue &made)
{
    return {made.property(u"name"_s).toString(),  made.property(u"type"_s).toString(),
            made.property(u"value"_s).toString(), made.property(u"handle"_s).toInt(),
            made.property(u"named"_s).toInt(),    made.property(u"indexed"_s).toInt(),
            made.property(u"isLazy"_s).toBool(),  made.property(u"isWritable"_s).toBool()};
}

DebugValue valueFrom(const QJSValue &answer)
{
    if (const QJSValue error = answer.property(u"error"_s); !error.isUndefined())
        return {std::nullopt, error.toString()};
    if (answer.isError() || !answer.isObject())
        return {std::nullopt, u"the evaluation was broken off after %1 ms"_s.arg(Evaluator::LimitMs)};
    return {variableFrom(answer), {}};
}

} // namespace

const DebugStack &VuAgent::stack()
{
    if (!m_stack)
        makeStack();
    return *m_stack;
}

/// V4's own stack tells which functions run; the values that callers left are matched to it.
void VuAgent::makeStack()
{
    m_stack = DebugStack();
    m_stack->origin = origin();
    m_recorded.clear();
    m_recordedOfFrame.clear();
    const QJSValue collected = m_functions.value(u"collect"_s).call();
    const int count = collected.property(u"length"_s).toInt();
    for (int i = 0; i < count; ++i)
        m_recorded.append(collected.property(static_cast<quint32>(i)).toInt());
    const bool hasFrame = !m_recorded.isEmpty() && m_functions.value(u"hasFrame"_s).call().toBool();
    if (!hasFrame && !m_failure.isEmpty()) {
        addFailureFrames();
        return;
    }
    addRunningFrames(hasFrame);
}

/// The functions that V4 says are running.
void VuAgent::addRunningFrames(bool hasFrame)
{
    const QString raw = m_vu.rawStack();
    QStringView rest = raw;
    V4Frame v4;
    int next = 0; // of the values that were collected
    int last = -1;
    bool isProbe = hasFrame; // the first function of the author's is the one that the probe stands in
    while (takeFrame(rest, v4)) {
        const auto module = m_controller.moduleNamed(v4.url.toString());
        if (!module || !module->probes)
            continue;
        if (m_stack->frames.size() == MaxFrames) {
            m_stack->isCut = true;
            break;
        }
        const ScriptPosition at = module->layout.position(v4.line);
        const int match = isProbe ? 0 : at.url.isEmpty() ? -1 : matchingValues(*module->probes, at, next);
        if (!isProbe && at.url.isEmpty())
            continue;
        if (match >= 0)
            next = (last = match) + 1;
        DebugFrame frame{
            static_cast<int>(m_stack->frames.size()), {}, {at.url, at.line, at.column, 0, 0}, false, match >= 0};
        frame.name = functionName(*module->probes, at.line, at.column);
        if (isProbe) {
            frame.location = locationOf(m_recorded.first());
            const ModuleProbes &own = *m_controller.moduleOf(m_recorded.first())->probes;
            frame.name = own.functions.at(own.points.at(m_recorded.first() - own.base).function).name;
        }
        isProbe = false;
        m_stack->frames.append(frame);
        m_recordedOfFrame.append(match);
    }
    if (last >= 0 && !m_stack->isCut)
        addAsyncFrames(last);
}

/// The values that the function running at a place left before it called: they stand in the order of the frames, with
/// those of functions that have ended by an exception among them. -1: none.
int VuAgent::matchingValues(const ModuleProbes &probes, const ScriptPosition &at, int from) const
{
    const int function = functionAt(probes, at.line, at.column);
    for (int i = from; i < m_recorded.size(); ++i) {
        const qsizetype local = m_recorded.at(i) - probes.base;
        if (local >= 0 && local < probes.points.size() && probes.points.at(local).function == function &&
            probes.points.at(local).range.contains(at.line, at.column))
            return i;
    }
    return -1;
}

/// Where what nobody caught was thrown: by now only its text knows.
void VuAgent::addFailureFrames()
{
    static const QRegularExpression place(uR"(\tat (?:(.*) \()?(file://\S.*?):(\d+):(\d+)\(\d+\))"_s);
    for (auto matches = place.globalMatch(m_failure); matches.hasNext() && m_stack->frames.size() < MaxFrames;) {
        const QRegularExpressionMatch match = matches.next();
        const auto module = m_controller.moduleNamed(match.captured(2));
        const QString name = module && module->probes
                                 ? functionName(*module->probes, match.captured(3).toInt(), match.captured(4).toInt())
                                 : match.captured(1);
        m_stack->frames.append({static_cast<int>(m_stack->frames.size()),
                                name,
                                {match.captured(2), match.captured(3).toInt(), match.captured(4).toInt(), 0, 0},
                                false,
                                false});
        m_recordedOfFrame.append(-1);
    }
}

/// The functions that wait for the outermost one.
void VuAgent::addAsyncFrames(int lastRecorded)
{
    const QJSValue ids = m_functions.value(u"asyncCallers"_s).call({lastRecorded});
    const int count = ids.property(u"length"_s).toInt();
    for (int i = 0; i < count && m_stack->frames.size() < MaxFrames; ++i) {
        const int probe = ids.property(static_cast<quint32>(i)).toInt();
        const auto module = m_controller.moduleOf(probe);
        if (!module)
            continue;
        const int function = module->probes->points.at(probe - module->probes->base).function;
        m_stack->frames.append({static_cast<int>(m_stack->frames.size()), module->probes->functions.at(function).name,
                                locationOf(probe), true, false});
        m_recordedOfFrame.append(-1);
    }
}

/// What the functions of js/inspect.mjs take to find a frame; -1 for one without values.
QJSValueList VuAgent::frameArguments(int frame)
{
    static_cast<void>(stack());
    const int recorded = m_recordedOfFrame.value(frame, -1);
    const int probe = recorded < 0 ? 0 : m_recorded.value(recorded);
    const auto module = m_controller.moduleOf(probe);
    if (!module)
        return {-1, QString(), QString()};
    const ModuleProbes &probes = *module->probes;
    const ProbePoint &point = probes.points.at(probe - probes.base);
    return {recorded, flat(probes.nameLists.at(point.locals)), flat(probes.nameLists.at(point.closures))};
}

QJSValue VuAgent::callLimited(const QJSValue &function, const QJSValueList &arguments)
{
    m_isEvaluating = true;
    QJSValue result = Evaluator::callLimited(m_vu, function, arguments);
    m_isEvaluating = false;
    return result;
}

QList<DebugScope> VuAgent::scopes(int frame)
{
    const QJSValueList arguments = frameArguments(frame);
    if (arguments.first().toInt() < 0)
        return {};
    const QJSValue made = callLimited(m_functions.value(u"scopes"_s), arguments);
    QList<DebugScope> scopes;
    const int count = made.property(u"length"_s).toInt();
    for (int i = 0; i < count; ++i) {
        const QJSValue scope = made.property(static_cast<quint32>(i));
        scopes.append({scope.property(u"name"_s).toString(), scope.property(u"kind"_s).toString(),
                       scope.property(u"handle"_s).toInt(), scope.property(u"named"_s).toInt()});
    }
    return scopes;
}

QList<DebugVariable> VuAgent::variables(int handle, const QString &part, int first, int count, QString *error)
{
    const QJSValue made = callLimited(m_functions.value(u"variables"_s), {handle, part, std::max(first, 0), count});
    QList<DebugVariable> variables;
    if (!made.isArray()) {
        *error = valueFrom(made).error;
        return variables;
    }
    const int found = made.property(u"length"_s).toInt();
    for (int i = 0; i < found; ++i)
        variables.append(variableFrom(made.property(static_cast<quint32>(i))));
    return variables;
}

DebugValue VuAgent::evaluate(const QString &text, int frame, bool isFull)
{
    const QJSValueList arguments = frameArguments(frame);
    QString error;
    const QString names = callLimited(m_functions.value(u"names"_s), arguments).toString();
    const QJSValue body = m_evaluator.function(text, names, &error);
    if (!error.isEmpty())
        return {std::nullopt, error};
    return valueFrom(callLimited(m_functions.value(u"run"_s), QJSValueList(arguments) << body << isFull));
}

DebugValue VuAgent::assign(int handle, const QString &name, const QString &text, int frame)
{
    const QJSValueList arguments = frameArguments(frame);
    QString error;
    const QString names = callLimited(m_functions.value(u"names"_s), arguments).toString();
    const QJSValue body = m_evaluator.function(text, names, &error);
    if (!error.isEmpty())
        return {std::nullopt, error};
    return valueFrom(callLimited(m_functions.value(u"assign"_s), QJSValueList{handle, name} + arguments << body));
}

} // namespace sockscope
