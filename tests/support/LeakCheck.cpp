// Part of each program under the address sanitizer. By itself it looks for leaks when all libraries have been
// told to end: what a thread of Qt holds that ends at the same moment is never given back then. So it looks
// before them.
#include <sanitizer/lsan_interface.h>

namespace {

[[maybe_unused]] const struct LeakCheck {
    ~LeakCheck() { __lsan_do_leak_check(); }
} leakCheck;

}  // namespace
