#include "core/history/DataFiles.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <filesystem>
#include <optional>
#include <set>
#include <utility>

namespace baro::history {
namespace {

// So much is forgotten at once: a few hours of a workstation. No file is longer by more than a row.
constexpr std::int64_t fullFile = std::int64_t{4} << 20;
static_assert(fullFile <= std::int64_t{1} << DataPlace::offsetBits);

std::string fileIn(const std::string& folder, std::int64_t number) {
    return fmt::format("{}/{:06}", folder, number);
}

Error fileError(std::string_view doing, const std::string& path) {
    const int number = errno;
    std::string message = fmt::format("cannot {} {}: {}", doing, path, std::strerror(number));
    if (number == EACCES || number == EPERM || number == EROFS) return denied(std::move(message));
    return failed(std::move(message));
}

// A name is safe when its folder is.
Status syncFolder(const std::string& folder) {
    const Descriptor open(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!open || fsync(open.number()) != 0) return fileError("make safe", folder);
    return Done{};
}

Status createFolder(const std::string& folder) {
    if (mkdir(folder.c_str(), S_IRWXU | S_IRGRP | S_IXGRP | S_IROTH | S_IXOTH) == 0)
        return syncFolder(std::filesystem::path(folder).parent_path());
    if (errno == EEXIST) return Done{};
    return fileError("create", folder);
}

Status writeAll(int file, std::string_view bytes, std::int64_t offset, const std::string& path) {
    while (!bytes.empty()) {
        const ssize_t written = pwrite(file, bytes.data(), bytes.size(), offset);
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return fileError("write", path);
        bytes.remove_prefix(static_cast<std::size_t>(written));
        offset += written;
    }
    return Done{};
}

// As much as there is.
Result<std::string> readUpTo(int file, const DataPlace& place, const std::string& path) {
    struct stat facts {};
    if (fstat(file, &facts) != 0) return fileError("read", path);
    const std::int64_t there = std::clamp<std::int64_t>(facts.st_size - place.offset, 0, place.length);
    std::string bytes(static_cast<std::size_t>(there), '\0');
    for (std::size_t position = 0; position < bytes.size();) {
        const ssize_t got = pread(file, bytes.data() + position, bytes.size() - position,
                                  place.offset + static_cast<std::int64_t>(position));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return fileError("read", path);
        if (got == 0) bytes.resize(position);
        position += static_cast<std::size_t>(got);
    }
    return bytes;
}

// Of all that the database knows.
Result<std::set<std::int64_t>> knownFiles(Database& database) {
    auto select = database.prepare("SELECT number FROM file");
    if (!select) return select.error();
    std::set<std::int64_t> numbers;
    while (true) {
        const auto row = select->step();
        if (!row) return row.error();
        if (!*row) return numbers;
        numbers.insert(select->integer(0));
    }
}

// Nothing of a name that is none of ours.
std::optional<std::int64_t> numberOf(const std::filesystem::path& file) {
    const std::string name = file.filename().native();
    std::int64_t number = 0;
    (void)std::from_chars(name.data(), name.data() + name.size(), number);
    const bool isOurs = number > 0 && fileIn(file.parent_path().native(), number) == file.native();
    return isOurs ? std::optional(number) : std::nullopt;
}

}  // namespace

DataPlace DataPlace::of(std::int64_t packed) {
    const auto bits = static_cast<std::uint64_t>(packed);
    const auto low = [](std::uint64_t value, int count) {
        return static_cast<std::int64_t>(value & ((std::uint64_t{1} << count) - 1));
    };
    return {low(bits >> (offsetBits + lengthBits), fileBits), low(bits >> lengthBits, offsetBits),
            low(bits, lengthBits)};
}

std::int64_t DataPlace::packed() const {
    return file << (offsetBits + lengthBits) | offset << lengthBits | length;
}

std::string dataFolderOf(const std::string& database) {
    return std::filesystem::path(database).replace_extension(".data").native();
}

Result<std::string> DataReader::read(const Statement& row, int column) {
    if (!row.isInteger(column)) return std::string(row.bytes(column));
    return readAt(DataPlace::of(row.integer(column)));
}

Result<std::string> DataReader::readAt(const DataPlace& place) {
    // No row is without bytes: what is gone is not what never was.
    const std::string gone(1, '\0');
    const std::string path = fileIn(folder_, place.file);
    if (!open_ || openFile_ != place.file) {
        // Somebody else's moment file may point to anything, a pipe among them.
        open_ = Descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
        openFile_ = place.file;
    }
    if (!open_ && (errno == ENOENT || errno == ENOTDIR)) return gone;
    if (!open_) return fileError("open", path);
    auto bytes = readUpTo(open_.number(), place, path);
    if (bytes && bytes->empty()) return gone;
    return bytes;
}

DataWriter::DataWriter(Database& database, Last last)
    : database_(&database), folder_(dataFolderOf(database.path())), last_(last) {}

Result<DataWriter> DataWriter::begin(Database& database) {
    auto select = database.prepare("SELECT number, bytes, until FROM file ORDER BY number DESC LIMIT 1");
    if (!select) return select.error();
    const auto row = select->step();
    if (!row) return row.error();
    Last last;
    if (*row) last = {select->integer(0), select->integer(1), select->integer(2)};
    if (last.bytes >= fullFile) last = {last.file + 1, 0, 0};
    return DataWriter(database, last);
}

Status DataWriter::openLast() {
    if (Status created = createFolder(folder_); !created) return created;
    const std::string path = fileIn(folder_, last_.file);
    open_ = Descriptor(::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC,
                              S_IRUSR | S_IWUSR | S_IRGRP | S_IWGRP | S_IROTH | S_IWOTH));
    if (!open_) return fileError("open", path);
    // What a transaction left that did not come to its end.
    if (ftruncate(open_.number(), last_.bytes) != 0) return fileError("shorten", path);
    return last_.bytes == 0 ? syncFolder(folder_) : Status(Done{});
}

