#include "platform/linux/Keyring.h"

#include <cerrno>
#include <chrono>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "platform/linux/BusHandles.h"

namespace baro::platform {
namespace {

constexpr const char* keyringService = "org.freedesktop.secrets";
constexpr const char* keyringPath = "/org/freedesktop/secrets";
constexpr const char* serviceInterface = "org.freedesktop.Secret.Service";
constexpr const char* collectionInterface = "org.freedesktop.Secret.Collection";
constexpr const char* itemInterface = "org.freedesktop.Secret.Item";
constexpr const char* promptInterface = "org.freedesktop.Secret.Prompt";
constexpr const char* isLockedError = "org.freedesktop.Secret.Error.IsLocked";
constexpr const char* attributeSchema = "org.barograph.Server";  // of our items, as libsecret names its own
constexpr std::size_t mostSecretBytes = 64 * 1024;
constexpr std::string_view noObject = "/";

Error notAsSpecified(const char* what) {
    return malformed(std::string("the keyring's ") + what + " is not as the Secret Service specifies");
}

Error isLocked() {
    return denied(
        "the keyring is locked; unlock it, by logging in or with the desktop's program for passwords");
}

using ObjectPaths = std::vector<std::string>;

Result<ObjectPaths> pathsIn(sd_bus_message* reply) {
    ObjectPaths paths;
    int code = sd_bus_message_enter_container(reply, SD_BUS_TYPE_ARRAY, "o");
    const char* path = nullptr;
    while (code > 0 && (code = sd_bus_message_read_basic(reply, SD_BUS_TYPE_OBJECT_PATH, &path)) > 0)
        paths.emplace_back(path);
    if (code >= 0) code = sd_bus_message_exit_container(reply);
    if (code < 0) return notAsSpecified("list of items");
    return paths;
}

Result<std::string> pathIn(sd_bus_message* reply) {
    const char* path = nullptr;
    if (sd_bus_message_read_basic(reply, SD_BUS_TYPE_OBJECT_PATH, &path) <= 0)
        return notAsSpecified("answer");
    return std::string(path);
}

// Session, parameters, value and content type: (oayays).
Result<std::string> secretIn(sd_bus_message* reply) {
    const void* bytes = nullptr;
    std::size_t size = 0;
    if (sd_bus_message_enter_container(reply, SD_BUS_TYPE_STRUCT, "oayays") <= 0 ||
        sd_bus_message_skip(reply, "oay") < 0 || sd_bus_message_read_array(reply, 'y', &bytes, &size) < 0)
        return notAsSpecified("secret");
    if (size > mostSecretBytes) return malformed("what the keyring has for it is too long for a secret");
    return std::string(static_cast<const char*>(bytes), size);
}

int appendSecret(sd_bus_message* call, const std::string& session, const std::string& secret) {
    int code = sd_bus_message_open_container(call, SD_BUS_TYPE_STRUCT, "oayays");
    if (code >= 0) code = sd_bus_message_append_basic(call, 'o', session.c_str());
    if (code >= 0) code = sd_bus_message_append_array(call, 'y', nullptr, 0);
    if (code >= 0) code = sd_bus_message_append_array(call, 'y', secret.data(), secret.size());
    if (code >= 0) code = sd_bus_message_append_basic(call, 's', "text/plain; charset=utf8");
    return code < 0 ? code : sd_bus_message_close_container(call);
}

int appendAttributes(sd_bus_message* call, const http::SecretKey& key) {
    return sd_bus_message_append(call, "a{ss}", 3, "xdg:schema", attributeSchema, "url", key.url.c_str(),
                                 "user", key.user.c_str());
}

int appendProperties(sd_bus_message* call, const http::SecretKey& key) {
    const std::string label = "Barograph: " + (key.user.empty() ? "token" : key.user) + " at " + key.url;
    int code = sd_bus_message_open_container(call, 'a', "{sv}");
    if (code >= 0)
        code = sd_bus_message_append(call, "{sv}", "org.freedesktop.Secret.Item.Label", "s", label.c_str());
    if (code >= 0) code = sd_bus_message_open_container(call, 'e', "sv");
    if (code >= 0) code = sd_bus_message_append_basic(call, 's', "org.freedesktop.Secret.Item.Attributes");
    if (code >= 0) code = sd_bus_message_open_container(call, 'v', "a{ss}");
    if (code >= 0) code = appendAttributes(call, key);
    for (int open = 0; open < 3 && code >= 0; ++open)
        code = sd_bus_message_close_container(call);
    return code;
}

int takeCompletion(sd_bus_message* signal, void* isDismissed, sd_bus_error*) {
    int dismissed = 1;
    if (sd_bus_message_read(signal, "b", &dismissed) < 0) dismissed = 1;
    *static_cast<std::optional<bool>*>(isDismissed) = dismissed != 0;
    return 0;
}

struct FoundItems {
    ObjectPaths unlocked;
    ObjectPaths locked;
};

class Keyring final : public http::SecretStore {
  public:
    Keyring(OpenKeyringBus open, KeyringManner manner) : open_(std::move(open)), manner_(manner) {}

