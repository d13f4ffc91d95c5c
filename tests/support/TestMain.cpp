#include "tests/support/TestMain.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <string_view>
#include <thread>

namespace {

using Run = int (*)(int, char**);

std::map<std::string, Run, std::less<>>& tests() {
    static std::map<std::string, Run, std::less<>> all;
    return all;
}

bool isPooled(const std::filesystem::directory_entry& thread) {
    std::string name;
    return std::getline(std::ifstream(thread.path() / "comm"), name) && name == "Thread (pooled)";
}

// QThreadPool waits until its threads have done, not until they have ended. One that ends when Qt has been unloaded leaves
// what it holds, and the leak checker sees it.
void waitForPooledThreads() {
    const auto latest = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (std::chrono::steady_clock::now() < latest &&
           std::ranges::any_of(std::filesystem::directory_iterator("/proc/self/task"), isPooled))
        std::this_thread::yield();
}

}  // namespace

baro::test::Registration::Registration(const char* name, Run run) {
    const std::string_view whole = name;
    tests().emplace(whole.substr(whole.rfind(':') + 1), run);
}

int main(int argc, char** argv) {
    const auto found = argc > 1 ? tests().find(std::string_view(argv[1])) : tests().end();
    if (found == tests().end()) {
        std::fprintf(stderr, "usage: %s TEST [OPTIONS]\n", argv[0]);
        for (const auto& [name, run] : tests())
            std::fprintf(stderr, "  %s\n", name.c_str());
        return 2;
    }
    argv[1] = argv[0];
    const int result = found->second(argc - 1, argv + 1);
    waitForPooledThreads();
    return result;
}
