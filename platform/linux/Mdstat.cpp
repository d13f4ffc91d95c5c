#include "platform/linux/Mdstat.h"

#include "core/base/Numbers.h"
#include "core/base/Text.h"

namespace baro::platform {
namespace {

struct Pair {
    std::uint64_t first = 0;
    std::uint64_t second = 0;
};

// "[8/7]" or "(16775552/195310144)".
std::optional<Pair> parsePair(std::string_view field, char open, char close) {
    if (field.size() < 5 || field.front() != open || field.back() != close) return std::nullopt;
    field = field.substr(1, field.size() - 2);
    const auto slash = field.find('/');
    if (slash == std::string_view::npos) return std::nullopt;
    const auto first = parseNumber<std::uint64_t>(field.substr(0, slash));
    const auto second = parseNumber<std::uint64_t>(field.substr(slash + 1));
    if (!first || !second) return std::nullopt;
    return Pair{*first, *second};
}

std::optional<MdState> stateOfAction(std::string_view word) {
    if (word == "recovery") return MdState::Recovering;
    if (word == "resync") return MdState::Resync;
    if (word == "check") return MdState::Check;
    if (word == "reshape") return MdState::Reshape;
    return std::nullopt;
}

// One array: a line at the margin and the indented ones below it.
class ArrayReader {
  public:
    // "md6 : active (read-only) raid1 sdb2[2](F) sdc[1](S) sda2[0]"; nothing when it is something else.
    static std::optional<ArrayReader> begin(std::string_view line) {
        ArrayReader reader;
        reader.array_.name = takeField(line);
        takeField(line);  // ":"
        const std::string_view activity = takeField(line);
        if (activity != "active" && activity != "inactive") return std::nullopt;
        if (activity == "inactive") reader.array_.state = MdState::Inactive;
        for (std::string_view field = takeField(line); !field.empty(); field = takeField(line))
            reader.takeWord(field);
        reader.countDisks();
        return reader;
    }

    void takeDetail(std::string_view line) {
        std::string_view before;
        for (std::string_view field = takeField(line); !field.empty(); field = takeField(line)) {
            if (field == "blocks" && !array_.blocks) array_.blocks = parseNumber<std::uint64_t>(before);
            if (runs() && hasRedundancy_) takeDiskNumbers(field);
            takeProgress(field);
            before = field;
        }
    }

    MdArray finish() && {
        if (!action_) array_.syncedBlocks = array_.blocks;
        return std::move(array_);
    }

  private:
    bool runs() const { return array_.state != MdState::Inactive; }

    // A disk is "sda1[0]" with "(F)" behind it when it failed and "(S)" when it is a spare.
    void takeWord(std::string_view field) {
        if (field == "raid0" || field == "linear") hasRedundancy_ = false;
        if (field.find('[') == std::string_view::npos) return;
        ++disks_;
        if (field.find("(F)") != std::string_view::npos) ++array_.failedDisks;
        if (field.find("(S)") != std::string_view::npos) ++array_.spareDisks;
    }

    // Without redundancy the kernel prints no [n/m]: all disks are needed.
    void countDisks() {
        if (!runs()) {
            array_.activeDisks = array_.requiredDisks = 0;
        } else if (!hasRedundancy_) {
            array_.activeDisks = array_.requiredDisks = disks_;
        }
    }

    void takeDiskNumbers(std::string_view field) {
        const auto pair = parsePair(field, '[', ']');
        if (!pair) return;
        array_.requiredDisks = pair->first;
        array_.activeDisks = pair->second;
    }

    // "recovery =  8.5% (16775552/195310144)" or "resync=DELAYED".
    void takeProgress(std::string_view field) {
        if (const auto state = stateOfAction(field.substr(0, field.find('='))); state && !action_) {
            action_ = true;
            array_.state = *state;
            array_.syncedBlocks = 0;
        } else if (const auto pair = parsePair(field, '(', ')'); pair && action_) {
            array_.syncedBlocks = pair->first;
        }
    }

    MdArray array_;
    std::uint64_t disks_ = 0;
    bool hasRedundancy_ = true;
    bool action_ = false;
};

// "NAME : ..." at the margin, other than the first line.
bool beginsArray(std::string_view line) {
    if (line.empty() || line.front() == ' ' || line.front() == '\t') return false;
    const std::string_view name = takeField(line);
    return name != "Personalities" && takeField(line) == ":";
}

}  // namespace

Result<std::vector<MdArray>> parseMdstat(std::string_view text) {
    if (!text.starts_with("Personalities")) return malformed("mdstat does not begin with \"Personalities\"");
    std::vector<MdArray> arrays;
    std::optional<ArrayReader> reader;
    const auto finishArray = [&] {
        if (reader) arrays.push_back(std::move(*reader).finish());
        reader.reset();
    };
    while (const auto line = takeLine(text)) {
        const bool isDetail = line->starts_with(' ') || line->starts_with('\t');
        if (isDetail) {
            if (reader) reader->takeDetail(*line);
            continue;
        }
        finishArray();
        if (!beginsArray(*line)) continue;
        reader = ArrayReader::begin(*line);
        if (!reader) return malformed("mdstat calls an array neither active nor inactive");
    }
    finishArray();
    return arrays;
}

}  // namespace baro::platform
