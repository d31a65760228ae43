// SPDX-License-Identifier: GPL-3.0-or-later
#include "composer_link.h"

#include "composer.h"
#include "session_tab.h"

#include <algorithm>

namespace sockscope {

ComposerLink::ComposerLink(Composer &composer, QObject *parent)
    : QObject(parent)
    , m_composer(composer)
{
    connect(&composer, &Composer::sendRequested, this,
            [this](const QString &expression) { m_tab->session().evaluate(expression); });
}

void ComposerLink::setTab(SessionTab &tab)
{
    if (m_tab) {
        for (QObject *source :
             {static_cast<QObject *>(&m_tab->control()), static_cast<QObject *>(m_tab->view().status()),
              static_cast<QObject *>(m_tab->view().journal())})
            disconnect(source, nullptr, this, nullptr);
    }
    m_tab = &tab;
    m_composer.setState(&tab.composerState());
    connect(&tab.control(), &HandControl::socketExpressionChanged, this, &ComposerLink::showTarget);
    connect(tab.view().status(), &SessionStatus::changed, this, &ComposerLink::showTarget);
    connect(tab.view().journal(), &JournalSession::recordsApplied, this, [this](const QList<Record> &records) {
        const quint32 socket = m_tab->view().socket()->number();
        if (std::any_of(records.begin(), records.end(), [&](const Record &record) {
                return record.kind == RecordKind::BytesReceived && record.socket == socket;
            }))
            m_composer.replyReceived();
    });
    showTarget();
}

void ComposerLink::showTarget()
{
    const Session &session = m_tab->session();
    const QString whyNot = !session.canEvaluate()                                  ? session.whyNotEvaluate()
                           : m_tab->view().socket()->state() == SocketsModel::Open ? QString()
                                                                                   : tr("Connect first");
    m_composer.setTarget(m_tab->control().socketExpression(), whyNot.isEmpty(), whyNot);
}

} // namespace sockscope
