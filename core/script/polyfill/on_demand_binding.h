// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace sockscope {

/// The native side of js/on_demand.mjs. A child of the engine.
class OnDemandBinding : public QObject
{
    Q_OBJECT
public:
    explicit OnDemandBinding(QObject *engine)
        : QObject(engine)
    {
    }

    /// Loads the polyfill of a number.
    Q_INVOKABLE void load(int polyfill);
    /// The members of the polyfills: `number:Array.prototype:flat,flatMap`, separated by spaces.
    Q_INVOKABLE QString members() const;
};

} // namespace sockscope
