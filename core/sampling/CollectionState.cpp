#include "core/sampling/CollectionState.h"

namespace baro {

std::string_view wordOf(CollectorHealth::State state) {
    switch (state) {
        case CollectorHealth::State::Pending:
            return "pending";
        case CollectorHealth::State::Ok:
            return "ok";
        case CollectorHealth::State::Absent:
            return "absent";
        case CollectorHealth::State::Failed:
            return "failed";
    }
    return "pending";
}

}  // namespace baro
