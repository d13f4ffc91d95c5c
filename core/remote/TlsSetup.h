// What Qt is told of TLS, from files, and what went wrong with a certificate, in words.
#pragma once

#include <QList>
#include <QSslConfiguration>
#include <QSslError>
#include <string>

#include "core/base/Result.h"
#include "core/http/Connection.h"

namespace baro::remote {

// Reads the files. The error names the one that is of no use.
Result<QSslConfiguration> tlsSetup(const http::Tls& tls);

// One sentence of all that is wrong; empty for no errors. host: that was asked.
std::string inWords(const QList<QSslError>& errors, const std::string& host);

}  // namespace baro::remote
