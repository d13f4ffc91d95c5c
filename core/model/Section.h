// One subject of a Frame: a reading and when it was taken, or the reason why there is none.
#pragma once

#include <memory>
#include <utility>

#include "core/base/Clock.h"
#include "core/base/Result.h"

namespace baro {

// Unknown is a value here: never 0, never a stale number. The reading is shared and immutable, so that Frames can
// carry the newest reading of a slow subject without copying it.
template <class T>
class Section {
  public:
    Section() : reason_(failed("not read yet")) {}
    // takenAt: when the values were read; rates use it, since a slow subject is older than its Frame.
    Section(std::shared_ptr<const T> reading, Instant takenAt) : reading_(std::move(reading)), takenAt_(takenAt) {}
    Section(T reading, Instant takenAt) : Section(std::make_shared<const T>(std::move(reading)), takenAt) {}
    Section(Error reason) : reason_(std::move(reason)) {}  // NOLINT(google-explicit-constructor)

    explicit operator bool() const { return reading_ != nullptr; }
    const T& operator*() const { return *reading_; }
    const T* operator->() const { return reading_.get(); }
    const std::shared_ptr<const T>& shared() const { return reading_; }
    Instant takenAt() const { return takenAt_; }
    const Error& reason() const { return reason_; }  // meaningful only when there is no reading

  private:
    std::shared_ptr<const T> reading_;
    Instant takenAt_{};
    Error reason_;
};

}  // namespace baro
