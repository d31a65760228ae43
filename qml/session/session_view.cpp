// SPDX-License-Identifier: GPL-3.0-or-later
#include "session_view.h"

#include "models/debug/debug_lists.h"
#include "models/debug/debugger.h"

namespace sockscope {

SessionView::SessionView(std::shared_ptr<DebugLists> lists, QObject *parent)
    : QObject(parent)
    , m_lists(lists ? std::move(lists) : std::make_shared<DebugLists>())
    , m_debugger(std::make_unique<Debugger>(m_lists->breakpoints, m_lists->watches))
{
    connect(&m_cursor, &SessionCursor::instantChanged, this,
            [this] { m_journal.explanations()->setInstant(m_cursor.instant()); });
}

SessionView::~SessionView() = default;

} // namespace sockscope
