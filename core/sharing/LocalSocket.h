// Stream sockets that are named by a file of a folder, for processes of one user on one machine.
#pragma once

#include <sys/types.h>

#include <string>

#include "core/base/Descriptor.h"
#include "core/base/Result.h"

namespace baro {

struct Peer {
    pid_t process = 0;  // 0: of another container, whose processes have no number here
    uid_t user = 0;
};

// Who is at the other end, by the kernel's word.
Result<Peer> peerOf(const Descriptor& socket);

// Listens under a name that only this user may connect to. None of its calls blocks.
class LocalListener {
  public:
    // What a process that was killed left under the name is removed: only who has the folder to itself may
    // listen in it.
    static Result<LocalListener> open(const std::string& folder, const std::string& name);
    ~LocalListener();  // removes the file, unless it is another's by now
    LocalListener(LocalListener&&) noexcept = default;
    LocalListener& operator=(LocalListener&&) = delete;

    int number() const { return socket_.number(); }
    Descriptor accept() const;  // not valid when nobody waits (EAGAIN), or none is left

  private:
    LocalListener(Descriptor folder, std::string name, Descriptor socket);

    Descriptor folder_;
    std::string name_;
    Descriptor socket_;
    dev_t device_ = 0;
    ino_t file_ = 0;
};

// Absent when nobody listens there. Does not block.
Result<Descriptor> connectTo(const std::string& folder, const std::string& name);

}  // namespace baro
