// SPDX-License-Identifier: GPL-3.0-or-later
#include "k6/data.h"

#include "k6/facade.h"
#include "script/virtual_user.h"

namespace sockscope {

using namespace Qt::StringLiterals;

DataBinding::DataBinding(VirtualUser &vu)
    : m_vu(vu)
{
    if (!vu.context().sharedArrays)
        m_own = std::make_unique<SharedArrayStore>();
}

DataBinding::~DataBinding()
{
    store().abandonAll(&m_vu); // a VU stopped while building must not keep the others waiting
}

SharedArrayStore &DataBinding::store()
{
    return m_own ? *m_own : *m_vu.context().sharedArrays;
}

bool DataBinding::inInit() const
{
    return m_vu.inInit() || m_vu.stage() == VirtualUser::Stage::Session;
}

bool DataBinding::mustBuild(const QString &name)
{
    using Claim = SharedArrayStore::Claim;
    switch (store().claim(name, &m_vu, [this] { return m_vu.isInterrupted(); })) {
    case Claim::Build:
        return true;
    case Claim::Recursive:
        m_vu.throwGoError(u"the function of the SharedArray '%1' creates a SharedArray of the same name"_s.arg(name));
        return false;
    case Claim::GaveUp:
        m_vu.throwGoError(u"the SharedArray '%1' was not built before the run was stopped"_s.arg(name));
        return false;
    case Claim::Ready:
        return false;
    }
    Q_UNREACHABLE();
}

void DataBinding::publish(const QString &name, const QStringList &rows)
{
    store().publish(name, rows);
}

void DataBinding::abandon(const QString &name)
{
    store().abandon(name);
}

int DataBinding::open(const QString &name)
{
    m_open.push_back(store().rows(name));
    return static_cast<int>(m_open.size()) - 1;
}

double DataBinding::length(int handle) const
{
    return static_cast<double>(m_open.at(static_cast<std::size_t>(handle))->size());
}

QString DataBinding::row(int handle, int index) const
{
    return m_open.at(static_cast<std::size_t>(handle))->at(index);
}

QJSValue createDataModule(VirtualUser &vu)
{
    return makeFacade(vu, u"data"_s, &vu.service<DataBinding>());
}

} // namespace sockscope
