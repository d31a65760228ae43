// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>

namespace sockscope {

class SessionTab;
class SessionTabs;

/// Makes the tabs of files that a debug run has imported show that run: its marks beside their lines, its session in
/// the panels. A tab stays with the run that its file took part in last, also when that has ended; a run of its own
/// makes it independent again. Where somebody comes from another run's panels, the tab shows that one.
class ImportedTabs : public QObject
{
    Q_OBJECT
public:
    explicit ImportedTabs(const SessionTabs &tabs, QObject *parent = nullptr); ///< which must outlive it

    /// Whether a script's path is that of a file which another tab's script has imported in its run, debugged or not.
    [[nodiscard]] static bool isPart(SessionTab &host, const QString &path);

    void add(SessionTab &tab);          ///< a new one
    void aboutToClose(SessionTab &tab); ///< those that show its run are independent again

private:
    void onLoaded(SessionTab &host, const QString &file);
    void join(SessionTab &tab);

    const SessionTabs &m_tabs;
    QPointer<SessionTab> m_latest; ///< whose debug run loaded something last
};

} // namespace sockscope
