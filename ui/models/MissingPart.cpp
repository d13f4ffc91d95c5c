#include "ui/models/MissingPart.h"

#include <QCoreApplication>
#include <algorithm>

#include "ui/MachineText.h"

namespace baro::ui {
namespace {

struct MissingWords {
    Q_DECLARE_TR_FUNCTIONS(MissingPart)
};

}  // namespace

QString missingPart(const Frame& frame, std::string_view collector) {
    const auto health = std::ranges::find(frame.health, collector, &CollectorHealth::name);
    if (health == frame.health.end() || health->state != CollectorHealth::State::Failed) return {};
    return MissingWords::tr("a part could not be read: %1").arg(machineText(health->reason));
}

}  // namespace baro::ui
