// The one name that a program looks for in the library barograph_remote.
#pragma once

#include "core/telling/AlertPoster.h"

// Never null. To be deleted on the thread that called it, the main thread. warn: is told of what Qt complains
// of.
extern "C" __attribute__((visibility("default"))) baro::alerts::AlertPoster* baroMakeAlertPoster(
    void (*warn)(const char* message));
