#include "platform/linux/Sockets.h"
#include "tests/fuzz/FuzzInput.h"

using namespace baro;
using namespace baro::platform;

namespace {

void check(Status (*parse)(std::string_view, NamedValuesBuilder&), std::string_view text) {
    NamedValuesBuilder builder(nullptr);
    const Status status = parse(text, builder);
    if (!status)
        return fuzz::require(status.error().kind == ErrorKind::Malformed && !status.error().message.empty());
    const NamedValues values = std::move(builder).finish();
    for (std::size_t i = 0; i < values.values.size(); ++i) {
        const std::string& name = values.names->at(i);
        fuzz::require(name.find('_') != std::string::npos);
        fuzz::require(values.values[i] >= 0 || (name == "Tcp_MaxConn" && values.values[i] == -1));
    }
    // A second reading of the same text shares the names.
    NamedValuesBuilder again(values.names);
    fuzz::require(bool(parse(text, again)) && std::move(again).finish().names == values.names);
}

}  // namespace

BARO_FUZZ_TARGET(SocketsFuzz, text) {
    check(parseProtocolTables, text);
    check(parseSnmp6, text);
    check(parseSockstat, text);
}
