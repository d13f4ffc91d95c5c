// XXH64 with the seed 0 (https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md): a fast hash and a
// good checksum, which nobody is kept from forging.
#pragma once

#include <cstdint>
#include <string_view>

namespace baro {

std::uint64_t xxHash64(std::string_view bytes);

}  // namespace baro
