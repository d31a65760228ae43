// SPDX-License-Identifier: GPL-3.0-or-later
#include "peer/tls_identity.h"

#include <openssl/ec.h>
#include <openssl/rand.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

namespace sockscope {

namespace {

template <auto Free>
struct Deleter
{
    template <typename T>
    void operator()(T *object) const
    {
        Free(object);
    }
};
using Key = std::unique_ptr<EVP_PKEY, Deleter<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Deleter<X509_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, Deleter<X509_EXTENSION_free>>;

constexpr long hour = 60L * 60;
constexpr long year = 365L * 24 * hour;

bool addExtension(X509 *certificate, int kind, const char *value)
{
    X509V3_CTX context;
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    const Extension extension(X509V3_EXT_conf_nid(nullptr, &context, kind, value));
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

bool nameIt(X509 *certificate)
{
    quint32 serial = 0;
    RAND_bytes(reinterpret_cast<unsigned char *>(&serial), sizeof serial);
    X509_NAME *name = X509_get_subject_name(certificate);
    const QByteArray host = "localhost";
    return X509_set_version(certificate, X509_VERSION_3) == 1 &&
           ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate), serial) == 1 &&
           X509_NAME_add_entry_by_NID(name, NID_commonName, MBSTRING_ASC,
                                      reinterpret_cast<const unsigned char *>(host.constData()), int(host.size()), -1,
                                      0) == 1 &&
           X509_set_issuer_name(certificate, name) == 1;
}

Certificate selfSigned(EVP_PKEY *key)
{
    Certificate certificate(X509_new());
    X509 *const raw = certificate.get();
    const bool isWhole = raw && nameIt(raw) && X509_gmtime_adj(X509_getm_notBefore(raw), -hour) &&
                         X509_gmtime_adj(X509_getm_notAfter(raw), year) && X509_set_pubkey(raw, key) == 1 &&
                         addExtension(raw, NID_basic_constraints, "critical,CA:FALSE") &&
                         addExtension(raw, NID_ext_key_usage, "serverAuth") &&
                         addExtension(raw, NID_subject_alt_name, "DNS:localhost,IP:127.0.0.1,IP:::1") &&
                         X509_sign(raw, key, EVP_sha256()) > 0;
    return isWhole ? std::move(certificate) : nullptr;
}

} // namespace

std::shared_ptr<ssl_ctx_st> makeTlsIdentity()
{
    std::shared_ptr<SSL_CTX> settings(SSL_CTX_new(TLS_server_method()), SSL_CTX_free);
    const Key key(EVP_EC_gen("P-256"));
    const Certificate certificate = key ? selfSigned(key.get()) : nullptr;
    if (!settings || !certificate || SSL_CTX_use_certificate(settings.get(), certificate.get()) != 1 ||
        SSL_CTX_use_PrivateKey(settings.get(), key.get()) != 1)
        return nullptr;
    SSL_CTX_set_min_proto_version(settings.get(), TLS1_2_VERSION);
    SSL_CTX_set_num_tickets(settings.get(), 0); // nothing on the wire that is of no use here
    SSL_CTX_set_session_cache_mode(settings.get(), SSL_SESS_CACHE_OFF);
    return settings;
}

} // namespace sockscope
