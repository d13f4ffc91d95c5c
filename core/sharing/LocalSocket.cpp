#include "core/sharing/LocalSocket.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace baro {
namespace {

constexpr int mostWaiting = 16;

Error socketError(int number, const std::string& what, const std::string& folder, const std::string& name) {
    return failed("cannot " + what + ' ' + folder + '/' + name + ": " + std::strerror(number));
}

Descriptor openFolder(const std::string& folder) {
    return Descriptor(::open(folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
}

// A path in an address has 107 bytes at most (unix(7)); by way of the folder's descriptor any folder will do.
Result<sockaddr_un> addressIn(const Descriptor& folder, const std::string& name) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string path = "/proc/self/fd/" + std::to_string(folder.number()) + '/' + name;
    if (path.size() >= sizeof address.sun_path) return failed("the socket's name is too long: " + name);
    path.copy(address.sun_path, path.size());
    return address;
}

const sockaddr* plain(const sockaddr_un& address) {
    // NOLINTNEXTLINE(*-reinterpret-cast): the socket interface's own way
    return reinterpret_cast<const sockaddr*>(&address);
}

Descriptor makeSocket() {
    return Descriptor(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
}

}  // namespace

Result<Peer> peerOf(const Descriptor& socket) {
    ucred credentials{};
    socklen_t length = sizeof credentials;
    if (getsockopt(socket.number(), SOL_SOCKET, SO_PEERCRED, &credentials, &length) != 0)
        return failed(std::string("cannot tell who is at the other end of a socket: ") +
                      std::strerror(errno));
    return Peer{credentials.pid, credentials.uid};
}

LocalListener::LocalListener(Descriptor folder, std::string name, Descriptor socket)
    : folder_(std::move(folder)), name_(std::move(name)), socket_(std::move(socket)) {
    struct stat file {};
    if (fstatat(folder_.number(), name_.c_str(), &file, AT_SYMLINK_NOFOLLOW) != 0) return;
    device_ = file.st_dev;
    file_ = file.st_ino;
}

LocalListener::~LocalListener() {
    struct stat file {};
    if (!folder_ || fstatat(folder_.number(), name_.c_str(), &file, AT_SYMLINK_NOFOLLOW) != 0) return;
    if (file.st_dev == device_ && file.st_ino == file_) unlinkat(folder_.number(), name_.c_str(), 0);
}

Result<LocalListener> LocalListener::open(const std::string& folder, const std::string& name) {
    Descriptor place = openFolder(folder);
    if (!place) return socketError(errno, "listen on", folder, name);
    const auto address = addressIn(place, name);
    if (!address) return address.error();
    Descriptor socket = makeSocket();
    // The file gets the socket's mode when it is made, so there is no moment at which others may connect.
    if (!socket || fchmod(socket.number(), S_IRUSR | S_IWUSR) != 0)
        return socketError(errno, "listen on", folder, name);
    struct stat left {};
    if (fstatat(place.number(), name.c_str(), &left, AT_SYMLINK_NOFOLLOW) == 0 && S_ISSOCK(left.st_mode))
        unlinkat(place.number(), name.c_str(), 0);
    if (bind(socket.number(), plain(*address), sizeof *address) != 0 ||
        listen(socket.number(), mostWaiting) != 0)
        return socketError(errno, "listen on", folder, name);
    return LocalListener(std::move(place), name, std::move(socket));
}

Descriptor LocalListener::accept() const {
    return Descriptor(accept4(socket_.number(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
}

Result<Descriptor> connectTo(const std::string& folder, const std::string& name) {
    const Descriptor place = openFolder(folder);
    if (!place && errno == ENOENT) return absent(folder + " does not exist");
    if (!place) return socketError(errno, "connect to", folder, name);
    const auto address = addressIn(place, name);
    if (!address) return address.error();
    Descriptor socket = makeSocket();
    if (!socket) return socketError(errno, "connect to", folder, name);
    if (connect(socket.number(), plain(*address), sizeof *address) == 0) return socket;
    if (errno == ENOENT || errno == ECONNREFUSED) return absent("nobody listens on " + folder + '/' + name);
    return socketError(errno, "connect to", folder, name);
}

}  // namespace baro
