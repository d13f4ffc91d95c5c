#include "core/remote/TlsSetup.h"

#include <QDateTime>
#include <QFile>
#include <QLibrary>
#include <QSslCertificate>
#include <QSslKey>
#include <QStringList>
#include <cstdint>
#include <mutex>

namespace baro::remote {
namespace {

constexpr qsizetype mostNamesTold = 5;  // of a certificate, which may have a hundred

Result<QByteArray> contentOf(const std::string& path, const char* key) {
    constexpr qint64 mostBytes = 4 << 20;
    QFile file(QString::fromStdString(path));
    if (!file.open(QIODevice::ReadOnly))
        return denied(std::string(key) + " " + path + " cannot be read: " + file.errorString().toStdString());
    return file.read(mostBytes);
}

Result<QList<QSslCertificate>> certificatesOf(const std::string& path, const char* key) {
    const auto content = contentOf(path, key);
    if (!content) return content.error();
    const auto certificates = QSslCertificate::fromData(*content, QSsl::Pem);
    if (certificates.isEmpty())
        return malformed(std::string(key) + " " + path + " holds no certificate (PEM)");
    return certificates;
}

// OpenSSL frees all that it has when the program ends, while the last of Qt's threads, which Qt waits for
// only until it says that it has ended, may just free what is its own: twice, then. The system takes it all
// back anyway.
void leaveOpenSslAtExit() {
    constexpr std::uint64_t noAtExit = 0x00080000;  // OPENSSL_INIT_NO_ATEXIT, OPENSSL_init_crypto(3)
    for (const QString& version : {QStringLiteral("3"), QStringLiteral("1.1")}) {
        QLibrary library(QStringLiteral("crypto"), version);
        using Init = int (*)(std::uint64_t options, const void* settings);
        if (const auto init = reinterpret_cast<Init>(library.resolve("OPENSSL_init_crypto"))) {
            init(noAtExit, nullptr);
            return;
        }
    }
}

// Nothing in the file says of which kind it is.
Result<QSslKey> keyOf(const std::string& path) {
    const auto content = contentOf(path, "key_file");
    if (!content) return content.error();
    for (const auto algorithm : {QSsl::Rsa, QSsl::Ec, QSsl::Dsa})
        if (QSslKey key(*content, algorithm, QSsl::Pem); !key.isNull()) return key;
    return malformed("key_file " + path + " holds no private key (PEM, without a passphrase)");
}

std::string date(const QDateTime& time) {
    return time.toUTC().toString(Qt::ISODate).toStdString();
}

std::string namesOf(const QSslCertificate& certificate) {
    QStringList names = certificate.subjectAlternativeNames().values();
    if (names.isEmpty()) names = certificate.subjectInfo(QSslCertificate::CommonName);
    if (names.isEmpty()) return "nobody";
    const bool isCut = names.size() > mostNamesTold;
    return names.mid(0, mostNamesTold).join(QStringLiteral(", ")).toStdString() + (isCut ? ", ..." : "");
}

QString sentenceOf(const QSslError& error, const std::string& host) {
    const QSslCertificate certificate = error.certificate();
    switch (error.error()) {
        case QSslError::CertificateExpired:
            return QString::fromStdString("its certificate expired on " + date(certificate.expiryDate()));
        case QSslError::CertificateNotYetValid:
            return QString::fromStdString("its certificate is valid only from " +
                                          date(certificate.effectiveDate()) + " on");
        case QSslError::HostNameMismatch:
            return QString::fromStdString("its certificate is for " + namesOf(certificate) + ", not for " +
                                          host);
        case QSslError::SelfSignedCertificate:
            return QStringLiteral("its certificate is signed by itself; give it as ca_file to trust it");
        case QSslError::SelfSignedCertificateInChain:
        case QSslError::UnableToGetLocalIssuerCertificate:
        case QSslError::UnableToGetIssuerCertificate:
        case QSslError::UnableToVerifyFirstCertificate:
        case QSslError::CertificateUntrusted:
            return QStringLiteral(
                "its certificate is signed by an authority that is not trusted; give that one as ca_file");
        case QSslError::NoError:
            return {};
        default:
            return QStringLiteral("its certificate is refused: ") + error.errorString();
    }
}

}  // namespace

Result<QSslConfiguration> tlsSetup(const http::Tls& tls) {
    static std::once_flag once;
    std::call_once(once, leaveOpenSslAtExit);
    QSslConfiguration setup = QSslConfiguration::defaultConfiguration();
    if (!tls.caFile.empty()) {
        const auto authorities = certificatesOf(tls.caFile, "ca_file");
        if (!authorities) return authorities.error();
        setup.setCaCertificates(*authorities);
    }
    if (!tls.certificateFile.empty()) {
        const auto chain = certificatesOf(tls.certificateFile, "cert_file");
        if (!chain) return chain.error();
        const auto key = keyOf(tls.keyFile.empty() ? tls.certificateFile : tls.keyFile);
        if (!key) return key.error();
        setup.setLocalCertificateChain(*chain);
        setup.setPrivateKey(*key);
    }
    if (tls.skipsVerification) setup.setPeerVerifyMode(QSslSocket::VerifyNone);
    return setup;
}

std::string inWords(const QList<QSslError>& errors, const std::string& host) {
    QStringList sentences;
    for (const QSslError& error : errors)
        if (const QString sentence = sentenceOf(error, host); !sentence.isEmpty()) sentences << sentence;
    sentences.removeDuplicates();
    return sentences.join(QStringLiteral(", and ")).toStdString();
}

}  // namespace baro::remote
