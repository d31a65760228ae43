// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace sockscope {

class Composer;
class SessionTab;

/// Joins the composer to the session that the window shows: what is sent becomes an expression of its prompt, and what
/// arrives counts as a reply.
class ComposerLink : public QObject
{
    Q_OBJECT
public:
    explicit ComposerLink(Composer &composer, QObject *parent = nullptr); ///< `composer` must outlive it

    void setTab(SessionTab &tab); ///< the tab must outlive the link or the next call

private:
    void showTarget();

    Composer &m_composer;
    SessionTab *m_tab = nullptr;
};

} // namespace sockscope
