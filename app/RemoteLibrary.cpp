#include "app/RemoteLibrary.h"

#include <dlfcn.h>

#include <filesystem>
#include <string>
#include <utility>

#include "core/base/Log.h"

namespace baro::app {
namespace {

constexpr const char* makerName = "baroMakeHttpCarrier";

std::string libraryPath() {
    std::error_code failure;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", failure);
    return (program.parent_path().parent_path() / "lib/barograph/barograph_remote.so").string();
}

}  // namespace

Result<std::shared_ptr<http::HttpCarrier>> loadedCarrier() {
    // A program has one application of Qt.
    static std::weak_ptr<http::HttpCarrier> loaded;
    if (auto carrier = loaded.lock()) return carrier;
    const std::string path = libraryPath();
    // It stays loaded: Qt cannot be taken out of a program again. Names are looked up when they are called,
    // as tables of names that nobody calls would be read into memory.
    void* const library = dlopen(path.c_str(), RTLD_LAZY | RTLD_LOCAL | RTLD_NODELETE);
    using Maker = http::HttpCarrier*(void (*)(const char*));
    const auto make = library == nullptr ? nullptr : reinterpret_cast<Maker*>(dlsym(library, makerName));
    if (make == nullptr) {
        const char* const why = dlerror();
        return failed(std::string(why == nullptr ? path : why) +
                      "; install Barograph whole, with Qt 6 (Core and Network)");
    }
    std::shared_ptr<http::HttpCarrier> carrier(
        make([](const char* message) { log(Severity::Warning, message); }));
    loaded = carrier;
    return carrier;
}

}  // namespace baro::app
