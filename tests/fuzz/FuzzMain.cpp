// What libFuzzer calls (llvm.org/docs/LibFuzzer.html): its initialisation chooses the target.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <map>
#include <string>

#include "tests/fuzz/FuzzInput.h"

namespace {

using Run = void (*)(std::string_view);

std::map<std::string, Run, std::less<>>& targets() {
    static std::map<std::string, Run, std::less<>> all;
    return all;
}

Run chosen = nullptr;

}  // namespace

baro::fuzz::Registration::Registration(const char* name, Run run) {
    targets().emplace(name, run);
}

extern "C" int LLVMFuzzerInitialize(int* argc, char*** argv);
extern "C" int LLVMFuzzerInitialize(int* argc, char*** argv) {
    const auto found = *argc > 1 ? targets().find(std::string_view((*argv)[1])) : targets().end();
    if (found == targets().end()) {
        for (const auto& [name, run] : targets())
            std::printf("%s\n", name.c_str());
        std::exit(*argc > 1 ? 2 : 0);
    }
    chosen = found->second;
    (*argv)[1] = (*argv)[0];
    ++*argv;
    --*argc;
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    chosen({reinterpret_cast<const char*>(data), size});
    return 0;
}
