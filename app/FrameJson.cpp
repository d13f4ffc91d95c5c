// A Frame as JSON. What is in it, and under which names, is the model's field lists; nothing is listed here.
#include <array>
#include <type_traits>

#include "app/FrameCommand.h"
#include "core/base/JsonWriter.h"
#include "core/model/FrameFields.h"
#include "core/model/RateFields.h"

namespace baro::app {
namespace {

template <class Enum>
inline constexpr auto wordsOf = nullptr;
template <>
inline constexpr std::array wordsOf<CoreClass>{"unknown", "performance", "efficiency"};
template <>
inline constexpr std::array wordsOf<SensorKind>{"temperature", "fan",    "voltage", "current",
                                                "power",       "energy", "humidity"};
template <>
inline constexpr std::array wordsOf<CollectorHealth::State>{"pending", "ok", "absent", "failed"};
template <>
inline constexpr std::array wordsOf<MetricKind>{"counter", "gauge", "untyped"};
template <>
inline constexpr std::array wordsOf<ErrorKind>{"absent", "denied", "malformed", "failed"};
template <>
inline constexpr std::array wordsOf<Discontinuity>{"none", "firstFrame", "slept", "clockStepped", "rebooted"};

class FrameWriter {
  public:
    void put(double value) { json_.number(value); }
    void put(bool value) { json_.flag(value); }
    void put(char value) { json_.text({&value, 1}); }
    void put(const std::string& value) { json_.text(value); }
    void put(Nanoseconds value) { json_.number(seconds(value)); }

    template <std::integral T>
    void put(T value) {
        json_.number(value);
    }

    template <class T>
    requires std::is_enum_v<T>
    void put(T value) {
        static_assert(wordsOf<T>.size() == static_cast<std::size_t>(lastOf<T>) + 1);
        json_.text(wordsOf<T>.at(static_cast<std::size_t>(value)));
    }

    template <class T>
    void put(const std::optional<T>& value) {
        value ? put(*value) : json_.null();
    }

    template <class T>
    void put(const std::shared_ptr<const T>& value) {
        value ? put(*value) : json_.null();
    }

    template <class T>
    void put(const std::vector<T>& values) {
        json_.open('[');
        for (const T& value : values)
            put(value);
        json_.close(']');
    }

    void put(const NamedValues& values) {
        json_.open('{');
        for (std::size_t i = 0; i < values.values.size(); ++i)
            member((*values.names)[i], values.values[i]);
        json_.close('}');
    }

    void put(const Instant& instant) {
        json_.open('{');
        member("wall", instant.wall);
        member("monotonic", instant.monotonic);
        member("boot", instant.boot);
        json_.close('}');
    }

    template <class T>
    void put(const Section<T>& section) {
        json_.open('{');
        if (section) {
            member("takenAt", section.takenAt());
            members(*section);
        } else {
            member("unknownBecause", section.reason().message);
            member("unknownKind", section.reason().kind);
        }
        json_.close('}');
    }

    template <HasFieldList T>
    void put(const T& value) {
        json_.open('{');
        members(value);
        json_.close('}');
    }

    void put(const Frame& frame) {
        json_.open('{');
        member("sequence", frame.sequence);
        member("takenAt", frame.takenAt);
        member("discontinuity", frame.discontinuity);
        member("readings", frame.readings);
        member("rates", frame.rates);
        member("health", frame.health);
        json_.close('}');
    }

    std::string take() && { return std::move(json_).take(); }

  private:
    // A duration's unit is in its type; in JSON it must be in the name, as it is in the names of numbers.
    template <class T>
    void member(std::string_view name, const T& value) {
        if constexpr (std::is_same_v<T, Nanoseconds>)
            json_.key(std::string(name) + "Seconds");
        else
            json_.key(name);
        put(value);
    }

    template <class T>
    void members(const T& value) {
        forEachField(value, [this](std::string_view name, const auto& field) { this->member(name, field); });
    }

    JsonWriter json_;
};

}  // namespace

std::string frameJson(const Frame& frame) {
    FrameWriter writer;
    writer.put(frame);
    return std::move(writer).take() + "\n";
}

}  // namespace baro::app
