// All texts of a Frame, one after the other, to look at or to change.
#pragma once

#include <memory>
#include <string>
#include <unordered_map>

#include "core/model/Frame.h"

namespace baro::exports {

// What is done with them. Structs come before their texts.
class FrameTextVisitor {
  public:
    virtual ~FrameTextVisitor() = default;
    virtual void text(std::string& text) = 0;
    virtual void process(ProcessFacts&) {}
    virtual void host(Host&) {}
};

// One thread. Parts that Frames share are visited once and stay shared.
class FrameTexts {
  public:
    explicit FrameTexts(FrameTextVisitor& visitor) : visitor_(visitor) {}

    // A copy after the visit, without rates and applications, which are made from it.
    FramePtr visited(const Frame& frame);

  private:
    class Walk;
    struct Kept {
        std::shared_ptr<const void> original;  // so that its address is not another's
        std::shared_ptr<const void> visited;
    };
    FrameTextVisitor& visitor_;
    std::unordered_map<const void*, Kept> kept_;  // of the newest Frames
    int frames_ = 0;
};

}  // namespace baro::exports
