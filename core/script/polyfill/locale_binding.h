// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCollator>
#include <QObject>

namespace sockscope {

/// The native side of js/string_locale.mjs and js/date_format.mjs. A child of the engine.
class LocaleBinding : public QObject
{
    Q_OBJECT
public:
    explicit LocaleBinding(QObject *engine);

    /// -1, 0 or 1 by the root order of the Unicode collation, as far as Qt was built with ICU; the user's locale has no
    /// part in it.
    Q_INVOKABLE int compare(const QString &a, const QString &b) const;
    /// The abbreviation of the local time zone at a time: `CET`.
    Q_INVOKABLE QString zoneName(double msSinceEpoch) const;

private:
    QCollator m_collator;
};

} // namespace sockscope
