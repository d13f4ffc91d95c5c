#include "core/hosts/HostList.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <tuple>

namespace baro {
namespace {

// The labels of a target, which all its series have: those of `up`.
struct Target {
    Labels labels;  // without the name
    std::optional<bool> isUp;
    Labels kernel;  // node_uname_info without the target's labels; empty: it is no machine
    std::optional<double> bootedAt;
    std::string exporter;
    bool hasBarograph = false;
    bool isThere = false;  // has anything now
};

Labels without(const Labels& labels, const Labels& left) {
    auto pairs = labels.pairs();
    std::erase_if(pairs, [&left](const auto& pair) {
        return pair.first == metricNameLabel || !left.value(pair.first).empty();
    });
    return Labels(std::move(pairs));
}

bool hasAll(const Labels& labels, const Labels& wanted) {
    return std::ranges::all_of(wanted.pairs(),
                               [&](const auto& pair) { return labels.value(pair.first) == pair.second; });
}

// Targets by instance and job, in whose labels they can differ further.
class Targets {
  public:
    void takeUp(const HostSample& one) {
        Target target;
        target.labels = without(*one.labels, {});
        target.isUp = one.sample.value != 0;
        target.isThere = true;
        byName_[nameOf(*one.labels)].push_back(std::move(target));
    }

    void takeNow(const HostSample& one) {
        const std::string_view metric = one.labels->metric();
        if (metric == "up") return;
        Target& target = of(*one.labels);
        target.isThere = true;
        if (metric == "node_uname_info") target.kernel = without(*one.labels, target.labels);
        if (metric == "node_boot_time_seconds") target.bootedAt = one.sample.value;
        if (metric == "node_exporter_build_info" && !target.hasBarograph)
            target.exporter = "node_exporter " + std::string(one.labels->value("version"));
        if (metric != "barograph_build_info") return;
        target.exporter = "Barograph " + std::string(one.labels->value("version"));
        target.hasBarograph = true;
    }

    void takeLately(const HostSample& one) {
        Target& target = of(*one.labels);
        if (target.kernel.pairs().empty()) target.kernel = without(*one.labels, target.labels);
    }

    template <class Act>
    void forEachMachine(Act act) const {
        for (const auto& [name, targets] : byName_)
            for (const Target& target : targets)
                if (!target.kernel.value("nodename").empty()) act(target, matchersBeside(target, targets));
    }

  private:
    using Name = std::pair<std::string, std::string>;

    static Name nameOf(const Labels& labels) {
        return {std::string(labels.value("instance")), std::string(labels.value("job"))};
    }

    // The target that a series is of; what sends by itself has no `up`, and only instance and job are sure.
    Target& of(const Labels& series) {
        const Name name = nameOf(series);
        std::vector<Target>& targets = byName_[name];
        const auto found = std::ranges::find_if(
            targets, [&series](const Target& target) { return hasAll(series, target.labels); });
        if (found != targets.end()) return *found;
        Target target;
        target.labels = Labels({{"instance", name.first}, {"job", name.second}});
        return targets.emplace_back(std::move(target));
    }

    // Labels in which it differs from another of the same instance and job.
    static std::vector<LabelMatcher> matchersBeside(const Target& target, const std::vector<Target>& all) {
        std::vector<LabelMatcher> matchers;
        for (const Target& other : all)
            for (const Labels* labels : {&target.labels, &other.labels})
                for (const auto& [label, value] : labels->pairs())
                    if (target.labels.value(label) != other.labels.value(label)) add(matchers, label, target);
        return matchers;
    }
    static void add(std::vector<LabelMatcher>& matchers, const std::string& label, const Target& target) {
        LabelMatcher matcher{label, LabelMatcher::Kind::Equal, std::string(target.labels.value(label))};
        if (std::ranges::find(matchers, matcher) == matchers.end()) matchers.push_back(std::move(matcher));
    }

    std::map<Name, std::vector<Target>> byName_;
};

HostState stateOf(const Target& target) {
    if (!target.isThere) return HostState::Silent;
    return target.isUp.value_or(true) ? HostState::Up : HostState::Down;
}

// "office" of "office:9100".
std::string_view addressOf(std::string_view instance) {
    return instance.substr(0, instance.rfind(':'));
}

// The kernel's time of start moves a little as the clock is set.
bool isSameStart(double a, double b) {
    return std::abs(a - b) <= 2;
}

// One target as a host, with what tells whether another is the same machine.
struct Candidate {
    KnownHost host;
    Labels kernel;

