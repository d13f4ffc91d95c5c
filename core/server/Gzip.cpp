#include "core/server/Gzip.h"

#include <libdeflate.h>

#include <memory>

namespace baro {
namespace {

constexpr int fastest = 1;

using Compressor = std::unique_ptr<libdeflate_compressor, decltype(&libdeflate_free_compressor)>;

}  // namespace

Result<std::string> gzip(std::string_view text) {
    const Compressor compressor(libdeflate_alloc_compressor(fastest), libdeflate_free_compressor);
    if (!compressor) return failed("no memory to compress an answer");
    std::string out(libdeflate_gzip_compress_bound(compressor.get(), text.size()), '\0');
    const std::size_t size =
        libdeflate_gzip_compress(compressor.get(), text.data(), text.size(), out.data(), out.size());
    if (size == 0) return failed("an answer could not be compressed");
    out.resize(size);
    return out;
}

}  // namespace baro
