// Processes that run elsewhere or ran once: neither acted upon nor looked into.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/sampling/ProcessControl.h"
#include "core/sampling/ProcessInspector.h"

namespace baro {

class DeniedProcessControl final : public ProcessControl {
  public:
    explicit DeniedProcessControl(std::string reason) : refusal_(denied(std::move(reason))) {}
    Status sendSignal(const ProcessIdentity&, int) override { return refusal_; }
    Status setNice(const ProcessIdentity&, int) override { return refusal_; }
    Status setAffinity(const ProcessIdentity&, const std::vector<int>&) override { return refusal_; }
    Result<std::vector<int>> affinity(const ProcessIdentity&) override { return refusal_; }
    Status setIoPriority(const ProcessIdentity&, IoPriority) override { return refusal_; }
    Result<IoPriority> ioPriority(const ProcessIdentity&) override { return refusal_; }
    std::vector<std::pair<int, std::string>> signalNames() const override { return {}; }

  private:
    const Error refusal_;
};

class DeniedProcessInspector final : public ProcessInspector {
  public:
    explicit DeniedProcessInspector(std::string reason) : refusal_(denied(std::move(reason))) {}
    Result<ProcessDetails> inspect(const ProcessIdentity&) override { return refusal_; }

  private:
    const Error refusal_;
};

}  // namespace baro
