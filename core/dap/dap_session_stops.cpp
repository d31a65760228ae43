// SPDX-License-Identifier: GPL-3.0-or-later
// Virtual users that stand still, and how they go on.
#include "dap/dap_session.h"

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

constexpr int LabelFrame = ValueReferences::FramesOfThread - 1;

/// The event that the script is handling, as the outermost frame.
QJsonObject labelFrame(int thread, const QString &origin)
{
    return {{u"id"_s, ValueReferences::frameId(thread, LabelFrame)},
            {u"name"_s, origin},
            {u"line"_s, 0},
            {u"column"_s, 0},
            {u"presentationHint"_s, u"label"_s}};
}

QJsonArray page(const QJsonArray &all, int first, int count)
{
    QJsonArray made;
    for (int i = std::max(first, 0); i < all.size() && (count <= 0 || made.size() < count); ++i)
        made.append(all.at(i));
    return made;
}

} // namespace

void DapSession::threads(const DapRequest &request)
{
    QJsonArray made;
    for (auto it = m_threads.cbegin(); it != m_threads.cend(); ++it)
        made.append(QJsonObject{{u"id"_s, it.key()},
                                {u"name"_s, it->vu == 0 ? u"init, setup, teardown"_s : u"VU %1"_s.arg(it->vu)}});
    respond(request, {{u"threads"_s, made}});
}

void DapSession::stackTrace(const DapRequest &request)
{
    const int thread = request.arguments.value(u"threadId"_s).toInt();
    askFor(request, u"stack"_s, {{u"thread"_s, thread}}, [this, request, thread](const QJsonObject &answer) {
        QJsonArray made;
        const QJsonArray frames = answer.value(u"frames"_s).toArray();
        for (const auto &entry : frames) {
            const QJsonObject frame = entry.toObject();
            const QJsonObject location = frame.value(u"location"_s).toObject();
            const bool isAsync = frame.value(u"async"_s).toBool();
            const QString name = frame.value(u"name"_s).toString();
            QJsonObject shown{
                {u"id"_s, ValueReferences::frameId(thread, frame.value(u"id"_s).toInt())},
                {u"name"_s, (name.isEmpty() ? u"(anonymous)"_s : name) + (isAsync ? u" (awaits)"_s : QString())},
                {u"line"_s, 0},
                {u"column"_s, 0},
                {u"source"_s, sourceOf(location.value(u"url"_s).toString())}};
            insertRange(location, shown);
            if (isAsync)
                shown.insert(u"presentationHint"_s, u"subtle"_s);
            made.append(shown);
        }
        if (const QString origin = answer.value(u"origin"_s).toString(); !origin.isEmpty())
            made.append(labelFrame(thread, origin));
        respond(request, {{u"stackFrames"_s, page(made, request.arguments.value(u"startFrame"_s).toInt(),
                                                  request.arguments.value(u"levels"_s).toInt())},
                          {u"totalFrames"_s, made.size()}});
    });
}

void DapSession::scopes(const DapRequest &request)
{
    const auto [thread, frame] = ValueReferences::frame(request.arguments.value(u"frameId"_s).toInt());
    const QJsonObject members{{u"thread"_s, thread}, {u"frame"_s, frame}};
    askFor(request, u"scopes"_s, members,
           [this, request, at = ValueReferences::Frame{thread, frame}](const QJsonObject &answer) {
               QJsonArray made;
               const QJsonArray scopes = answer.value(u"scopes"_s).toArray();
               for (const auto &entry : scopes) {
                   const QString kind = entry[u"kind"_s].toString();
                   ValueReferences::Value value;
                   value.thread = at.thread;
                   value.frame = at.frame;
                   value.handle = entry[u"handle"_s].toInt();
                   value.isScope = true;
                   QJsonObject scope{{u"name"_s, entry[u"name"_s]},
                                     {u"variablesReference"_s, m_references.add(value)},
                                     {u"expensive"_s, kind == u"global"}};
                   if (kind == u"local")
                       scope.insert(u"presentationHint"_s, u"locals"_s);
                   if (kind != u"global") // their number is not known
                       scope.insert(u"namedVariables"_s, entry[u"named"_s]);
                   made.append(scope);
               }
               respond(request, {{u"scopes"_s, made}});
           });
}

void DapSession::exceptionInfo(const DapRequest &request)
{
    const QJsonObject pause = m_threads.value(request.arguments.value(u"threadId"_s).toInt()).pause;
    if (pause.value(u"reason"_s) != u"exception"_s)
        return refuse(request, u"the virtual user does not stand still at an exception"_s);
    const QString text = pause.value(u"text"_s).toString();
    const QString type = text.section(u": "_s, 0, 0).section(u' ', -1);
    respond(request, {{u"exceptionId"_s, type},
                      {u"description"_s, text},
                      {u"breakMode"_s, m_exceptionModes.contains(u"caught"_s) ? u"always"_s : u"unhandled"_s},
                      {u"details"_s, QJsonObject{{u"message"_s, text}, {u"typeName"_s, type}}}});
}

/// continue, next, stepIn and stepOut.
void DapSession::resume(const DapRequest &request)
{
    static const QMap<QString, QString> steps{
        {u"continue"_s, u"continue"_s}, {u"next"_s, u"over"_s}, {u"stepIn"_s, u"into"_s}, {u"stepOut"_s, u"out"_s}};
    const int thread = request.arguments.value(u"threadId"_s).toInt();
    if (const auto known = m_threads.find(thread); known != m_threads.end())
        known->isResuming = true;
    const QJsonObject members{{u"thread"_s, thread}, {u"step"_s, steps.value(request.command)}};
    m_engine.ask(u"resume"_s, members, [this, request, thread](const QJsonObject &answer) {
        if (answer.value(u"ok"_s).toBool()) {
            const bool isOne = request.command == u"continue";
            return respond(request, isOne ? QJsonObject{{u"allThreadsContinued"_s, false}} : QJsonObject());
        }
        if (const auto known = m_threads.find(thread); known != m_threads.end())
            known->isResuming = false;
        refuse(request, answer.value(u"error"_s).toString());
    });
}

/// It stops at its next statement: one that waits for the network stops when something comes.
void DapSession::pause(const DapRequest &request)
{
    const QJsonObject members{{u"thread"_s, request.arguments.value(u"threadId"_s)}};
    askFor(request, u"pause"_s, members, [this, request](const QJsonObject &) { respond(request); });
}

} // namespace sockscope
