// Which filesystems a person fills, by type and place.
#pragma once

#include <string_view>

namespace baro {

// A view into the kernel, an image that is full from the day it was made, or memory of the system's own.
bool isPseudoFilesystem(std::string_view type, std::string_view mountPoint);

// On another machine: nfs, cifs, sshfs, ...
bool isNetworkFilesystem(std::string_view type);

// Whether path is the folder or below it.
bool isWithin(std::string_view path, std::string_view folder);

}  // namespace baro
