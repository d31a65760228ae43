// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare_pane.h"

#include "models/compare/compare_model.h"
#include "panel_view.h"
#include "session_view.h"

#include <QQuickItem>
#include <QVBoxLayout>

namespace sockscope {

using namespace Qt::StringLiterals;

ComparePane::ComparePane(QQmlEngine &engine, SessionView &session, std::unique_ptr<CompareModel> model, QWidget *parent)
    : QWidget(parent)
    , m_model(std::move(model))
    , m_view(new PanelView(
          engine, u"ComparePanel"_s,
          {{u"session"_s, QVariant::fromValue(&session)}, {u"comparison"_s, QVariant::fromValue(m_model.get())}}, this))
{
    m_view->setAccessibleName(tr("Comparison"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(m_view);
    setFocusProxy(m_view);
}

ComparePane::~ComparePane()
{
    delete m_view; // before the model that it shows
}

QString ComparePane::title() const
{
    return tr("%1 ↔ %2").arg(m_model->firstName(), m_model->secondName());
}

QString ComparePane::summary() const
{
    return m_model->summary();
}

bool ComparePane::hasDifferences() const
{
    return m_model->differences() > 0;
}

void ComparePane::nextDifference()
{
    QMetaObject::invokeMethod(m_view->rootObject(), "nextDifference");
}

void ComparePane::previousDifference()
{
    QMetaObject::invokeMethod(m_view->rootObject(), "previousDifference");
}

} // namespace sockscope
