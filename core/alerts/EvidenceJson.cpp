#include "core/alerts/EvidenceJson.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

#include "core/base/AppendFormat.h"
#include "core/base/Escape.h"
#include "core/base/Json.h"

namespace baro::alerts {
namespace {

constexpr std::size_t mostLabelBytes = 16'384;
constexpr std::size_t mostTextBytes = 4'096;
constexpr std::size_t mostReasonBytes = 200;
constexpr double latestTime = 1e15;  // milliseconds: beyond it no clock is

constexpr std::array<std::pair<FaultSubject, std::string_view>, 8> subjectWords{
    {{FaultSubject::None, "none"},
     {FaultSubject::Cpu, "cpu"},
     {FaultSubject::Memory, "memory"},
     {FaultSubject::Disk, "disk"},
     {FaultSubject::Network, "network"},
     {FaultSubject::Temperature, "temperature"},
     {FaultSubject::Pressure, "pressure"},
     {FaultSubject::Filesystem, "filesystem"}}};
constexpr std::array<std::pair<FaultResource, std::string_view>, 5> resourceWords{
    {{FaultResource::None, "none"},
     {FaultResource::Cpu, "cpu"},
     {FaultResource::Memory, "memory"},
     {FaultResource::Disk, "disk"},
     {FaultResource::Network, "network"}}};

// Where the two are told apart by one field each.
struct PressureField {
    std::string_view name;
    std::optional<double> EvidencePressure::*field;
};
constexpr std::array<PressureField, 6> pressureFields{{{"cpu_some", &EvidencePressure::cpuSome},
                                                       {"cpu_full", &EvidencePressure::cpuFull},
                                                       {"memory_some", &EvidencePressure::memorySome},
                                                       {"memory_full", &EvidencePressure::memoryFull},
                                                       {"io_some", &EvidencePressure::ioSome},
                                                       {"io_full", &EvidencePressure::ioFull}}};

template <class Words, class Value>
std::string_view wordFor(const Words& words, Value value) {
    for (const auto& [each, word] : words)
        if (each == value) return word;
    return words.front().second;
}

template <class Words>
auto fromWord(const Words& words, std::string_view word) {
    for (const auto& [each, text] : words)
        if (text == word) return each;
    return words.front().first;
}

// Up to the end of a character.
std::string_view cutText(std::string_view text, std::size_t mostBytes) {
    if (text.size() <= mostBytes) return text;
    std::size_t end = mostBytes;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0u) == 0x80u)
        --end;
    return text.substr(0, end);
}

// Writing.

class EvidenceWriter {
  public:
    explicit EvidenceWriter(JsonWriter& json) : json_(json) {}

    void text(std::string_view name, std::string_view text, std::size_t most = mostTextBytes) {
        if (text.empty()) return;
        json_.key(name);
        json_.text(cutText(text, most));
    }
    void integer(std::string_view name, std::int64_t number) {
        json_.key(name);
        json_.number(number);
    }
    // JSON has no infinite numbers; those are texts, as Prometheus writes them.
    void number(std::string_view name, std::optional<double> value) {
        if (!value) return;
        json_.key(name);
        if (std::isfinite(*value))
            digits(*value);
        else
            json_.text(std::isnan(*value) ? "NaN" : *value > 0 ? "+Inf" : "-Inf");
    }
    void digits(double value) {
        json_.raw([value](std::string& out) { appendFormat(out, "{:.6g}", value); });
    }
    void texts(std::string_view name, const TextPairs& pairs, std::size_t most) {
        json_.key(name);
        json_.open('{');
        for (const auto& [key, value] : pairs)
            text(key, value, most);
        json_.close('}');
    }
    void values(const EvidenceValues& values) {
        json_.key("values");
        json_.open('{');
        text("expression", values.expression);
        text("sign", values.sign);
        number("limit", values.limit);
        integer("from", values.from);
        integer("step", values.step);
        json_.key("values");
        json_.open('[');
        for (const auto& value : values.values)
            value&& std::isfinite(*value) ? digits(*value) : json_.null();
        json_.close(']');
        json_.close('}');
    }
    void processes(const std::vector<EvidenceProcess>& all) {
        json_.key("processes");
        json_.open('[');
        for (const EvidenceProcess& process : all) {
            json_.open('{');
            text("name", process.name);
            integer("pid", process.pid);
            integer("uid", process.userId);
            text("user", process.user);
            number("cpu", process.cpu);
            json_.key("resident");
            json_.number(process.residentBytes);
            number("read", process.readBytesPerSecond);
            number("written", process.writtenBytesPerSecond);
            number("network", process.networkBytesPerSecond);
            json_.close('}');
        }
        json_.close(']');
    }
    void pressure(const EvidencePressure& pressure) {
        json_.key("pressure");
        json_.open('{');
        for (const PressureField& each : pressureFields)
            number(each.name, pressure.*each.field);
        json_.close('}');
    }

