// Written by hand, for it is four messages of a few fields each
// (docs/adr/0031-remote-write-reads-the-record.md); a test has protobuf read it. The wire format:
// protobuf.dev/programming-guides/encoding.
#include "core/remotewrite/WriteRequest.h"

#include <snappy.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <utility>

#include "core/base/Escape.h"

namespace baro::remotewrite {
namespace {

enum class WireType : unsigned char { Varint = 0, Fixed64 = 1, Bytes = 2 };

// The numbers of the fields.
constexpr unsigned requestSeries = 1;    // WriteRequest.timeseries
constexpr unsigned requestMetadata = 3;  // WriteRequest.metadata
constexpr unsigned familyType = 1;       // MetricMetadata.type
constexpr unsigned familyName = 2;       // MetricMetadata.metric_family_name
constexpr unsigned familyHelp = 4;       // MetricMetadata.help
constexpr unsigned familyUnit = 5;       // MetricMetadata.unit
constexpr unsigned seriesLabel = 1;      // TimeSeries.labels
constexpr unsigned seriesSample = 2;     // TimeSeries.samples
constexpr unsigned labelName = 1;        // Label.name
constexpr unsigned labelValue = 2;       // Label.value
constexpr unsigned sampleValue = 1;      // Sample.value, a double
constexpr unsigned sampleTime = 2;       // Sample.timestamp, an int64

void putVarint(std::string& out, std::uint64_t number) {
    for (; number >= 0x80; number >>= 7)
        out.push_back(static_cast<char>(number | 0x80));
    out.push_back(static_cast<char>(number));
}

std::size_t varintBytes(std::uint64_t number) {
    return static_cast<std::size_t>(std::bit_width(number | 1) + 6) / 7;
}

void putTag(std::string& out, unsigned field, WireType type) {
    out.push_back(static_cast<char>(field << 3 | static_cast<unsigned>(type)));
}

void putBytes(std::string& out, unsigned field, std::string_view bytes) {
    putTag(out, field, WireType::Bytes);
    putVarint(out, bytes.size());
    out.append(bytes);
}

void putFixed64(std::string& out, std::uint64_t bits) {
    for (int shift = 0; shift < 64; shift += 8)
        out.push_back(static_cast<char>(bits >> shift));
}

void putLabel(std::string& out, const std::string& name, const std::string& value) {
    const std::string cleanName = validUtf8(name);
    const std::string cleanValue = validUtf8(value);
    const std::size_t size = 2 + varintBytes(cleanName.size()) + cleanName.size() +
                             varintBytes(cleanValue.size()) + cleanValue.size();
    putTag(out, seriesLabel, WireType::Bytes);
    putVarint(out, size);
    putBytes(out, labelName, cleanName);
    putBytes(out, labelValue, cleanValue);
}

void putSample(std::string& out, const Sample& sample) {
    const auto time = static_cast<std::uint64_t>(sample.timeMilliseconds);
    putTag(out, seriesSample, WireType::Bytes);
    putVarint(out, 1 + sizeof(double) + 1 + varintBytes(time));
    putTag(out, sampleValue, WireType::Fixed64);
    putFixed64(out, std::bit_cast<std::uint64_t>(sample.value));
    putTag(out, sampleTime, WireType::Varint);
    putVarint(out, time);
}

// MetricMetadata.MetricType.
std::uint64_t typeNumber(std::string_view type) {
    static constexpr std::array<std::string_view, 8> types{"unknown",        "counter", "gauge", "histogram",
                                                           "gaugehistogram", "summary", "info",  "stateset"};
    const auto found = std::ranges::find(types, type);
    return found == types.end() ? 0 : static_cast<std::uint64_t>(found - types.begin());
}

}  // namespace

void WriteRequest::add(const FamilyMetadata& family) {
    series_.clear();
    putTag(series_, familyType, WireType::Varint);
    putVarint(series_, typeNumber(family.type));
    putBytes(series_, familyName, validUtf8(family.name));
    putBytes(series_, familyHelp, validUtf8(family.help));
    if (!family.unit.empty()) putBytes(series_, familyUnit, validUtf8(family.unit));
    putBytes(message_, requestMetadata, series_);
}

void WriteRequest::add(const Labels& labels, std::span<const Sample> samples) {
    series_.clear();
    for (const auto& [name, value] : labels.pairs())
        putLabel(series_, name, value);
    for (const Sample& sample : samples)
        putSample(series_, sample);
    putBytes(message_, requestSeries, series_);
    samples_ += samples.size();
}

std::string WriteRequest::takeBody() {
    std::string body;
    snappy::Compress(message_.data(), message_.size(), &body);
    message_.clear();
    samples_ = 0;
    return body;
}

}  // namespace baro::remotewrite
