// Posts alerts with Qt Network, on a thread of its own. No proxy is asked, no redirect followed, no cookie
// kept.
#pragma once

#include <chrono>
#include <memory>

#include "core/telling/AlertPoster.h"

namespace baro::remote {

// patience: for one post, from its beginning to the end of the answer. Where there is no QCoreApplication
// yet, one is made and goes with the poster: to be called on the thread that ends the program.
std::unique_ptr<alerts::AlertPoster> makeHttpPoster(
    std::chrono::milliseconds patience = std::chrono::seconds(10));

}  // namespace baro::remote
