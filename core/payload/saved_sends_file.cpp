// SPDX-License-Identifier: GPL-3.0-or-later
#include "payload/saved_sends_file.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSaveFile>

#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;

namespace sockscope {

namespace {

constexpr int Version = 1;
constexpr qint64 MaxFileBytes = qint64(256) * 1024 * 1024;

QString say(const char *text)
{
    return QCoreApplication::translate("SavedSends", text);
}

bool isName(const QString &name)
{
    return !name.trimmed().isEmpty() && name.size() <= SavedSends::MaxNameLength;
}

std::optional<SavedSend> sendFrom(const QJsonValue &value)
{
    const auto mode = modeFromWord(value["mode"_L1].toString());
    const auto ending = endingFromWord(value["lineEnding"_L1].toString());
    const QJsonValue text = value["text"_L1];
    const QString name = value["name"_L1].toString();
    if (!isName(name) || !mode || !ending || !text.isString() || text.toString().size() > SavedSends::MaxTextLength)
        return std::nullopt;
    return SavedSend{name, {*mode, text.toString(), *ending}};
}

QJsonObject toJson(const SavedSend &send)
{
    return {{u"name"_s, send.name},
            {u"mode"_s, wordOf(send.draft.mode)},
            {u"text"_s, send.draft.text},
            {u"lineEnding"_s, wordOf(send.draft.lineEnding)}};
}

std::optional<SendStep> stepFrom(const QJsonValue &value, const QList<SavedSend> &sends)
{
    const QString send = value["send"_L1].toString();
    const QString then = value["then"_L1].toString();
    const int milliseconds = value["ms"_L1].toInt(-1);
    const bool isReply = then == "reply"_L1;
    if ((!isReply && then != "delay"_L1) || milliseconds < (isReply ? 1 : 0) ||
        milliseconds > SendStep::MaxMilliseconds || !std::ranges::binary_search(sends, send, {}, &SavedSend::name))
        return std::nullopt;
    return SendStep{send, isReply ? SendStep::Then::Reply : SendStep::Then::Delay, milliseconds};
}

QJsonObject toJson(const SendStep &step)
{
    return {{u"send"_s, step.send},
            {u"then"_s, step.then == SendStep::Then::Reply ? u"reply"_s : u"delay"_s},
            {u"ms"_s, step.milliseconds}};
}

QJsonObject toJson(const SendList &list)
{
    QJsonArray steps;
    for (const SendStep &step : list.steps)
        steps.append(toJson(step));
    return {{u"name"_s, list.name}, {u"steps"_s, steps}};
}

template <typename Entry>
QJsonArray toArray(const QList<Entry> &entries)
{
    QJsonArray array;
    for (const Entry &entry : entries)
        array.append(toJson(entry));
    return array;
}

template <typename Entry>
bool addNew(QList<Entry> &entries, const Entry &entry)
{
    const auto at = std::ranges::lower_bound(entries, entry.name, {}, &Entry::name);
    if (entries.size() >= SavedSends::MaxEntries || (at != entries.end() && at->name == entry.name))
        return false;
    entries.insert(at, entry);
    return true;
}

} // namespace

SavedSendsFile::SavedSendsFile(QString path)
    : m_path(std::move(path))
{
}

bool SavedSendsFile::readBytes(QByteArray *bytes)
{
    QFile file(m_path);
    const bool isOpen = file.size() <= MaxFileBytes && file.open(QIODevice::ReadOnly);
    if (isOpen)
        *bytes = file.readAll();
    if (isOpen && file.error() == QFileDevice::NoError)
        return true;
    m_problem = file.size() > MaxFileBytes
                    ? say("The saved sends are not used: %1 has more than 256 MiB.").arg(m_path)
                    : say("The saved sends can't be read: %1: %2").arg(m_path, file.errorString());
    return false;
}

bool SavedSendsFile::read(Data *data)
{
    if (!QFileInfo::exists(m_path))
        return true;
    QByteArray bytes;
    if (!readBytes(&bytes))
        return false;
    QJsonParseError error;
    const QJsonObject root = QJsonDocument::fromJson(bytes, &error).object();
    if (root["version"_L1].toInt() > Version)
        return setAside(say("The saved sends were written by a newer Sockscope."), *data);
    if (error.error != QJsonParseError::NoError)
        return setAside(say("The file of saved sends is damaged (%1, at byte %2).")
                            .arg(error.errorString(), QString::number(error.offset)),
                        *data);
    if (root["version"_L1].toInt() != Version || !root["sends"_L1].isArray() || !root["lists"_L1].isArray())
        return setAside(say("The file of saved sends has other contents than saved sends."), *data);
    takeSends(root, data);
    takeLists(root, data);
    return m_dropped == 0 ||
           setAside(say("The file of saved sends is damaged: %1 of its entries can't be understood.").arg(m_dropped),
                    *data);
}

void SavedSendsFile::takeSends(const QJsonObject &root, Data *data)
{
    for (const auto &value : root["sends"_L1].toArray()) {
        const auto send = sendFrom(value);
        if (!send || !addNew(data->sends, *send))
            ++m_dropped;
    }
}

void SavedSendsFile::takeLists(const QJsonObject &root, Data *data)
{
    for (const auto &value : root["lists"_L1].toArray()) {
        SendList list{value.toObject()["name"_L1].toString(), {}};
        const QJsonArray steps = value.toObject()["steps"_L1].toArray();
        for (const auto &stepValue : steps) {
            const auto step = stepFrom(stepValue, data->sends);
            if (step && list.steps.size() < SavedSends::MaxEntries)
                list.steps.append(*step);
            else
                ++m_dropped;
        }
        if (!isName(list.name) || !addNew(data->lists, list))
            ++m_dropped;
    }
}

/// Moves the file away, so that nothing is overwritten that somebody may want back, and writes what could be read of
/// it.
bool SavedSendsFile::setAside(const QString &what, const Data &data)
{
    const QString aside = m_path + ".damaged-"_L1 + QDateTime::currentDateTimeUtc().toString(u"yyyyMMdd-HHmmss-zzz"_s);
    if (!QFile::rename(m_path, aside)) {
        m_problem = what + u' ' + say("It can't be set aside, so nothing will be saved: %1").arg(m_path);
        return false;
    }
    const bool isEmpty = data.sends.isEmpty() && data.lists.isEmpty();
    if (!isEmpty && !write(data))
        return false;
    m_problem = what + u' ' + say("It was kept as %1.").arg(aside);
    return true;
}

bool SavedSendsFile::write(const Data &data)
{
    const QJsonObject root{
        {u"version"_s, Version}, {u"sends"_s, toArray(data.sends)}, {u"lists"_s, toArray(data.lists)}};
    QSaveFile file(m_path);
    if (file.open(QIODevice::WriteOnly)) {
        file.write(QJsonDocument(root).toJson());
        if (file.commit())
            return true;
    }
    m_problem = say("It could not be saved: %1: %2").arg(m_path, file.errorString());
    return false;
}

} // namespace sockscope
