// What `baro doctor` says of the servers that the record is written to.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "app/Doctor.h"
#include "core/connections/SecretStore.h"
#include "core/remotewrite/Verdict.h"

namespace baro {
class Settings;
}

namespace baro::app {

// verdict: on a request without samples. missing: so many milliseconds of the record the server has not got
// yet.
Finding writingFinding(const std::string& name, const remotewrite::Verdict& verdict, std::int64_t missing);

// Asks every server. Empty when there is none.
Findings writingFindings(const Settings& settings, const std::shared_ptr<http::SecretStore>& secrets,
                         const std::string& directory);

}  // namespace baro::app
