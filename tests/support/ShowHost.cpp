// What Barograph makes of a host, as tests/e2e/hosts.py compares it with the host itself.
//
//     show_host              an exposition on standard input: the subjects of its Frame and some of their
//     values show_host --questions  what the overview asks of all hosts, and what stands in for Barograph's
//     own metrics on
//                            the host office:9100 of the job node
//     show_host --alerts, --rules, --targets
//                            a server's answer on standard input: what is read of it, one to a line
#include <cmath>
#include <cstdio>
#include <iostream>
#include <iterator>
#include <span>
#include <string>

#include "core/hosts/HostExpression.h"
#include "core/hosts/HostFigures.h"
#include "core/hosts/HostFrame.h"
#include "core/hosts/HostOverview.h"
#include "core/metrics/ExpositionText.h"
#include "core/metrics/MetricCatalog.h"
#include "core/pages/ExpressionText.h"
#include "core/prometheus/ServerRules.h"

namespace {

using namespace baro;

constexpr std::int64_t scrapedAt = 1'700'000'000'000;

HostSample sampleOf(std::string name, const Labels& labels, double value) {
    auto pairs = labels.pairs();
    pairs.emplace_back(metricNameLabel, std::move(name));
    return {std::make_shared<const Labels>(std::move(pairs)), {scrapedAt, value}};
}

template <class T>
void tellSection(const char* name, const Section<T>& section) {
    std::printf("%s %s\n", name, section ? "known" : section.reason().message.c_str());
}

void tellSections(const Readings& readings) {
    tellSection("cpu", readings.cpu);
    tellSection("kernel", readings.kernel);
    tellSection("load", readings.load);
    tellSection("memory", readings.memory);
    tellSection("vmstat", readings.virtualMemory);
    tellSection("pressure", readings.pressure);
    tellSection("disks", readings.disks);
    tellSection("filesystems", readings.filesystems);
    tellSection("network", readings.network);
    tellSection("sockets", readings.sockets);
    tellSection("host", readings.host);
    tellSection("processes", readings.processes);
}

// "NAME VALUE", with every digit.
void tellValue(const std::string& name, double value) {
    std::printf("%s %.17g\n", name.c_str(), value);
}

void tellValues(const Readings& readings) {
    if (readings.load) tellValue("load1", readings.load->oneMinute);
    if (readings.memory) tellValue("MemTotal", readings.memory->meminfo.find("MemTotal").value_or(0));
    if (readings.host) std::printf("nodename %s\n", readings.host->name.c_str());
    if (readings.cpu)
        for (const CpuCoreTimes& core : readings.cpu->cpus)
            tellValue("idle " + std::to_string(core.cpu), core.times.idleSeconds);
    if (readings.disks)
        for (const Disk& disk : readings.disks->disks)
            tellValue("read " + disk.name, disk.counters.readBytes);
    if (readings.network)
        for (const NetworkInterface& one : readings.network->interfaces)
            tellValue("received " + one.name, one.received.bytes);
    if (readings.filesystems)
        for (const Filesystem& one : readings.filesystems->filesystems)
            if (one.space) tellValue("size " + one.mountPoint, one.space->sizeBytes);
}

std::string standardInput() {
    return {std::istreambuf_iterator<char>(std::cin), {}};
}

int showHost() {
    const std::string text = standardInput();
    const auto families = parseExposition(text);
    if (!families) {
        std::fprintf(stderr, "show_host: %s\n", families.error().message.c_str());
        return 1;
    }
    std::vector<HostSample> samples{sampleOf("up", {}, 1)};
    for (const ExpositionFamily& family : *families)
        for (const ExpositionSample& sample : family.samples)
            samples.push_back(sampleOf(sample.name, sample.labels, sample.value));
    const Frame frame = frameOf(HostSeries(samples, "office"), nullptr);
    tellSections(frame.readings);
    tellValues(frame.readings);
    return 0;
}

// "NAME<tab>PROMQL".
int showQuestions() {
    for (const HostFigureRow& row : hostFigures())
        std::printf("overview %zu\t%s\n", static_cast<std::size_t>(row.figure),
                    withVariables(row.expression, {{std::string(intervalVariable), "10s"}}).c_str());
    const HostTarget target{"office:9100", "node", {}, false};
    std::printf("scrapes\t%s\n", std::string(scrapesQuery).c_str());
    std::printf("last seen\t%s\n", lastSeenQuery(std::span(&target, 1)).c_str());
    for (const Metric& metric : metricCatalog()) {
        const auto asked = expressionFor(metric.name, target, "10s");
        const bool isStandIn = asked && metric.name.starts_with("barograph_") && asked->starts_with('(');
        if (isStandIn) std::printf("%s\t%s\n", std::string(metric.name).c_str(), asked->c_str());
    }
    return 0;
}

using prometheus::RuleState;

void tell(const prometheus::ServerAlert& alert) {
    std::printf("%s\t%s\t%s\t%g\n", std::string(alert.labels.value("alertname")).c_str(),
                alert.state == RuleState::Firing ? "firing" : "pending",
                std::string(alert.labels.value("instance")).c_str(), alert.value.value_or(NAN));
}

void tell(const prometheus::ServerRuleGroup& group) {
    using Health = prometheus::ServerRule::Health;
    for (const prometheus::ServerRule& rule : group.rules)
        std::printf("%s\t%s\t%s\t%s\t%g\t%d\n", group.name.c_str(), rule.name.c_str(),
                    rule.expression.c_str(),
                    rule.health == Health::Good  ? "ok"
                    : rule.health == Health::Bad ? "err"
                                                 : "unknown",
                    rule.forSeconds.value_or(0), rule.evaluatedAt.has_value());
}

void tell(const prometheus::ServerTarget& target) {
    std::printf("%s\t%s\t%s\n", std::string(target.labels.value("instance")).c_str(),
                target.isUp ? "up" : "down", target.lastError.c_str());
}

template <class Value>
int showRead(Result<std::vector<Value>> (*read)(const Json&)) {
    const auto answer = Json::parse(standardInput());
    const Json* const data = answer ? answer->member("data") : nullptr;
    const auto all =
        data == nullptr ? Result<std::vector<Value>>(malformed("there is no data")) : read(*data);
    if (!all) {
        std::fprintf(stderr, "show_host: %s\n", all.error().message.c_str());
        return 1;
    }
    for (const Value& each : *all)
        tell(each);
    return 0;
}

}  // namespace

int main(int count, char** arguments) {
    const std::string_view wanted = count > 1 ? arguments[1] : "";
    if (wanted == "--questions") return showQuestions();
    if (wanted == "--alerts") return showRead(prometheus::readAlerts);
    if (wanted == "--rules") return showRead(prometheus::readRules);
    if (wanted == "--targets") return showRead(prometheus::readTargets);
    return showHost();
}
