#include "tests/support/TestMain.h"

#include <cstdio>
#include <map>
#include <string>
#include <string_view>

namespace {

using Run = int (*)(int, char**);

std::map<std::string, Run, std::less<>>& tests() {
    static std::map<std::string, Run, std::less<>> all;
    return all;
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
    return found->second(argc - 1, argv + 1);
}