Status DataWriter::closeLast() {
    if (fdatasync(open_.number()) != 0) return fileError("make safe", fileIn(folder_, last_.file));
    open_ = Descriptor();
    auto note = database_->prepare("INSERT OR REPLACE INTO file(number, until, bytes) VALUES(?, ?, ?)");
    if (!note) return note.error();
    return note->bind(1, last_.file).bind(2, last_.until).bind(3, last_.bytes).run();
}

Status DataWriter::bind(Statement& insert, int parameter, std::string_view bytes, std::int64_t until) {
    constexpr std::int64_t lastFile = (std::int64_t{1} << DataPlace::fileBits) - 1;
    if (bytes.size() >> DataPlace::lengthBits != 0 || last_.file > lastFile) {
        insert.bindBlob(parameter, bytes);
        return Done{};
    }
    if (!open_) {
        const Status opened = openLast();
        // Somebody else's, who recorded here as root: the row has room too.
        if (!opened && opened.error().kind == ErrorKind::Denied) {
            insert.bindBlob(parameter, bytes);
            return Done{};
        }
        if (!opened) return opened;
    }
    if (Status written = writeAll(open_.number(), bytes, last_.bytes, fileIn(folder_, last_.file)); !written)
        return written;
    const auto length = static_cast<std::int64_t>(bytes.size());
    insert.bind(parameter, DataPlace{last_.file, last_.bytes, length}.packed());
    last_.bytes += length;
    last_.until = std::max(last_.until, until);
    if (last_.bytes < fullFile) return Done{};
    if (Status closed = closeLast(); !closed) return closed;
    last_ = {last_.file + 1, 0, 0};
    return Done{};
}

Status DataWriter::finish() {
    return open_ ? closeLast() : Status(Done{});
}

Result<std::int64_t> dataBytes(Database& database) {
    const auto bytes = database.integer("SELECT sum(bytes) FROM file");
    if (!bytes) return bytes.error();
    return bytes->value_or(0);
}

Status forgetDataBefore(Database& database, std::int64_t time) {
    // Not the newest one, however old: no number is ever given again.
    return database.execute("DELETE FROM file WHERE until < " + std::to_string(time) +
                            " AND number < (SELECT max(number) FROM file)");
}

Status deleteForgottenData(Database& database) {
    const auto known = knownFiles(database);
    if (!known) return known.error();
    const std::string folder = dataFolderOf(database.path());
    Status deleted = Done{};
    std::error_code failure;
    for (auto entry = std::filesystem::directory_iterator(folder, failure);
         !failure && entry != std::filesystem::directory_iterator(); entry.increment(failure)) {
        const auto number = numberOf(entry->path());
        if (!number || known->contains(*number)) continue;
        std::error_code refused;
        std::filesystem::remove(entry->path(), refused);
        if (refused) deleted = failed("cannot delete " + entry->path().native() + ": " + refused.message());
    }
    return deleted;
}

}  // namespace baro::history
