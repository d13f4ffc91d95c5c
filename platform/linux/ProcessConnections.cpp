#include "platform/linux/ProcessConnections.h"

#include <arpa/inet.h>
#include <fmt/core.h>

#include <array>
#include <charconv>
#include <cstring>
#include <optional>
#include <string>

#include "core/base/Numbers.h"
#include "core/base/Text.h"

namespace baro::platform {
namespace {

template <class T>
std::optional<T> parseHexadecimal(std::string_view text) {
    T value{};
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value, 16);
    if (error != std::errc{} || stop != text.data() + text.size()) return std::nullopt;
    return value;
}

// enum of include/net/tcp_states.h, from 1.
std::string_view tcpState(unsigned number) {
    constexpr std::array<std::string_view, 13> names{
        "",      "ESTABLISHED", "SYN_SENT", "SYN_RECV", "FIN_WAIT1", "FIN_WAIT2",   "TIME_WAIT",
        "CLOSE", "CLOSE_WAIT",  "LAST_ACK", "LISTEN",   "CLOSING",   "NEW_SYN_RECV"};
    return number < names.size() ? names[number] : "";
}

// A datagram socket borrows two of TCP's states: connected to a peer, or not.
std::string_view datagramState(unsigned number) {
    if (number == 1) return "ESTABLISHED";
    return number == 7 ? "UNCONNECTED" : "";
}

// SS_* of include/uapi/linux/net.h.
std::string_view unixState(unsigned number) {
    constexpr std::array<std::string_view, 5> names{"FREE", "UNCONNECTED", "CONNECTING", "CONNECTED",
                                                    "DISCONNECTING"};
    return number < names.size() ? names[number] : "";
}

// "0100007F:1F90": each 32-bit word of the address as this machine's number, then the port.
std::optional<std::string> parseEndpoint(std::string_view text) {
    const auto colon = text.find(':');
    if (colon != 8 && colon != 32) return std::nullopt;
    const auto port = parseHexadecimal<std::uint16_t>(text.substr(colon + 1));
    std::array<std::uint32_t, 4> words{};
    for (std::size_t i = 0; i < colon / 8; ++i) {
        const auto word = parseHexadecimal<std::uint32_t>(text.substr(i * 8, 8));
        if (!word) return std::nullopt;
        words[i] = *word;
    }
    std::array<char, INET6_ADDRSTRLEN> address{};
    const bool six = colon == 32;
    if (!port || inet_ntop(six ? AF_INET6 : AF_INET, words.data(), address.data(), address.size()) == nullptr)
        return std::nullopt;
    if (six) return fmt::format("[{}]:{}", address.data(), *port);
    return fmt::format("{}:{}", address.data(), *port);
}

void skipFields(std::string_view& line, int count) {
    for (; count > 0; --count)
        takeField(line);
}

}  // namespace

std::optional<std::uint64_t> socketInode(std::string_view target) {
    if (!target.starts_with("socket:[") || !target.ends_with(']')) return std::nullopt;
    return parseNumber<std::uint64_t>(target.substr(8, target.size() - 9));
}

std::vector<InternetSocket> parseInternetSockets(std::string_view text, std::string_view protocol) {
    std::vector<InternetSocket> sockets;
    takeLine(text);  // header
    while (auto line = takeLine(text)) {
        takeField(*line);  // sl
        const auto local = takeField(*line);
        const auto remote = takeField(*line);
        const auto state = parseHexadecimal<unsigned>(takeField(*line));
        skipFields(*line, 3);  // queues, timer, retransmits
        const auto user = parseNumber<std::uint32_t>(takeField(*line));
        skipFields(*line, 1);  // timeout
        const auto inode = parseNumber<std::uint64_t>(takeField(*line));
        if (!inode || !state || !user) continue;
        auto localText = parseEndpoint(local);
        auto remoteText = parseEndpoint(remote);
        if (!localText || !remoteText) continue;
        const auto stateText = protocol.starts_with("tcp") ? tcpState(*state) : datagramState(*state);
        sockets.push_back({.connection = {std::string(protocol), std::move(*localText),
                                          std::move(*remoteText), std::string(stateText)},
                           .inode = *inode,
                           .userId = *user});
    }
    return sockets;
}

std::vector<Connection> parseInternetSockets(std::string_view text, std::string_view protocol,
                                             const std::set<std::uint64_t>& wanted) {
    std::vector<Connection> connections;
    for (InternetSocket& socket : parseInternetSockets(text, protocol))
        if (wanted.contains(socket.inode)) connections.push_back(std::move(socket.connection));
    return connections;
}

std::vector<Connection> parseUnixSockets(std::string_view text, const std::set<std::uint64_t>& wanted) {
    // Listening sockets are told by this flag, not by a state (SO_ACCEPTCON).
    constexpr unsigned accepting = 0x10000;
    std::vector<Connection> connections;
    takeLine(text);  // header
    while (auto line = takeLine(text)) {
        skipFields(*line, 3);  // Num, RefCount, Protocol
        const auto flags = parseHexadecimal<unsigned>(takeField(*line));
        takeField(*line);  // Type
        const auto state = parseHexadecimal<unsigned>(takeField(*line));
        const auto inode = parseNumber<std::uint64_t>(takeField(*line));
        if (!flags || !state || !inode || !wanted.contains(*inode)) continue;
        // The path is the rest of the line and may hold blanks.
        if (line->starts_with(' ')) line->remove_prefix(1);
        const auto stateText = (*flags & accepting) != 0 ? std::string_view("LISTEN") : unixState(*state);
        connections.push_back({"unix", std::string(*line), "", std::string(stateText)});
    }
    return connections;
}

}  // namespace baro::platform
