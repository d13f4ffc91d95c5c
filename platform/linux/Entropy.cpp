#include "platform/linux/Entropy.h"

#include "core/base/Numbers.h"
#include "core/base/Text.h"
#include "core/model/FamilyBuilder.h"
#include "core/sampling/FamiliesCollector.h"

namespace baro::platform {
namespace {

class EntropyCollector final : public FamiliesCollector {
  public:
    explicit EntropyCollector(const Roots& roots)
        : FamiliesCollector("entropy", std::chrono::seconds(10), &FamilyReadings::entropy),
          available_(roots.procfs + "/sys/kernel/random/entropy_avail"),
          poolSize_(roots.procfs + "/sys/kernel/random/poolsize") {}

  protected:
    Result<Families> read() override {
        FamilyBuilder families;
        if (Status status = add(families, "node_entropy_available_bits", available_); !status)
            return status.error();
        if (Status status = add(families, "node_entropy_pool_size_bits", poolSize_); !status)
            return status.error();
        return families.take();
    }

  private:
    static Status add(FamilyBuilder& families, std::string_view name, KeptFile& file) {
        const auto text = file.read();
        if (!text) return text.error();
        const auto bits = parseNumber<std::uint64_t>(trimmed(*text));
        if (!bits) return malformed(file.path() + " is not a number");
        families.add(name, {}, static_cast<double>(*bits));
        return Done{};
    }

    KeptFile available_;
    KeptFile poolSize_;
};

}  // namespace

std::unique_ptr<Collector> makeEntropyCollector(const Roots& roots) {
    return std::make_unique<EntropyCollector>(roots);
}

}  // namespace baro::platform
