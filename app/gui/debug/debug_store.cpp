// SPDX-License-Identifier: GPL-3.0-or-later
#include "debug_store.h"

#include "models/debug/debug_lists.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QSaveFile>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {
constexpr int delayMs = 500;         ///< several changes in a row are written once
constexpr qint64 maxBytes = 4 << 20; ///< of a file that is read
} // namespace

DebugStore::DebugStore(const QString &path, QObject *parent)
    : QObject(parent)
    , m_path(path)
    , m_lists(std::make_shared<DebugLists>())
{
    load();
    m_saving.setSingleShot(true);
    m_saving.setInterval(delayMs);
    connect(&m_saving, &QTimer::timeout, this, &DebugStore::save);
    const auto later = [this] { m_saving.start(); };
    BreakpointModel &breakpoints = m_lists->breakpoints;
    connect(&breakpoints, &BreakpointModel::linesChanged, this, later);
    connect(&breakpoints, &BreakpointModel::eventsChanged, this, later);
    connect(&breakpoints, &BreakpointModel::exceptionsChanged, this, later);
    connect(&breakpoints, &BreakpointModel::countChanged, this, later); // lines that moved
    connect(&m_lists->watches, &WatchList::changed, this, later);
}

DebugStore::~DebugStore()
{
    if (m_saving.isActive())
        save();
}

void DebugStore::load()
{
    QFile file(m_path);
    if (!file.open(QIODevice::ReadOnly) || file.size() > maxBytes)
        return;
    const QJsonObject known = QJsonDocument::fromJson(file.readAll()).object();
    m_lists->breakpoints.fromJson(known.value("breakpoints"_L1).toArray());
    QStringList watches;
    const QJsonArray expressions = known.value("watches"_L1).toArray();
    for (const auto expression : expressions)
        watches += expression.toString();
    watches.removeAll(QString());
    m_lists->watches.set(watches);
}

/// What can't be written is lost with the program's end, no more.
void DebugStore::save()
{
    QDir().mkpath(QFileInfo(m_path).path());
    QSaveFile file(m_path);
    if (!file.open(QIODevice::WriteOnly))
        return;
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    const QJsonObject all{{u"breakpoints"_s, m_lists->breakpoints.toJson()},
                          {u"watches"_s, QJsonArray::fromStringList(m_lists->watches.expressions())}};
    file.write(QJsonDocument(all).toJson());
    file.commit();
}

} // namespace sockscope
