// A recording on disk: Frames in a row, each compressed against the one before (docs/frame-format.md).
#pragma once

#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/Result.h"
#include "core/model/Frame.h"

namespace baro::platform {

// Appends to one file. Used by one thread. After a failed write the file may end with a cut Frame, which
// readers leave out.
class RecordingWriter {
  public:
    // Replaces the file. compressionLevel: zstd's, 1 (fast) to 19 (small).
    static Result<RecordingWriter> create(const std::string& path, int compressionLevel = 3);
    RecordingWriter(RecordingWriter&&) noexcept;
    RecordingWriter& operator=(RecordingWriter&&) noexcept;
    ~RecordingWriter();  // closes the file, unheard: call close() to learn whether all of it arrived

    Status write(const Frame& frame);
    Status close();

  private:
    struct State;
    explicit RecordingWriter(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

// Reads Frames in order, with rates derived anew. Used by one thread. Holds the file and one decoded Frame.
class RecordingReader {
  public:
    static Result<RecordingReader> open(const std::string& path);
    static Result<RecordingReader> fromBytes(std::string bytes);
    RecordingReader(RecordingReader&&) noexcept;
    RecordingReader& operator=(RecordingReader&&) noexcept;
    ~RecordingReader();

    // Null at the end. Malformed where the recording is damaged or cut; from then on always the same.
    Result<FramePtr> next();

  private:
    struct State;
    explicit RecordingReader(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

struct Recording {
    std::vector<FramePtr> frames;
    std::optional<Error> damage;  // why the rest could not be read; the Frames before it are whole
};

// Malformed when not even the first Frame can be read.
Result<Recording> readRecording(const std::string& path);

}  // namespace baro::platform
