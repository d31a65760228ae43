// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/net_options.h"

#include <QSslConfiguration>
#include <QString>

namespace sockscope {

/// The TLS client configuration of a run's options (k6-reference 2.11). Roots come from options.caFile, else from the
/// file that the environment variable SSL_CERT_FILE names, else from the system. Thread-safe; roots read from a file
/// are kept until it changes.
struct TlsSettings
{
    QSslConfiguration configuration;
    QString error; ///< not empty: unusable, and why, with what to do

    [[nodiscard]] static TlsSettings from(const NetOptions &options);
};

} // namespace sockscope
