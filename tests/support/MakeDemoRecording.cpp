// make_demo_recording FILE: writes seven and a half minutes of the demo machine, the content of
// resources/demo.baroframes.
#include <cstdio>

#include "platform/replay/Recording.h"
#include "tests/support/DemoMachine.h"

namespace {

constexpr int secondsRecorded = 450;
constexpr int smallestFile = 19;  // zstd's level

baro::Status record(const char* path) {
    auto writer = baro::platform::RecordingWriter::create(path, smallestFile);
    if (!writer) return writer.error();
    baro::test::DemoMachine machine;
    for (int second = 0; second < secondsRecorded; ++second)
        if (auto written = writer->write(*machine.next()); !written) return written;
    return writer->close();
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 2) return std::fputs("usage: make_demo_recording FILE\n", stderr), 2;
    const auto status = record(arguments[1]);
    if (!status) std::fprintf(stderr, "make_demo_recording: %s\n", status.error().message.c_str());
    return status ? 0 : 1;
}
