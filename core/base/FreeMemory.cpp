#include "core/base/FreeMemory.h"

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace baro {

void giveFreeMemoryBack() {
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}

}  // namespace baro
