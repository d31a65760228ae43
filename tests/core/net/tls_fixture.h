// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/net_options.h"
#include "support/test_peers.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

namespace sockscope::test {

/// What tests of TLS share: an authority, a certificate of it for localhost, and options that trust it.
class TlsFixture
{
protected:
    using Speech = TlsPeerOptions::Speech;
    using Ending = TlsPeerOptions::Ending;

    void makeAuthority()
    {
        using namespace Qt::StringLiterals;
        m_authority = makeIdentity({u"Test authority"_s, {}, -1, 30, true});
        m_good = leaf({u"localhost"_s, {u"DNS:localhost"_s, u"IP:127.0.0.1"_s}});
        QVERIFY(!m_good.certificate.isEmpty());
        QFile file(m_dir.filePath(u"ca.pem"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(m_authority.certificate);
    }
    /// Before each test.
    void resetOptions()
    {
        m_options = {};
        m_options.caFile = m_dir.filePath(QStringLiteral("ca.pem"));
        qunsetenv("SSL_CERT_FILE");
    }
    [[nodiscard]] TlsPeerOptions peerOptions() const
    {
        TlsPeerOptions options;
        options.identity = m_good;
        return options;
    }
    /// A certificate of the authority.
    [[nodiscard]] Identity leaf(const CertificateRequest &request) const { return makeIdentity(request, &m_authority); }

    QTemporaryDir m_dir;
    Identity m_authority;
    Identity m_good;
    NetOptions m_options;
};

} // namespace sockscope::test
