// A Secret Service (specifications.freedesktop.org/secret-service) as a test has it, at the other end of a
// pair of sockets: what it keeps, and how it misbehaves.
#pragma once

#include <sys/socket.h>
#include <systemd/sd-bus.h>

#include <array>
#include <cerrno>
#include <cstdarg>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

#include "platform/linux/Keyring.h"

namespace baro::test {

// What the played service has, and how it behaves.
struct PlayedKeyring {
    std::mutex mutex;
    std::map<std::string, std::map<std::string, std::string>> items;  // attributes, by object path
    std::map<std::string, std::string> secrets;
    bool isLocked = false;
    bool isUnlockedByPrompt = true;  // else it is dismissed
    bool hasCollection = true;
    bool answersPrompts = true;
    std::string refuses;    // a method that is refused
    std::string misspeaks;  // a method whose answer is not as specified
    std::string silences;   // a method that is never answered
    int prompts = 0;
    int dismissals = 0;
};

inline PlayedKeyring& keyringOf(void* played) {
    return *static_cast<PlayedKeyring*>(played);
}

inline int answered(sd_bus_message* call, const char* types, ...) {
    sd_bus_message* reply = nullptr;
    int code = sd_bus_message_new_method_return(call, &reply);
    va_list arguments;
    va_start(arguments, types);
    if (code >= 0) code = sd_bus_message_appendv(reply, types, arguments);
    va_end(arguments);
    if (code >= 0) code = sd_bus_send(nullptr, reply, nullptr);
    sd_bus_message_unref(reply);
    return code < 0 ? code : 1;
}

// Comes before the methods themselves; 0: those answer.
inline int misbehave(sd_bus_message* call, void* played, sd_bus_error* error) {
    PlayedKeyring& keyring = keyringOf(played);
    const std::lock_guard lock(keyring.mutex);
    const char* const member = sd_bus_message_get_member(call);
    const std::string method = member == nullptr ? "" : member;
    if (method.empty()) return 0;
    if (method == keyring.silences) return 1;
    if (method == keyring.misspeaks) return answered(call, "s", "no");
    if (method == keyring.refuses)
        return sd_bus_error_set(error, "org.freedesktop.DBus.Error.Failed", "out of order");
    return 0;
}

inline int sayLocked(sd_bus_error* error) {
    return sd_bus_error_set(error, "org.freedesktop.Secret.Error.IsLocked", "locked");
}

inline std::map<std::string, std::string> readAttributes(sd_bus_message* call) {
    std::map<std::string, std::string> attributes;
    sd_bus_message_enter_container(call, 'a', "{ss}");
    const char* name = nullptr;
    const char* value = nullptr;
    while (sd_bus_message_read(call, "{ss}", &name, &value) > 0)
        attributes.emplace(name, value);
    sd_bus_message_exit_container(call);
    return attributes;
}

inline int openSession(sd_bus_message* call, void*, sd_bus_error*) {
    return answered(call, "vo", "s", "", "/org/freedesktop/secrets/session/s1");
}

inline int readAlias(sd_bus_message* call, void* played, sd_bus_error*) {
    PlayedKeyring& keyring = keyringOf(played);
    const std::lock_guard lock(keyring.mutex);
    return answered(call, "o", keyring.hasCollection ? "/org/freedesktop/secrets/collection/login" : "/");
}

inline int appendPaths(sd_bus_message* reply, const std::vector<std::string>& paths) {
    int code = sd_bus_message_open_container(reply, 'a', "o");
    for (const std::string& path : paths)
        if (code >= 0) code = sd_bus_message_append_basic(reply, 'o', path.c_str());
    return code < 0 ? code : sd_bus_message_close_container(reply);
}

inline int searchItems(sd_bus_message* call, void* played, sd_bus_error*) {
    PlayedKeyring& keyring = keyringOf(played);
    const std::lock_guard lock(keyring.mutex);
    const auto wanted = readAttributes(call);
    std::vector<std::string> found;
    for (const auto& [path, attributes] : keyring.items)
        if (attributes == wanted) found.push_back(path);
    sd_bus_message* reply = nullptr;
    int code = sd_bus_message_new_method_return(call, &reply);
    if (code >= 0) code = appendPaths(reply, keyring.isLocked ? std::vector<std::string>() : found);
    if (code >= 0) code = appendPaths(reply, keyring.isLocked ? found : std::vector<std::string>());
    if (code >= 0) code = sd_bus_send(nullptr, reply, nullptr);
    sd_bus_message_unref(reply);
    return code < 0 ? code : 1;
}

inline int unlock(sd_bus_message* call, void* played, sd_bus_error*) {
    PlayedKeyring& keyring = keyringOf(played);
    const std::lock_guard lock(keyring.mutex);
    return answered(call, "aoo", 0, keyring.isLocked ? "/org/freedesktop/secrets/prompt/p1" : "/");
}

inline int createItem(sd_bus_message* call, void* played, sd_bus_error* error) {
    PlayedKeyring& keyring = keyringOf(played);
    const std::lock_guard lock(keyring.mutex);
    if (keyring.isLocked) return sayLocked(error);
    std::map<std::string, std::string> attributes;
    sd_bus_message_enter_container(call, 'a', "{sv}");
    while (sd_bus_message_enter_container(call, 'e', "sv") > 0) {
        const char* name = nullptr;
        sd_bus_message_read_basic(call, 's', &name);
        if (std::string_view(name).ends_with("Attributes")) {
            sd_bus_message_enter_container(call, 'v', "a{ss}");
            attributes = readAttributes(call);
            sd_bus_message_exit_container(call);
        } else {
            sd_bus_message_skip(call, "v");
        }
        sd_bus_message_exit_container(call);
    }
    sd_bus_message_exit_container(call);
    const void* bytes = nullptr;
    std::size_t size = 0;
    sd_bus_message_enter_container(call, 'r', "oayays");
    sd_bus_message_skip(call, "oay");
    sd_bus_message_read_array(call, 'y', &bytes, &size);
    const bool isToken = attributes["user"].empty();
    const std::string path = "/org/freedesktop/secrets/collection/login/" + std::string(isToken ? "2" : "1");
    keyring.items[path] = attributes;
    keyring.secrets[path] = std::string(static_cast<const char*>(bytes), size);
    return answered(call, "oo", path.c_str(), "/");
}

inline int getSecret(sd_bus_message* call, void* played, sd_bus_error* error) {
    PlayedKeyring& keyring = keyringOf(played);
    const std::lock_guard lock(keyring.mutex);
    if (keyring.isLocked) return sayLocked(error);
    const std::string secret = keyring.secrets[sd_bus_message_get_path(call)];
    sd_bus_message* reply = nullptr;
    int code = sd_bus_message_new_method_return(call, &reply);
    if (code >= 0) code = sd_bus_message_open_container(reply, 'r', "oayays");
    if (code >= 0) code = sd_bus_message_append(reply, "oay", "/org/freedesktop/secrets/session/s1", 0);
    if (code >= 0) code = sd_bus_message_append_array(reply, 'y', secret.data(), secret.size());
    if (code >= 0) code = sd_bus_message_append(reply, "s", "text/plain");
    if (code >= 0) code = sd_bus_message_close_container(reply);
    if (code >= 0) code = sd_bus_send(nullptr, reply, nullptr);
    sd_bus_message_unref(reply);
    return code < 0 ? code : 1;
}

inline int deleteItem(sd_bus_message* call, void* played, sd_bus_error*) {
    PlayedKeyring& keyring = keyringOf(played);
    const std::lock_guard lock(keyring.mutex);
    keyring.items.erase(sd_bus_message_get_path(call));
    return answered(call, "o", "/");
}

inline int showPrompt(sd_bus_message* call, void* played, sd_bus_error*) {
    PlayedKeyring& keyring = keyringOf(played);
    const std::lock_guard lock(keyring.mutex);
    ++keyring.prompts;
    const int code = answered(call, "");
    if (!keyring.answersPrompts) return code;
    keyring.isLocked = keyring.isLocked && !keyring.isUnlockedByPrompt;
    sd_bus_emit_signal(sd_bus_message_get_bus(call), sd_bus_message_get_path(call),
                       "org.freedesktop.Secret.Prompt", "Completed", "bv", keyring.isUnlockedByPrompt ? 0 : 1,
                       "s", "");
    return code;
}

inline int dismissPrompt(sd_bus_message* call, void* played, sd_bus_error*) {
    const std::lock_guard lock(keyringOf(played).mutex);
    ++keyringOf(played).dismissals;
    return answered(call, "");
}

inline const std::array<sd_bus_vtable, 6> playedService{
    {SD_BUS_VTABLE_START(0),
     SD_BUS_METHOD("OpenSession", "sv", "vo", openSession, SD_BUS_VTABLE_UNPRIVILEGED),
     SD_BUS_METHOD("SearchItems", "a{ss}", "aoao", searchItems, SD_BUS_VTABLE_UNPRIVILEGED),
     SD_BUS_METHOD("ReadAlias", "s", "o", readAlias, SD_BUS_VTABLE_UNPRIVILEGED),
     SD_BUS_METHOD("Unlock", "ao", "aoo", unlock, SD_BUS_VTABLE_UNPRIVILEGED), SD_BUS_VTABLE_END}};
inline const std::array<sd_bus_vtable, 3> playedCollection{
    {SD_BUS_VTABLE_START(0),
     SD_BUS_METHOD("CreateItem", "a{sv}(oayays)b", "oo", createItem, SD_BUS_VTABLE_UNPRIVILEGED),
     SD_BUS_VTABLE_END}};
inline const std::array<sd_bus_vtable, 4> playedItem{
    {SD_BUS_VTABLE_START(0),
     SD_BUS_METHOD("GetSecret", "o", "(oayays)", getSecret, SD_BUS_VTABLE_UNPRIVILEGED),
     SD_BUS_METHOD("Delete", "", "o", deleteItem, SD_BUS_VTABLE_UNPRIVILEGED), SD_BUS_VTABLE_END}};
inline const std::array<sd_bus_vtable, 4> playedPrompt{
    {SD_BUS_VTABLE_START(0), SD_BUS_METHOD("Prompt", "s", "", showPrompt, SD_BUS_VTABLE_UNPRIVILEGED),
     SD_BUS_METHOD("Dismiss", "", "", dismissPrompt, SD_BUS_VTABLE_UNPRIVILEGED), SD_BUS_VTABLE_END}};

// Serves one connection after the other, each on a thread of its own, until its client is gone.
class PlayedService {
  public:
    template <class Value>
    void set(Value PlayedKeyring::*what, std::type_identity_t<Value> value) {
        const std::lock_guard lock(keyring_.mutex);
        keyring_.*what = std::move(value);
    }
    template <class Value>
    Value get(Value PlayedKeyring::*what) {
        const std::lock_guard lock(keyring_.mutex);
        return keyring_.*what;
    }