    // Started at the same time, save for rounding, or reached by the same address. Names and kernels alone
    // are also those of copies of a machine.
    bool isSameMachine(const Candidate& other) const {
        if (kernel != other.kernel) return false;
        if (addressOf(host.target.instance) == addressOf(other.host.target.instance)) return true;
        return host.bootedAt && other.host.bootedAt && isSameStart(*host.bootedAt, *other.host.bootedAt);
    }
    // The first tells most.
    auto order() const {
        return std::tuple(!host.target.hasBarograph, host.state, host.target.instance, host.target.job);
    }
};

std::vector<Candidate> candidatesOf(const Targets& targets) {
    std::vector<Candidate> candidates;
    targets.forEachMachine([&](const Target& target, std::vector<LabelMatcher> others) {
        KnownHost host;
        host.name = target.kernel.value("nodename");
        host.state = stateOf(target);
        host.exporter = target.exporter;
        host.target = {std::string(target.labels.value("instance")), std::string(target.labels.value("job")),
                       std::move(others), target.hasBarograph};
        host.bootedAt = target.bootedAt;
        candidates.push_back({std::move(host), target.kernel});
    });
    std::ranges::stable_sort(candidates, {}, &Candidate::order);
    return candidates;
}

// The candidates of one machine as one host.
std::vector<KnownHost> merged(std::vector<Candidate> candidates) {
    std::vector<Candidate> machines;
    std::map<std::string, std::vector<std::size_t>> byName;
    for (Candidate& candidate : candidates) {
        std::vector<std::size_t>& alike = byName[candidate.host.name];
        const auto same = std::ranges::find_if(
            alike, [&](std::size_t index) { return machines[index].isSameMachine(candidate); });
        if (same != alike.end()) {
            KnownHost& host = machines[*same].host;
            if (!host.bootedAt) host.bootedAt = candidate.host.bootedAt;
            host.others.push_back(std::move(candidate.host.target));
        } else {
            alike.push_back(machines.size());
            machines.push_back(std::move(candidate));
        }
    }
    std::vector<KnownHost> hosts;
    for (Candidate& machine : machines)
        hosts.push_back(std::move(machine.host));
    return hosts;
}

constexpr std::size_t mostWords = 3;

// "office", "office (10.0.0.7:9100)", "office (10.0.0.7:9100, node)": with so many words beside the name.
std::string nameWith(const NamedHost& one, std::size_t count) {
    const std::array<std::string_view, mostWords> words{one.host->target.instance, one.host->target.job,
                                                        one.server};
    std::string name = one.host->name;
    for (std::size_t word = 0; word < count; ++word)
        name.append(word == 0 ? " (" : ", ").append(words[word]);
    return count == 0 ? name : name + ')';
}

}  // namespace

std::vector<KnownHost> hostsIn(std::span<const HostSample> now, std::span<const HostSample> lately) {
    Targets targets;
    for (const HostSample& one : now)
        if (one.labels->metric() == "up") targets.takeUp(one);
    for (const HostSample& one : now)
        targets.takeNow(one);
    for (const HostSample& one : lately)
        targets.takeLately(one);
    std::vector<KnownHost> hosts = merged(candidatesOf(targets));
    std::ranges::stable_sort(hosts, {}, [](const KnownHost& host) {
        return std::tie(host.name, host.target.instance, host.target.job);
    });
    return hosts;
}

std::optional<std::size_t> machineIn(std::span<const KnownHost> hosts, std::string_view name,
                                     double bootedAt) {
    const auto found = std::ranges::find_if(hosts, [&](const KnownHost& host) {
        return host.name == name && host.bootedAt && isSameStart(*host.bootedAt, bootedAt);
    });
    if (found == hosts.end()) return std::nullopt;
    return static_cast<std::size_t>(found - hosts.begin());
}

std::vector<std::string> menuNames(std::span<const NamedHost> hosts) {
    std::map<std::string, std::size_t> uses;
    for (const NamedHost& one : hosts)
        for (std::size_t count = 0; count <= mostWords; ++count)
            ++uses[nameWith(one, count)];
    std::vector<std::string> names;
    for (const NamedHost& one : hosts) {
        std::size_t count = 0;
        while (count < mostWords && uses[nameWith(one, count)] > 1)
            ++count;
        names.push_back(nameWith(one, count));
    }
    return names;
}

}  // namespace baro
