#include "platform/linux/NamedValuesBuilder.h"

#include <utility>

namespace baro::platform {

NamedValuesBuilder::NamedValuesBuilder(SharedNames known)
    : sharing_(known != nullptr), known_(std::move(known)) {
    if (known_) values_.reserve(known_->size());
}

void NamedValuesBuilder::add(std::string_view name, double value) {
    const std::size_t index = values_.size();
    if (sharing_ && (index >= known_->size() || (*known_)[index] != name)) {
        sharing_ = false;
        own_.assign(known_->begin(), known_->begin() + static_cast<std::ptrdiff_t>(index));
    }
    if (!sharing_) own_.emplace_back(name);
    values_.push_back(value);
}

NamedValues NamedValuesBuilder::finish() && {
    if (sharing_ && values_.size() == known_->size()) return {std::move(known_), std::move(values_)};
    if (sharing_) own_.assign(known_->begin(), known_->begin() + static_cast<std::ptrdiff_t>(values_.size()));
    return {std::make_shared<const std::vector<std::string>>(std::move(own_)), std::move(values_)};
}

}  // namespace baro::platform
