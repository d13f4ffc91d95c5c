#include "platform/linux/Sockets.h"

#include <unistd.h>

#include <optional>
#include <string>
#include <utility>

#include "core/base/Numbers.h"
#include "core/base/Text.h"
#include "platform/linux/Counters.h"

namespace baro::platform {
namespace {

// The kernel sums these counters over all processors for each reading, which makes it the dearest file of all
// on a machine with many: every two seconds is enough for what is looked at over minutes.
constexpr std::chrono::seconds readInterval{2};

// The kernel counts the memory of a protocol's sockets in pages.
double pageBytes() {
    static const auto bytes = static_cast<double>(sysconf(_SC_PAGESIZE));
    return bytes;
}

// What the whole text must be before its lines are looked at.
std::optional<Error> refusal(std::string_view text, std::string_view file) {
    if (text.empty()) return malformed(std::string(file) + " is empty");
    if (endsWithin(text)) return malformed(std::string(file) + " is cut");
    return std::nullopt;
}

// "Tcp", "CurrEstab" as "Tcp_CurrEstab", in a buffer that is used again: there are hundreds of names.
class JoinedName {
  public:
    explicit JoinedName(std::string_view group) : text_(group), groupLength_(group.size() + 1) {
        text_ += '_';
    }
    std::string_view with(std::string_view name) {
        text_.resize(groupLength_);
        return text_ += name;
    }

  private:
    std::string text_;
    std::size_t groupLength_;
};

bool isName(std::string_view text) {
    return !text.empty() && text.find('\0') == std::string_view::npos;
}

// Counters are not negative; only Tcp's limit of connections is signed (RFC 2012), -1 for none.
std::optional<double> protocolValue(std::string_view group, std::string_view name, std::string_view text) {
    if (const auto value = parseNumber<std::uint64_t>(text)) return static_cast<double>(*value);
    if (group != "Tcp" || name != "MaxConn" || text != "-1") return std::nullopt;
    return -1;
}

Status parseTable(std::string_view names, std::string_view values, NamedValuesBuilder& into) {
    const std::string_view group = takeUntil(names, ':');
    if (!isName(group) || takeUntil(values, ':') != group)
        return malformed("a line of names in net/snmp is not followed by its line of values");
    JoinedName joined(group);
    for (auto name = takeField(names); !name.empty(); name = takeField(names)) {
        const auto value = protocolValue(group, name, takeField(values));
        if (!isName(name) || !value)
            return malformed("a name in net/snmp has no counter: " + std::string(group));
        into.add(joined.with(name), *value);
    }
    if (!isBlank(values)) return malformed("net/snmp has more values than names: " + std::string(group));
    return Done{};
}

class SocketsCollector final : public SectionCollector<Sockets> {
  public:
    explicit SocketsCollector(const Roots& roots)
        : SectionCollector("sockets", readInterval, &Readings::sockets),
          snmp_(roots.procfs + "/net/snmp"),
          snmp6_(roots.procfs + "/net/snmp6"),
          netstat_(roots.procfs + "/net/netstat"),
          sockstat_(roots.procfs + "/net/sockstat"),
          sockstat6_(roots.procfs + "/net/sockstat6") {}

  private:
    using Parse = Status (*)(std::string_view, NamedValuesBuilder&);

    // IPv6 can be off, netstat and sockstat can be left out of a recording: then their names are missing.
    static Status readOptional(KeptFile& file, Parse parse, NamedValuesBuilder& into) {
        const auto text = file.read();
        if (!text) return text.error().kind == ErrorKind::Absent ? Status(Done{}) : Status(text.error());
        return parse(*text, into);
    }

    Result<Sockets> read() override {
        NamedValuesBuilder protocols(protocolNames_);
        const auto snmp = snmp_.read();
        if (!snmp) return snmp.error();
        if (Status status = parseProtocolTables(*snmp, protocols); !status) return status.error();
        if (Status status = readOptional(netstat_, parseProtocolTables, protocols); !status)
            return status.error();
        if (Status status = readOptional(snmp6_, parseSnmp6, protocols); !status) return status.error();
        NamedValuesBuilder sockets(socketNames_);
        if (Status status = readOptional(sockstat_, parseSockstat, sockets); !status) return status.error();
        if (Status status = readOptional(sockstat6_, parseSockstat, sockets); !status) return status.error();
        Sockets reading{std::move(protocols).finish(), std::move(sockets).finish()};
        protocolNames_ = reading.protocols.names;
        socketNames_ = reading.sockets.names;
        return reading;
    }

    KeptFile snmp_;
    KeptFile snmp6_;
    KeptFile netstat_;
    KeptFile sockstat_;
    KeptFile sockstat6_;
    SharedNames protocolNames_;
    SharedNames socketNames_;
};

}  // namespace

Status parseProtocolTables(std::string_view text, NamedValuesBuilder& into) {
    if (auto error = refusal(text, "net/snmp")) return *error;
    while (const auto names = takeLine(text)) {
        const auto values = takeLine(text);
        if (!values) return malformed("the last line of net/snmp has names without values");
        if (Status status = parseTable(*names, *values, into); !status) return status;
    }
    return Done{};
}

Status parseSnmp6(std::string_view text, NamedValuesBuilder& into) {
    if (auto error = refusal(text, "net/snmp6")) return *error;
    std::string joined;
    while (auto line = takeLine(text)) {
        const std::string_view name = takeField(*line);
        const auto value = parseNumber<std::uint64_t>(trimmed(*line));
        const auto six = name.find('6');
        if (!isName(name) || six == std::string_view::npos || !value)
            return malformed("a line of net/snmp6 is not a name with a 6 and a counter");
        joined.assign(name.substr(0, six + 1)).append("_").append(name.substr(six + 1));
        into.add(joined, static_cast<double>(*value));
    }
    return Done{};
}

Status parseSockstat(std::string_view text, NamedValuesBuilder& into) {
    if (auto error = refusal(text, "net/sockstat")) return *error;
    while (auto line = takeLine(text)) {
        if (line->find(':') == std::string_view::npos)
            return malformed("a line of net/sockstat has no colon");
        const std::string_view group = takeUntil(*line, ':');
        JoinedName joined(group);
        for (auto name = takeField(*line); !name.empty(); name = takeField(*line)) {
            const auto value = parseNumber<std::uint64_t>(takeField(*line));
            if (!isName(group) || !isName(name) || !value)
                return malformed("a line of net/sockstat is not a name, a colon, and names with numbers");
            into.add(joined.with(name), static_cast<double>(*value));
            if (name == "mem") into.add(joined.with("mem_bytes"), static_cast<double>(*value) * pageBytes());
        }
    }
    return Done{};
}

std::unique_ptr<Collector> makeSocketsCollector(const Roots& roots) {
    return std::make_unique<SocketsCollector>(roots);
}

}  // namespace baro::platform
