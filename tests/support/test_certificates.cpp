// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_certificates.h"

#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <memory>

namespace sockscope::test {

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
using Bio = std::unique_ptr<BIO, Deleter<BIO_free_all>>;

constexpr long secondsPerDay = 24L * 60 * 60;

QByteArray contents(const Bio &bio)
{
    BUF_MEM *memory = nullptr;
    BIO_get_mem_ptr(bio.get(), &memory);
    return QByteArray(memory->data, qsizetype(memory->length));
}

Bio reader(const QByteArray &pem)
{
    return Bio(BIO_new_mem_buf(pem.constData(), int(pem.size())));
}

void addExtension(X509 *certificate, X509 *issuer, int kind, const QByteArray &value)
{
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    X509_EXTENSION *extension = X509V3_EXT_conf_nid(nullptr, &context, kind, value.constData());
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
}

void setSerial(X509 *certificate)
{
    long serial = 0;
    RAND_bytes(reinterpret_cast<unsigned char *>(&serial), sizeof serial);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), serial & 0x7FFFFFFF);
}

Certificate build(const CertificateRequest &request, EVP_PKEY *key, X509 *issuer)
{
    Certificate certificate(X509_new());
    X509_set_version(certificate.get(), X509_VERSION_3);
    setSerial(certificate.get());
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), request.validFromDays * secondsPerDay);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), request.validToDays * secondsPerDay);
    X509_set_pubkey(certificate.get(), key);
    X509_NAME *subject = X509_get_subject_name(certificate.get());
    const QByteArray name = request.commonName.toUtf8();
    X509_NAME_add_entry_by_NID(subject, NID_commonName, MBSTRING_UTF8,
                               reinterpret_cast<const unsigned char *>(name.constData()), int(name.size()), -1, 0);
    X509_set_issuer_name(certificate.get(), issuer ? X509_get_subject_name(issuer) : subject);
    X509 *signer = issuer ? issuer : certificate.get();
    addExtension(certificate.get(), signer, NID_basic_constraints,
                 request.authority ? "critical,CA:TRUE" : "critical,CA:FALSE");
    if (!request.alternativeNames.isEmpty())
        addExtension(certificate.get(), signer, NID_subject_alt_name, request.alternativeNames.join(u',').toUtf8());
    return certificate;
}

} // namespace

Identity makeIdentity(const CertificateRequest &request, const Identity *issuer)
{
    const Key key(EVP_EC_gen("P-256"));
    Key issuerKey;
    Certificate issuerCertificate;
    if (issuer) {
        issuerKey.reset(PEM_read_bio_PrivateKey(reader(issuer->key).get(), nullptr, nullptr, nullptr));
        issuerCertificate.reset(PEM_read_bio_X509(reader(issuer->certificate).get(), nullptr, nullptr, nullptr));
    }
    const Certificate certificate = build(request, key.get(), issuerCertificate.get());
    if (X509_sign(certificate.get(), issuer ? issuerKey.get() : key.get(), EVP_sha256()) == 0)
        return {};
    const Bio certificatePem(BIO_new(BIO_s_mem())), keyPem(BIO_new(BIO_s_mem()));
    PEM_write_bio_X509(certificatePem.get(), certificate.get());
    PEM_write_bio_PrivateKey(keyPem.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    return {contents(certificatePem), contents(keyPem)};
}

} // namespace sockscope::test
