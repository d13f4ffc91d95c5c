// A run of Frames, at most a quarter of an hour of them: the first one whole, each other as what changed.
// While it grows it is a row of pieces, each of which is appended to the tail at once; what a run finished is
// one row of the database. docs/record-format.md, "Frames", is the specification. One thread at a time for
// each object.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/Result.h"
#include "core/model/Frame.h"

namespace baro::history {

class FrameRunWriter {
  public:
    static constexpr std::size_t mostFrames = 180;

    FrameRunWriter();
    FrameRunWriter(FrameRunWriter&&) noexcept;
    FrameRunWriter& operator=(FrameRunWriter&&) noexcept;
    ~FrameRunWriter();

    // The piece that holds the Frame; never null. Pieces make sense only together, from the first one on:
    // where one could not be kept, a new run must begin. After an error, too large a Frame above all, this
    // run only can be finished.
    Result<std::string> append(const FramePtr& frame);
    std::size_t size() const;  // Frames
    bool isFull() const;  // begin another one: it has all the Frames or all the memory that a run may have

    // The run in its smallest form. Takes about a millisecond a Frame.
    Result<std::string> finish() const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

// The row that the writer of these pieces would have made.
Result<std::string> finishPieces(std::span<const std::string_view> pieces);

// Frames come without rates and without applications: both are made anew from a Frame and the one before it.
class FrameRunReader {
  public:
    // Looks at the times only; what else may be wrong shows when a Frame is asked for. Malformed for any
    // other bytes.
    static Result<FrameRunReader> open(std::string run);
    static Result<FrameRunReader> openPieces(std::span<const std::string_view> pieces);
    FrameRunReader(FrameRunReader&&) noexcept;
    FrameRunReader& operator=(FrameRunReader&&) noexcept;
    ~FrameRunReader();

    // Milliseconds since 1970 UTC, rounded down, in the order in which the Frames were taken; one at least.
    std::span<const std::int64_t> times() const;
    // The last Frame that was taken at that time or before.
    std::optional<std::size_t> indexAt(std::int64_t time) const;

    // Quick for the Frames just before and after the one that was asked for last; else the Frames between are
    // decoded.
    Result<FramePtr> frame(std::size_t index);

  private:
    struct State;
    explicit FrameRunReader(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace baro::history