    platform::OpenKeyringBus opener() {
        return [this](sd_bus** bus) {
            std::array<int, 2> ends{};
            if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends.data()) != 0)
                return -errno;
            threads_.emplace_back([this, end = ends[1]] { serve(end); });
            int code = sd_bus_new(bus);
            if (code >= 0) code = sd_bus_set_fd(*bus, ends[0], ends[0]);
            return code >= 0 ? sd_bus_start(*bus) : code;
        };
    }
    int connections() const { return static_cast<int>(threads_.size()); }

  private:
    void serve(int end) {
        sd_bus* bus = nullptr;
        sd_id128_t id{};
        const auto add = [&](const char* path, const char* interface, const sd_bus_vtable* table) {
            return sd_bus_add_object(bus, nullptr, path, misbehave, &keyring_) >= 0 &&
                   sd_bus_add_object_vtable(bus, nullptr, path, interface, table, &keyring_) >= 0;
        };
        bool ready =
            sd_bus_new(&bus) >= 0 && sd_bus_set_fd(bus, end, end) >= 0 && sd_bus_set_server(bus, 1, id) >= 0;
        ready =
            ready && sd_bus_start(bus) >= 0 &&
            add("/org/freedesktop/secrets", "org.freedesktop.Secret.Service", playedService.data()) &&
            add("/org/freedesktop/secrets/collection/login", "org.freedesktop.Secret.Collection",
                playedCollection.data()) &&
            add("/org/freedesktop/secrets/collection/login/1", "org.freedesktop.Secret.Item",
                playedItem.data()) &&
            add("/org/freedesktop/secrets/collection/login/2", "org.freedesktop.Secret.Item",
                playedItem.data()) &&
            add("/org/freedesktop/secrets/prompt/p1", "org.freedesktop.Secret.Prompt", playedPrompt.data());
        while (ready) {
            const int code = sd_bus_process(bus, nullptr);
            ready = code > 0 || (code == 0 && sd_bus_wait(bus, UINT64_MAX) >= 0);
        }
        sd_bus_close_unref(bus);
    }

    PlayedKeyring keyring_;
    std::vector<std::jthread> threads_;
};

}  // namespace baro::test