  private:
    JsonWriter& json_;
};

// Reading: what is missing or no such thing is as if nothing were known of it.

std::optional<double> numberIn(const Json& json, std::string_view name) {
    const Json* const member = json.member(name);
    if (member == nullptr) return std::nullopt;
    if (const double* const number = member->number()) return *number;
    if (const std::string* const word = member->text()) {
        if (*word == "+Inf") return std::numeric_limits<double>::infinity();
        if (*word == "-Inf") return -std::numeric_limits<double>::infinity();
        if (*word == "NaN") return std::numeric_limits<double>::quiet_NaN();
    }
    return std::nullopt;
}

// Nothing: it is missing, or beyond what can be.
std::optional<std::int64_t> integerIn(const Json& json, std::string_view name, double most = latestTime) {
    const auto number = numberIn(json, name);
    if (!number || !(*number >= 0 && *number <= most)) return std::nullopt;
    return static_cast<std::int64_t>(*number);
}

std::string textIn(const Json& json, std::string_view name, std::size_t most = mostTextBytes) {
    return std::string(cutText(textOf(json, name), most));
}

TextPairs textsIn(const Json& json, std::string_view name, std::size_t most) {
    TextPairs pairs;
    const Json* const member = json.member(name);
    if (member == nullptr || member->object() == nullptr) return pairs;
    for (const auto& [key, value] : *member->object())
        if (const std::string* const text = value.text()) pairs.emplace_back(key, cutText(*text, most));
    return pairs;
}

EvidenceValues valuesIn(const Json& evidence) {
    EvidenceValues values;
    const Json* const json = evidence.member("values");
    if (json == nullptr) return values;
    values.expression = textIn(*json, "expression");
    values.sign = textIn(*json, "sign", 2);
    values.limit = numberIn(*json, "limit");
    values.from = integerIn(*json, "from").value_or(0);
    values.step = std::max<std::int64_t>(integerIn(*json, "step", 1e12).value_or(1), 1);
    const Json* const list = json->member("values");
    if (list == nullptr || list->array() == nullptr) return values;
    for (const Json& value : *list->array()) {
        if (values.values.size() == mostEvidenceValues) break;
        values.values.push_back(value.number() != nullptr ? std::optional(*value.number()) : std::nullopt);
    }
    return values;
}

EvidenceProcess processIn(const Json& json) {
    EvidenceProcess process;
    process.name = textIn(json, "name");
    process.pid = static_cast<int>(integerIn(json, "pid", std::numeric_limits<int>::max()).value_or(0));
    process.userId = static_cast<std::uint32_t>(
        integerIn(json, "uid", std::numeric_limits<std::uint32_t>::max()).value_or(0));
    process.user = textIn(json, "user");
    process.cpu = numberIn(json, "cpu");
    process.residentBytes = static_cast<std::uint64_t>(integerIn(json, "resident", 1e18).value_or(0));
    process.readBytesPerSecond = numberIn(json, "read");
    process.writtenBytesPerSecond = numberIn(json, "written");
    process.networkBytesPerSecond = numberIn(json, "network");
    return process;
}

