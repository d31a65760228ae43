// SPDX-License-Identifier: GPL-3.0-or-later
#include "framing/framing_function.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace sockscope {

namespace {

constexpr qint64 CollectEveryBytes = 32LL << 20; // V4's collector doesn't see the memory of ArrayBuffers

/// Errors come back as values: a thrown primitive is no error to QJSValue::call() (Qt 6.4).
constexpr auto CallerText = R"((fn, buffer, from) => {
    try { return { value: fn(new Uint8Array(buffer, from)) }; }
    catch (e) { return { thrown: e instanceof Error ? String(e) + (e.lineNumber ? " in line " + e.lineNumber : "") : String(e) }; }
}))";

QString tr(const char *text)
{
    return QCoreApplication::translate("sockscope::Framing", text);
}

} // namespace

FramingFunction::FramingFunction(const QString &text)
{
    m_call = m_engine.evaluate(u"("_s + QString::fromLatin1(CallerText));
    // The line break ends a comment in the last line.
    m_function = m_engine.evaluate(u"("_s + text + u"\n)"_s, u"framing function"_s);
    if (m_function.isError())
        fail(tr("The function can't be read: %1, in line %2.")
                 .arg(m_function.toString())
                 .arg(m_function.property(u"lineNumber"_s).toInt()));
    else if (!m_function.isCallable())
        fail(tr(
            "This is no function. Write one that takes the bytes, as: bytes => bytes.length < 2 ? 0 : 2 + bytes[1]"));
}

void FramingFunction::feed(QByteArrayView bytes, QList<qint64> &ends)
{
    if (!m_error.isEmpty())
        return;
    const auto skipped = std::min<qint64>(m_left, bytes.size());
    m_left -= skipped;
    m_position += skipped;
    if (skipped > 0 && m_left == 0)
        ends.append(m_position);
    m_pending += bytes.sliced(static_cast<qsizetype>(skipped));
    if (m_pending.isEmpty())
        return;
    const auto buffer = m_engine.toScriptValue(m_pending);
    qsizetype from = 0;
    while (from < m_pending.size()) {
        const auto length = firstMessage(buffer, from);
        if (length <= 0)
            break;
        const auto taken = std::min<qint64>(length, m_pending.size() - from);
        from += static_cast<qsizetype>(taken);
        m_left = length - taken;
        if (m_left == 0)
            ends.append(m_position + from);
    }
    m_position += from;
    m_pending.remove(0, from);
    if (m_pending.size() > MaxPending)
        fail(tr("The function found no end in the %1 bytes of the message at byte %2.")
                 .arg(m_pending.size())
                 .arg(m_position));
    m_sinceCollected += bytes.size();
    if (m_sinceCollected > CollectEveryBytes) {
        m_engine.collectGarbage();
        m_sinceCollected = 0;
    }
}

qint64 FramingFunction::firstMessage(const QJSValue &buffer, qsizetype from)
{
    const auto result = m_call.call({m_function, buffer, static_cast<double>(from)});
    const auto thrown = result.property(u"thrown"_s);
    const auto place = tr(" (message at byte %1)").arg(m_position + from);
    if (result.isError() || !thrown.isUndefined()) {
        fail(tr("The function threw %1.").arg((thrown.isUndefined() ? result : thrown).toString()) + place);
        return 0;
    }
    const auto length = checked(result.property(u"value"_s));
    if (length < 0)
        fail(tr("The function returned %1, but has to return how many bytes make the first message, or 0 for more.")
                 .arg(result.property(u"value"_s).toString().left(100)) +
             place);
    return length;
}

/// -1 for what is no length.
qint64 FramingFunction::checked(const QJSValue &result)
{
    constexpr double most = 1LL << 53;
    const double number = result.isNumber() ? result.toNumber() : -1;
    return number >= 0 && number <= most && std::floor(number) == number ? static_cast<qint64>(number) : -1;
}

void FramingFunction::fail(const QString &sentence)
{
    m_error = sentence;
}

} // namespace sockscope
