// Reading kernel text files: kept open for what is read every second, in one go for the rest.
#pragma once

#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/Descriptor.h"
#include "core/base/Result.h"

namespace baro::platform {

// Where the kernel's trees stand. A recorded machine is a set of other roots.
struct Roots {
    std::string procfs = "/proc";
    std::string sysfs = "/sys";
    std::string udev = "/run/udev/data";
    std::string etc = "/etc";
    std::string textfile{};  // a folder of *.prom files; empty: none
    bool isThisMachine() const { return procfs == "/proc" && sysfs == "/sys"; }
};

// What stands in errno as an Error: ENOENT, ENODEV and ESRCH are absent, EACCES and EPERM denied, else
// failed.
Error errorFromErrno(int number, std::string_view action, std::string_view path);

// A file that is read again and again: opened at the first read, then re-read from the start through the same
// descriptor, which costs half of opening anew. Not thread-safe.
class KeptFile {
  public:
    explicit KeptFile(std::string path) : path_(std::move(path)) {}

    // The whole content; valid until the next call. After an error the file is opened anew at the next call,
    // so a device that comes back is found. More than 16 MiB is refused as malformed.
    Result<std::string_view> read();
    const std::string& path() const { return path_; }

  private:
    std::string path_;
    Descriptor file_;
    std::string buffer_;
};

// The whole content of a file that is read seldom. At most 16 MiB.
Result<std::string> readFile(const std::string& path);

// The content without blanks around it: most sysfs attributes are one short line.
Result<std::string> readAttribute(const std::string& path);
std::string attributeOr(const std::string& path, std::string_view otherwise);

// One decimal number, as sysfs attributes hold; malformed when it is anything else, or below `least`: most of
// what is told there counts something.
Result<double> readNumber(const std::string& path, double least = 0);
inline constexpr double anyNumber = std::numeric_limits<double>::lowest();

// Names in a directory without "." and "..", sorted.
Result<std::vector<std::string>> listDirectory(const std::string& path);

}  // namespace baro::platform
