#include "core/model/SharedReadings.h"

#include "core/model/FrameFields.h"

namespace baro {
namespace {

template <class T>
void shareSection(const Section<T>& before, Section<T>& now) {
    if (before && now && before.takenAt() == now.takenAt()) now = before;
}

template <HasFieldList T>
void shareSection(const T& before, T& now) {
    FieldsOf<T>::apply(
        [&](const auto&... each) { (shareSection(before.*each.member, now.*each.member), ...); });
}

}  // namespace

void shareUnchanged(const Readings& before, Readings& now) {
    shareSection(before, now);
}

}  // namespace baro
