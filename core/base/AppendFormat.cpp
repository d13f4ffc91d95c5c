#include "core/base/AppendFormat.h"

#include <iterator>

namespace baro {

void appendFormatted(std::string& out, fmt::string_view format, fmt::format_args arguments) {
    fmt::vformat_to(std::back_inserter(out), format, arguments);
}

}  // namespace baro
