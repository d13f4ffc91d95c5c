#include "core/sharing/WakeUp.h"

#include <sys/eventfd.h>

namespace baro {

WakeUp::WakeUp() : event_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}

void WakeUp::signal() const {
    (void)eventfd_write(event_.number(), 1);
}

void WakeUp::clear() const {
    eventfd_t count = 0;
    (void)eventfd_read(event_.number(), &count);
}

}  // namespace baro
