// SPDX-License-Identifier: GPL-3.0-or-later
#include "payload/saved_sends.h"

#include "payload/saved_sends_file.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QLockFile>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sockscope {

namespace {

constexpr int LockMs = 2000;

QString say(const char *text)
{
    return QCoreApplication::translate("SavedSends", text);
}

QString nameProblem(const QString &name)
{
    if (name.trimmed().isEmpty())
        return say("A name is needed.");
    return name.size() > SavedSends::MaxNameLength
               ? say("The name has %1 characters; at most %2 are possible.")
                     .arg(QString::number(name.size()), QString::number(SavedSends::MaxNameLength))
               : QString();
}

/// Sorted insertion, or replacement of the entry of that name.
template <typename Entry>
QString putInto(QList<Entry> &entries, const Entry &entry)
{
    const auto at = std::ranges::lower_bound(entries, entry.name, {}, &Entry::name);
    if (at != entries.end() && at->name == entry.name) {
        *at = entry;
        return {};
    }
    if (entries.size() >= SavedSends::MaxEntries)
        return say("There are %1 already, which is as many as can be saved.").arg(entries.size());
    entries.insert(at, entry);
    return {};
}

template <typename Entry>
const Entry *findIn(const QList<Entry> &entries, const QString &name)
{
    const auto at = std::ranges::find(entries, name, &Entry::name);
    return at == entries.end() ? nullptr : &*at;
}

QString missing(const QString &name)
{
    return say("There is nothing saved as “%1” any more.").arg(name);
}

} // namespace

SavedSends::SavedSends(QString path)
    : m_path(std::move(path))
{
}

QString SavedSends::load()
{
    QDir().mkpath(QFileInfo(m_path).path());
    QLockFile lock(m_path + ".lock"_L1);
    lock.tryLock(
        LockMs); // reading is safe without; it only keeps two windows from setting a damaged file aside at once
    SavedSendsFile file(m_path);
    Data data;
    if (file.read(&data))
        m_data = data;
    return file.problem();
}

QString SavedSends::change(const std::function<QString(Data &)> &edit)
{
    QDir().mkpath(QFileInfo(m_path).path());
    QLockFile lock(m_path + ".lock"_L1);
    if (!lock.tryLock(LockMs) && lock.error() == QLockFile::LockFailedError)
        return say("Another window is writing the saved sends: try again.");
    SavedSendsFile file(m_path);
    Data data;
    if (!file.read(&data))
        return file.problem();
    if (!file.problem().isEmpty()) { // what the person sees is no longer what there is
        m_data = data;
        return file.problem();
    }
    if (QString problem = edit(data); !problem.isEmpty())
        return problem;
    if (!file.write(data))
        return file.problem();
    m_data = data;
    return {};
}

const SavedSend *SavedSends::find(const QString &name) const
{
    return findIn(m_data.sends, name);
}

const SendList *SavedSends::findList(const QString &name) const
{
    return findIn(m_data.lists, name);
}

QStringList SavedSends::listsWith(const QString &send) const
{
    QStringList names;
    for (const SendList &list : lists()) {
        if (std::ranges::any_of(list.steps, [&](const SendStep &step) { return step.send == send; }))
            names.append(list.name);
    }
    return names;
}

QString SavedSends::put(const SavedSend &send)
{
    if (QString problem = nameProblem(send.name); !problem.isEmpty())
        return problem;
    if (send.draft.text.size() > MaxTextLength) {
        return say("The text has %1 characters; at most %2 can be saved. Send it from a file instead.")
            .arg(QString::number(send.draft.text.size()), QString::number(MaxTextLength));
    }
    return change([&](Data &data) { return putInto(data.sends, send); });
}

QString SavedSends::remove(const QString &name)
{
    return change([&](Data &data) {
        data.sends.removeIf([&](const SavedSend &send) { return send.name == name; });
        for (SendList &list : data.lists)
            list.steps.removeIf([&](const SendStep &step) { return step.send == name; });
        return QString();
    });
}

QString SavedSends::rename(const QString &name, const QString &newName)
{
    if (QString problem = nameProblem(newName); !problem.isEmpty() || name == newName)
        return problem;
    return change([&](Data &data) {
        const SavedSend *old = findIn(data.sends, name);
        if (!old)
            return missing(name);
        if (findIn(data.sends, newName))
            return say("There is another send saved as “%1”.").arg(newName);
        const SavedSend renamed{newName, old->draft};
        data.sends.removeIf([&](const SavedSend &send) { return send.name == name; });
        for (SendList &list : data.lists) {
            for (SendStep &step : list.steps)
                step.send = step.send == name ? newName : step.send;
        }
        return putInto(data.sends, renamed);
    });
}

QString SavedSends::putList(const SendList &list)
{
    if (QString problem = nameProblem(list.name); !problem.isEmpty())
        return problem;
    if (list.steps.size() > MaxEntries)
        return say("The list has %1 steps; at most %2 are possible.")
            .arg(QString::number(list.steps.size()), QString::number(MaxEntries));
    return change([&](Data &data) {
        for (const SendStep &step : list.steps) {
            if (!findIn(data.sends, step.send))
                return missing(step.send);
        }
        return putInto(data.lists, list);
    });
}

QString SavedSends::removeList(const QString &name)
{
    return change([&](Data &data) {
        data.lists.removeIf([&](const SendList &list) { return list.name == name; });
        return QString();
    });
}

} // namespace sockscope