    Result<std::string> find(const http::SecretKey& key) override {
        auto items = search(key);
        if (!items) return items.error();
        if (items->unlocked.empty() && items->locked.empty())
            return absent("the keyring has no secret for " + key.url);
        if (items->unlocked.empty()) {
            if (const Status unlocked = unlock(items->locked); !unlocked) return unlocked.error();
            items->unlocked = items->locked;
        }
        return secretOf(items->unlocked.front());
    }

    Result<std::string> keep(const http::SecretKey& key, const std::string& secret) override {
        isRefused_ = false;
        auto collection = defaultCollection();
        if (!collection) return collection.error();
        Status made = createItem(*collection, key, secret);
        if (!made && made.error().kind == ErrorKind::Denied) {
            if (const Status unlocked = unlock({*collection}); !unlocked) return unlocked.error();
            made = createItem(*collection, key, secret);
        }
        if (!made) return made.error();
        return std::string(placeName);
    }

    Status forget(const http::SecretKey& key) override {
        isRefused_ = false;
        const auto items = search(key);
        if (!items) return items.error();
        if (!items->locked.empty())
            if (const Status unlocked = unlock(items->locked); !unlocked) return unlocked.error();
        for (const ObjectPaths* paths : {&items->unlocked, &items->locked})
            for (const std::string& item : *paths)
                if (const Status gone = deleteItem(item); !gone) return gone.error();
        return Done{};
    }

    Result<std::string> place() override {
        const auto collection = defaultCollection();
        if (!collection) return collection.error();
        return std::string(placeName);
    }

  private:
    static constexpr const char* placeName = "the desktop's keyring";

    std::uint64_t patience() const {
        return static_cast<std::uint64_t>(
            std::chrono::duration_cast<std::chrono::microseconds>(manner_.patience).count());
    }

    Status connect() {
        if (bus_) return Done{};
        sd_bus* bus = nullptr;
        const int code = open_(&bus);
        bus_.reset(bus);
        if (code < 0) {
            bus_.reset();
            return absent(std::string("there is no session bus for a keyring: ") + std::strerror(-code));
        }
        if (!waitFor(manner_.patience, [bus] { return sd_bus_is_ready(bus) != 0; }))
            return broken(failed("the session bus does not answer"));
        auto reply = call(keyringPath, serviceInterface, "OpenSession", [](sd_bus_message* question) {
            return sd_bus_message_append(question, "sv", "plain", "s", "");
        });
        if (!reply) return broken(reply.error());
        if (sd_bus_message_skip(reply->get(), "v") < 0) return broken(notAsSpecified("session"));
        auto session = pathIn(reply->get());
        if (!session) return broken(session.error());
        session_ = std::move(session).value();
        return Done{};
    }

    // Of the bus alone, which sd_bus_call() would wait for without end.
    template <class Holds>
    bool waitFor(std::chrono::milliseconds longest, const Holds& holds) {
        const auto until = std::chrono::steady_clock::now() + longest;
        while (!holds()) {
            const int code = sd_bus_process(bus_.get(), nullptr);
            if (code < 0) return false;
            if (code > 0) continue;
            const auto left = std::chrono::duration_cast<std::chrono::microseconds>(
                until - std::chrono::steady_clock::now());
            if (left.count() <= 0) return false;
            sd_bus_wait(bus_.get(), static_cast<std::uint64_t>(left.count()));
        }
        return true;
    }

    Error broken(Error error) {
        bus_.reset();
        session_.clear();
        return error;
    }

    // append: the arguments; a negative errno where it cannot.
    template <class Append>
    Result<Message> call(const std::string& path, const char* interface, const char* method,
                         const Append& append) {
        sd_bus_message* made = nullptr;
        int code = sd_bus_message_new_method_call(bus_.get(), &made, keyringService, path.c_str(), interface,
                                                  method);
        const Message question(made);
        if (code >= 0) code = append(made);
        BusError error;
        sd_bus_message* answer = nullptr;
        if (code >= 0) code = sd_bus_call(bus_.get(), made, patience(), error.get(), &answer);
        Message reply(answer);
        if (code >= 0) return reply;
        if (error.is(isLockedError)) return isLocked();
        if (error.isNobodyThere()) return broken(absent("there is no keyring on the session bus"));
        const std::string why = code == -ETIMEDOUT || error.is(SD_BUS_ERROR_NO_REPLY)
                                    ? "the keyring does not answer"
                                    : "the keyring refuses: " + error.message(code);
        return broken(failed(why));
    }

