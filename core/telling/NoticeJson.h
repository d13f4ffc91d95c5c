// An alert as JSON, for a program that is told of it: as Alertmanager's webhook has alerts, and who is at
// fault. Pure.
#pragma once

#include <string>
#include <vector>

#include "core/alerts/Alert.h"
#include "core/alerts/Fault.h"
#include "core/telling/AlertNotices.h"

namespace baro::alerts {

// One line that ends with a newline. Whatever labels hold, it is text there: quoted, in UTF-8.
std::string noticeJson(const Alert& alert, AlertNotice::Kind kind, const NoticeGroup& of,
                       const std::vector<BlamedProcess>& blamed);

}  // namespace baro::alerts
