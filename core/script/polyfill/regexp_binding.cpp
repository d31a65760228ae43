// SPDX-License-Identifier: GPL-3.0-or-later
#include "script/polyfill/regexp_binding.h"

#include "script/polyfill/regexp_translator.h"

#include <QJSEngine>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

QRegularExpression expressionFor(const RegExpPlan &plan, const QString &flags)
{
    return QRegularExpression(plan.pattern, flags.contains(u'i') ? QRegularExpression::CaseInsensitiveOption
                                                                 : QRegularExpression::NoPatternOption);
}

QString refusal(const QString &pattern, const QString &flags, const QString &reason)
{
    return u"Invalid regular expression: /%1/%2: %3"_s.arg(pattern.left(200), flags, reason);
}

} // namespace

RegExpProgram::RegExpProgram(const QRegularExpression &expression, int groups, bool unicode)
    : m_expression(expression)
    , m_unicode(unicode)
{
    const QStringList names = expression.namedCaptureGroups();
    m_groups.append(0);
    for (int i = 1; i <= groups; ++i)
        m_groups.append(int(names.indexOf(u'g' + QString::number(i))));
}

const QString &RegExpProgram::subject(const QString &text)
{
    if (m_text.constData() != text.constData() || m_text.size() != text.size()) {
        m_text = text;
        m_subject = regExpSubject(text, m_unicode);
    }
    return m_subject;
}

QJSValue RegExpProgram::exec(const QString &text, int index, bool sticky)
{
    if (m_unicode && index > 0 && index < text.size() && text[index].isLowSurrogate() &&
        text[index - 1].isHighSurrogate())
        --index; // characters are whole (ECMAScript 22.2.7.2, step 13)
    const QRegularExpressionMatch match = m_expression.match(
        subject(text), index, QRegularExpression::NormalMatch,
        sticky ? QRegularExpression::AnchorAtOffsetMatchOption | QRegularExpression::DontCheckSubjectStringMatchOption
               : QRegularExpression::DontCheckSubjectStringMatchOption);
    QJSEngine &engine = *qjsEngine(this);
    if (!match.isValid()) {
        engine.throwError(
            u"The regular expression needs too much backtracking for this text of %1 characters"_s.arg(text.size()));
        return {};
    }
    if (!match.hasMatch())
        return QJSValue(QJSValue::NullValue);
    if (m_offsets.isUndefined())
        m_offsets = engine.newArray(uint(2 * m_groups.size()));
    quint32 i = 0;
    for (const int group : m_groups) {
        m_offsets.setProperty(i++, int(match.capturedStart(group)));
        m_offsets.setProperty(i++, int(match.capturedEnd(group)));
    }
    return m_offsets;
}

QJSValue RegExpBinding::compile(const QString &pattern, const QString &flags)
{
    RegExpPlan plan = RegExpTranslator(pattern, flags).translate();
    QString error = plan.error;
    QRegularExpression expression;
    if (error.isEmpty() && plan.engine == RegExpPlan::Engine::Pcre) {
        expression = expressionFor(plan, flags);
        if (!expression.isValid())
            error = refusal(pattern, flags, expression.errorString());
        if (!expression.isValid() && plan.hasLookbehind) {
            plan = RegExpTranslator(pattern, flags, RegExpTranslator::Lookbehind::Emulated).translate();
            expression = expressionFor(plan, flags);
            error = plan.isValid() && expression.isValid() ? QString() : plan.isValid() ? error : plan.error;
        }
    }
    QJSEngine &engine = *qjsEngine(this);
    QJSValue result = engine.newObject();
    result.setProperty(u"error"_s, error);
    if (!error.isEmpty())
        return result;
    result.setProperty(u"pattern"_s, plan.pattern);
    result.setProperty(u"names"_s,
                       plan.hasNames ? engine.toScriptValue(plan.groupNames) : QJSValue(QJSValue::NullValue));
    result.setProperty(u"program"_s, plan.engine == RegExpPlan::Engine::Pcre
                                         ? program(expression, plan, flags.contains(u'u'))
                                         : QJSValue(QJSValue::NullValue));
    return result;
}

QJSValue RegExpBinding::program(const QRegularExpression &expression, const RegExpPlan &plan, bool unicode)
{
    auto *made = new RegExpProgram(expression, int(plan.groupNames.size()), unicode);
    QJSValue wrapper = qjsEngine(this)->newQObject(made);
    m_programs.add(++m_lastProgram, made);
    return wrapper;
}

} // namespace sockscope
