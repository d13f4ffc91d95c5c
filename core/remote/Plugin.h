// The one name that a program looks for in the library barograph_remote.
#pragma once

#include "core/http/HttpCarrier.h"

// Never null, and not more than one at a time. To be deleted on the thread that called it, the main thread.
// warn: is told of what Qt complains of.
extern "C" __attribute__((visibility("default"))) baro::http::HttpCarrier* baroMakeHttpCarrier(
    void (*warn)(const char* message));
