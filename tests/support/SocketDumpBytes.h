// Answers of sock_diag(7) as the kernel writes them, for tests of their parser.
#pragma once

#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <linux/sock_diag.h>
#include <linux/tcp.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace baro::test {

template <class T>
std::string bytesOfStruct(const T& value) {
    return {reinterpret_cast<const char*>(&value), sizeof(value)};
}

inline std::string netlinkPadded(std::string bytes) {
    bytes.resize((bytes.size() + 3) / 4 * 4);
    return bytes;
}

inline std::string netlinkMessage(std::uint16_t type, std::string_view payload) {
    nlmsghdr header{};
    header.nlmsg_len = static_cast<std::uint32_t>(sizeof(header) + payload.size());
    header.nlmsg_type = type;
    header.nlmsg_flags = NLM_F_MULTI;
    return netlinkPadded(bytesOfStruct(header) + std::string(payload));
}

inline std::string netlinkAttribute(std::uint16_t type, std::string_view payload) {
    rtattr header{};
    header.rta_len = static_cast<std::uint16_t>(sizeof(header) + payload.size());
    header.rta_type = type;
    return netlinkPadded(bytesOfStruct(header) + std::string(payload));
}

inline std::string tcpInfo(std::uint64_t received, std::uint64_t sent) {
    tcp_info info{};
    info.tcpi_bytes_received = received;
    info.tcpi_bytes_acked = sent;
    return bytesOfStruct(info);
}

// What one socket is told with, but its attributes.
inline std::string socketHeader(std::uint64_t cookie, std::uint32_t inode) {
    inet_diag_msg message{};
    message.idiag_family = 2;
    message.idiag_state = 1;
    message.idiag_inode = inode;
    message.id.idiag_cookie[0] = static_cast<std::uint32_t>(cookie);
    message.id.idiag_cookie[1] = static_cast<std::uint32_t>(cookie >> 32);
    return bytesOfStruct(message);
}

inline std::string socketMessage(std::uint64_t cookie, std::uint32_t inode, std::string_view attributes) {
    return netlinkMessage(SOCK_DIAG_BY_FAMILY, socketHeader(cookie, inode) + std::string(attributes));
}

// The end of an answer or a refusal: 0 or a negative errno.
inline std::string numberMessage(std::uint16_t type, std::int32_t number) {
    return netlinkMessage(type, bytesOfStruct(number));
}

}  // namespace baro::test