    Result<FoundItems> search(const http::SecretKey& key) {
        if (const Status connected = connect(); !connected) return connected.error();
        const auto reply = call(keyringPath, serviceInterface, "SearchItems",
                                [&key](sd_bus_message* question) { return appendAttributes(question, key); });
        if (!reply) return reply.error();
        auto unlocked = pathsIn(reply->get());
        if (!unlocked) return unlocked.error();
        auto locked = pathsIn(reply->get());
        if (!locked) return locked.error();
        return FoundItems{std::move(unlocked).value(), std::move(locked).value()};
    }

    Result<std::string> secretOf(const std::string& item) {
        const auto reply = call(item, itemInterface, "GetSecret", [this](sd_bus_message* question) {
            return sd_bus_message_append_basic(question, 'o', session_.c_str());
        });
        if (!reply) return reply.error();
        return secretIn(reply->get());
    }

    // Absent where none was ever made: making one would ask for a password for it.
    Result<std::string> defaultCollection() {
        if (const Status connected = connect(); !connected) return connected.error();
        const auto reply = call(keyringPath, serviceInterface, "ReadAlias", [](sd_bus_message* question) {
            return sd_bus_message_append_basic(question, 's', "default");
        });
        if (!reply) return reply.error();
        auto path = pathIn(reply->get());
        if (path && *path == noObject) return absent("the keyring has no place for passwords yet");
        return path;
    }

    Status createItem(const std::string& collection, const http::SecretKey& key, const std::string& secret) {
        const auto reply = call(collection, collectionInterface, "CreateItem", [&](sd_bus_message* question) {
            int code = appendProperties(question, key);
            if (code >= 0) code = appendSecret(question, session_, secret);
            const int replaces = 1;
            return code < 0 ? code : sd_bus_message_append_basic(question, 'b', &replaces);
        });
        if (!reply) return reply.error();
        if (const auto item = pathIn(reply->get()); !item) return item.error();
        return promptedBy(reply->get());
    }

    Status deleteItem(const std::string& item) {
        const auto reply = call(item, itemInterface, "Delete", [](sd_bus_message*) { return 0; });
        if (!reply) return reply.error();
        return promptedBy(reply->get());
    }

    Status unlock(const ObjectPaths& objects) {
        const auto reply =
            call(keyringPath, serviceInterface, "Unlock", [&objects](sd_bus_message* question) {
                int code = sd_bus_message_open_container(question, 'a', "o");
                for (const std::string& object : objects)
                    if (code >= 0) code = sd_bus_message_append_basic(question, 'o', object.c_str());
                return code < 0 ? code : sd_bus_message_close_container(question);
            });
        if (!reply) return reply.error();
        if (const auto unlocked = pathsIn(reply->get()); !unlocked) return unlocked.error();
        return promptedBy(reply->get());
    }

    // What was asked for is done, unless a person has to be asked first.
    Status promptedBy(sd_bus_message* reply) {
        const auto prompt = pathIn(reply);
        if (!prompt) return prompt.error();
        if (*prompt == noObject) return Done{};
        if (manner_.mayPrompt && !isRefused_) return promptWith(*prompt);
        dismiss(*prompt);
        return isLocked();
    }

    Status promptWith(const std::string& prompt) {
        std::optional<bool> isDismissed;
        sd_bus_slot* match = nullptr;
        sd_bus_match_signal(bus_.get(), &match, nullptr, prompt.c_str(), promptInterface, "Completed",
                            takeCompletion, &isDismissed);
        const std::unique_ptr<sd_bus_slot, decltype(&sd_bus_slot_unref)> listening(match, sd_bus_slot_unref);
        const auto asked = call(prompt, promptInterface, "Prompt", [](sd_bus_message* question) {
            return sd_bus_message_append_basic(question, 's', "");
        });
        if (!asked) return asked.error();
        (void)waitFor(manner_.promptPatience, [&isDismissed] { return isDismissed.has_value(); });
        if (isDismissed == false) return Done{};
        if (!isDismissed) dismiss(prompt);
        isRefused_ = true;
        return isLocked();
    }

    void dismiss(const std::string& prompt) {
        (void)call(prompt, promptInterface, "Dismiss", [](sd_bus_message*) { return 0; });
    }

    const OpenKeyringBus open_;
    const KeyringManner manner_;
    Bus bus_;
    std::string session_;
    bool isRefused_ = false;  // somebody was asked, and did not unlock it
};

}  // namespace

std::unique_ptr<http::SecretStore> makeKeyring(OpenKeyringBus open, KeyringManner manner) {
    return std::make_unique<Keyring>(std::move(open), manner);
}

std::unique_ptr<http::SecretStore> makeKeyring(KeyringManner manner) {
    return makeKeyring([](sd_bus** bus) { return sd_bus_open_user_with_description(bus, "barograph"); },
                       manner);
}

}  // namespace baro::platform