std::vector<EvidenceProcess> processesIn(const Json& evidence) {
    std::vector<EvidenceProcess> processes;
    const Json* const json = evidence.member("processes");
    if (json == nullptr || json->array() == nullptr) return processes;
    for (const Json& process : *json->array())
        if (processes.size() < mostEvidenceProcesses) processes.push_back(processIn(process));
    return processes;
}

EvidencePressure pressureIn(const Json& evidence) {
    EvidencePressure pressure;
    if (const Json* const json = evidence.member("pressure"))
        for (const PressureField& each : pressureFields)
            pressure.*each.field = numberIn(*json, each.name);
    return pressure;
}

}  // namespace

void writeEvidence(const AlertEvidence& evidence, JsonWriter& json) {
    EvidenceWriter writer(json);
    json.open('{');
    writer.text("group", evidence.group);
    writer.text("rule", evidence.rule);
    writer.text("expression", evidence.expression);
    writer.integer("for", evidence.forMilliseconds);
    writer.texts("labels", evidence.labels.pairs(), mostLabelBytes);
    writer.texts("annotations", evidence.annotations, mostTextBytes);
    writer.number("value", evidence.value);
    writer.integer("active_at", evidence.activeAt);
    writer.integer("fired_at", evidence.firedAt);
    if (evidence.resolvedAt) writer.integer("resolved_at", *evidence.resolvedAt);
    writer.integer("moment", evidence.moment);
    writer.text("subject", wordFor(subjectWords, evidence.fault.subject));
    writer.text("resource", wordFor(resourceWords, evidence.fault.resource));
    writer.values(evidence.values);
    writer.processes(evidence.processes);
    writer.pressure(evidence.pressure);
    writer.text("host", evidence.host);
    writer.text("system", evidence.system);
    writer.text("version", evidence.version);
    json.close('}');
}

std::string evidenceJson(const AlertEvidence& evidence) {
    JsonWriter json;
    writeEvidence(evidence, json);
    return std::move(json).take();
}

std::string aboutAlert(const AlertEvidence& evidence) {
    std::string_view summary;
    for (const auto& [name, text] : evidence.annotations)
        if (name == "summary") summary = text;
    JsonWriter json;
    EvidenceWriter writer(json);
    json.open('{');
    writer.text("alert", evidence.rule);
    writer.text("reason", summary, mostReasonBytes);
    json.key("evidence");
    writeEvidence(evidence, json);
    json.close('}');
    return std::move(json).take();
}

Result<AlertEvidence> evidenceIn(std::string_view about) {
    const auto parsed = Json::parse(about);
    if (!parsed) return malformed("an alert of the record is damaged: " + parsed.error().message);
    const Json* const json = parsed->member("evidence");
    if (json == nullptr || json->object() == nullptr) return absent("no evidence was kept of this alert");
    AlertEvidence evidence;
    evidence.group = textIn(*json, "group");
    evidence.rule = textIn(*json, "rule");
    evidence.expression = textIn(*json, "expression");
    evidence.forMilliseconds = integerIn(*json, "for").value_or(0);
    evidence.labels = Labels(textsIn(*json, "labels", mostLabelBytes));
    evidence.annotations = textsIn(*json, "annotations", mostTextBytes);
    evidence.value = numberIn(*json, "value").value_or(std::numeric_limits<double>::quiet_NaN());
    const auto firedAt = integerIn(*json, "fired_at");
    if (!firedAt) return malformed("an alert of the record does not say when it fired");
    evidence.firedAt = *firedAt;
    evidence.activeAt = integerIn(*json, "active_at").value_or(*firedAt);
    evidence.resolvedAt = integerIn(*json, "resolved_at");
    evidence.moment = integerIn(*json, "moment").value_or(*firedAt);
    evidence.fault = {fromWord(subjectWords, textOf(*json, "subject")),
                      fromWord(resourceWords, textOf(*json, "resource"))};
    evidence.values = valuesIn(*json);
    evidence.processes = processesIn(*json);
    evidence.pressure = pressureIn(*json);
    evidence.host = textIn(*json, "host");
    evidence.system = textIn(*json, "system");
    evidence.version = textIn(*json, "version");
    return evidence;
}

}  // namespace baro::alerts
