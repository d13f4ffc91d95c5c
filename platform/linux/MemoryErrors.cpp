#include "platform/linux/MemoryErrors.h"

#include "core/base/Numbers.h"
#include "core/base/Text.h"
#include "core/model/FamilyBuilder.h"
#include "core/sampling/FamiliesCollector.h"

namespace baro::platform {
namespace {

// "mc12" is the controller 12; empty when the name is not of that form.
std::string_view numberIn(std::string_view name, std::string_view prefix) {
    if (!name.starts_with(prefix)) return {};
    const std::string_view number = name.substr(prefix.size());
    return parseNumber<unsigned>(number) ? number : std::string_view();
}

void replaceAll(std::string& text, std::string_view from, std::string_view to) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
}

class MemoryErrorsCollector final : public FamiliesCollector {
  public:
    explicit MemoryErrorsCollector(const Roots& roots)
        : FamiliesCollector("edac", std::chrono::seconds(10), &FamilyReadings::edac),
          folder_(roots.sysfs + "/devices/system/edac/mc/") {}

  protected:
    Result<Families> read() override {
        const auto names = listDirectory(folder_);
        if (!names) return names.error();
        families_ = {};
        for (const std::string& name : *names)
            if (const auto controller = numberIn(name, "mc"); !controller.empty())
                addController(folder_ + name + '/', controller);
        return families_.take();
    }

  private:
    void addController(const std::string& folder, std::string_view controller) {
        addCount("node_edac_correctable_errors_total", {controller}, folder + "ce_count");
        addCount("node_edac_uncorrectable_errors_total", {controller}, folder + "ue_count");
        addCount("node_edac_csrow_correctable_errors_total", {controller, "unknown"},
                 folder + "ce_noinfo_count");
        addCount("node_edac_csrow_uncorrectable_errors_total", {controller, "unknown"},
                 folder + "ue_noinfo_count");
        const auto names = listDirectory(folder);
        if (!names) return;
        for (const std::string& name : *names)
            if (const auto row = numberIn(name, "csrow"); !row.empty())
                addRow(folder + name + '/', controller, row);
    }

    void addRow(const std::string& folder, std::string_view controller, std::string_view row) {
        addCount("node_edac_csrow_correctable_errors_total", {controller, row}, folder + "ce_count");
        addCount("node_edac_csrow_uncorrectable_errors_total", {controller, row}, folder + "ue_count");
        const auto names = listDirectory(folder);
        if (!names) return;
        for (const std::string& name : *names) {
            constexpr std::string_view suffix = "_ce_count";
            if (!name.ends_with(suffix)) continue;
            const auto channel =
                numberIn(std::string_view(name).substr(0, name.size() - suffix.size()), "ch");
            if (!channel.empty()) addChannel(folder, controller, row, channel);
        }
    }

    void addChannel(const std::string& folder, std::string_view controller, std::string_view row,
                    std::string_view channel) {
        const std::string file = folder + "ch" + std::string(channel);
        const auto text = readAttribute(file + "_dimm_label");
        const std::string label = text ? moduleLabel(*text) : "unknown";
        addCount("node_edac_channel_correctable_errors_total", {channel, controller, row, label},
                 file + "_ce_count");
        addCount("node_edac_channel_uncorrectable_errors_total", {channel, controller, row, label},
                 file + "_ue_count");
    }

    // Drivers tell some of the counts.
    void addCount(std::string_view metric, std::initializer_list<std::string_view> labels,
                  const std::string& file) {
        if (const auto count = part(readNumber(file))) families_.add(metric, labels, *count);
    }

    std::string folder_;
    FamilyBuilder families_;  // of the reading under way
};

}  // namespace

std::string moduleLabel(std::string_view text) {
    std::string label(trimmed(text));
    std::erase(label, '#');
    replaceAll(label, "csrow", "_csrow");
    replaceAll(label, "channel", "_channel");
    return label;
}

std::unique_ptr<Collector> makeMemoryErrorsCollector(const Roots& roots) {
    return std::make_unique<MemoryErrorsCollector>(roots);
}

}  // namespace baro::platform
