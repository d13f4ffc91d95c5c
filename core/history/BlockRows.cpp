#include "core/history/BlockRows.h"

#include <utility>

namespace baro::history {

Result<std::shared_ptr<BlockRows::Row>> BlockRows::rowAt(std::int64_t place) {
    if (const auto known = kept_.find(place); known != kept_.end()) return known->second;
    if (!select_) {
        auto prepared = database_.prepare("SELECT data FROM block WHERE place = ?");
        if (!prepared) return prepared.error();
        select_ = std::make_unique<Statement>(std::move(prepared).value());
    }
    const auto found = select_->bind(1, place).step();
    auto bytes = !found   ? Result<std::string>(found.error())
                 : *found ? data_.read(*select_, 0)
                          : Result<std::string>(std::string());
    select_->reset();  // after a failure too: it would ask for the same place again
    if (!bytes) return bytes.error();
    if (keptBytes_ > mostKept) clear();
    keptBytes_ += sizeof(Row) + bytes->size();
    auto row = std::make_shared<Row>(Row{std::move(bytes).value(), {}});
    return kept_.emplace(place, std::move(row)).first->second;
}

Result<std::string_view> BlockRows::row(std::int64_t place) {
    const auto row = rowAt(place);
    if (!row) return row.error();
    return std::string_view((*row)->bytes);
}

Result<SeriesPartPtr> BlockRows::part(std::int64_t place, std::size_t ticks) {
    const auto row = rowAt(place);
    if (!row) return row.error();
    Row& found = **row;
    if (found.bytes.empty()) return SeriesPartPtr();
    if (!found.part) {
        found.part = SeriesPart::open(found.bytes, ticks);
        if (*found.part)
            keptBytes_ += (*found.part)->numbers().size() * (sizeof(SeriesNumber) + sizeof(std::string_view));
    }
    if (!*found.part) return found.part->error();
    return SeriesPartPtr(*row, &found.part->value());
}

void BlockRows::clear() {
    kept_.clear();
    keptBytes_ = 0;
}

}  // namespace baro::history
