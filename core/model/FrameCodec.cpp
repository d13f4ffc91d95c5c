#include "core/model/FrameCodec.h"

#include <limits>
#include <type_traits>
#include <utility>

#include "core/model/ByteReader.h"
#include "core/model/ByteWriter.h"
#include "core/model/FrameFields.h"

namespace baro {
namespace {

class Encoder {
  public:
    explicit Encoder(ByteWriter& out) : out_(out) {}

    void put(double value) { out_.real(value); }
    void put(const std::string& value) { out_.text(value); }
    void put(Nanoseconds value) { out_.signedNumber(value.count()); }

    template <class T>
    requires std::is_integral_v<T>
    void put(T value) {
        if constexpr (sizeof(T) == 1)
            out_.byte(static_cast<std::uint8_t>(value));
        else if constexpr (std::is_signed_v<T>)
            out_.signedNumber(value);
        else
            out_.number(value);
    }

    template <class T>
    requires std::is_enum_v<T>
    void put(T value) { out_.byte(static_cast<std::uint8_t>(value)); }

    template <class T>
    void put(const std::optional<T>& value) {
        put(value.has_value());
        if (value) put(*value);
    }

    template <class T>
    void put(const std::vector<T>& values) {
        out_.number(values.size());
        for (const T& value : values)
            put(value);
    }

    template <class T>
    void put(const std::shared_ptr<const T>& value) {
        value ? put(*value) : put(T{});
    }

    void put(const NamedValues& values) {
        put(values.names);
        for (const double value : values.values)
            put(value);
    }

    // Close to the Frame's own Instant, so the differences are short.
    void put(const Instant& instant) {
        put(instant.wall - origin_.wall);
        put(instant.monotonic - origin_.monotonic);
        put(instant.boot - origin_.boot);
    }

    template <class T>
    void put(const Section<T>& section) {
        put(static_cast<bool>(section));
        if (!section) return put(section.reason());
        put(section.takenAt());
        put(*section);
    }

    template <HasFieldList T>
    void put(const T& value) {
        forEachField(value, [this](std::string_view, const auto& field) { this->put(field); });
    }

    void setOrigin(const Instant& origin) { origin_ = origin; }

  private:
    ByteWriter& out_;
    Instant origin_;
};

class Decoder {
  public:
    Decoder(ByteReader& in, std::uint8_t version) : in_(in), version_(version) {}

    void get(double& value) { value = in_.real(); }
    void get(std::string& value) { value = in_.text(); }
    void get(Nanoseconds& value) { value = Nanoseconds(in_.signedNumber()); }

    void get(bool& value) {
        const std::uint8_t byte = in_.byte();
        if (byte > 1) in_.fail();
        value = byte == 1;
    }
    void get(char& value) { value = static_cast<char>(in_.byte()); }

    template <class T>
    requires std::is_integral_v<T>
    void get(T& value) {
        if constexpr (std::is_signed_v<T>)
            narrow(in_.signedNumber(), value);
        else
            narrow(in_.number(), value);
    }

    template <class T>
    requires std::is_enum_v<T>
    void get(T& value) {
        const std::uint8_t byte = in_.byte();
        if (byte > static_cast<std::uint8_t>(lastOf<T>)) return in_.fail();
        value = static_cast<T>(byte);
    }

    template <class T>
    void get(std::optional<T>& value) {
        bool there = false;
        get(there);
        if (there) get(value.emplace());
    }

    // Grows as elements arrive, for the length may be forged; every element takes a byte at least.
    template <class T>
    void get(std::vector<T>& values) {
        const std::uint64_t length = in_.number();
        if (length > in_.remaining()) return in_.fail();
        for (std::uint64_t i = 0; i < length && in_.ok(); ++i)
            get(values.emplace_back());
    }

    template <class T>
    void get(std::shared_ptr<const T>& value) {
        auto made = std::make_shared<T>();
        get(*made);
        value = std::move(made);
    }

    void get(NamedValues& values) {
        get(values.names);
        values.values.reserve(values.names->size());
        for (std::size_t i = 0; i < values.names->size() && in_.ok(); ++i)
            get(values.values.emplace_back());
    }

    void get(Instant& instant) {
        instant = {later(origin_.wall), later(origin_.monotonic), later(origin_.boot)};
    }

    template <class T>
    void get(Section<T>& section) {
        bool known = false;
        get(known);
        if (!known) {
            Error reason;
            get(reason);
            section = Section<T>(std::move(reason));
            return;
        }
        Instant takenAt;
        get(takenAt);
        T reading;
        get(reading);
        section = Section<T>(std::move(reading), takenAt);
    }

    template <HasFieldList T>
    void get(T& value) {
        FieldsOf<T>::apply([&](const auto&... each) { (getKnown(each, value), ...); });
    }

    void setOrigin(const Instant& origin) { origin_ = origin; }

  private:
    template <class Struct, class T>
    void getKnown(const Field<Struct, T>& field, Struct& into) {
        if (field.since <= version_) get(into.*field.member);
    }
    // A section that is not there yet says why.
    template <class Struct, class T>
    void getKnown(const Field<Struct, Section<T>>& field, Struct& into) {
        if (field.since <= version_) return get(into.*field.member);
        into.*field.member = absent("the recording is older than this subject");
    }

    template <class Wide, class T>
    void narrow(Wide wide, T& value) {
        if (!std::in_range<T>(wide)) return in_.fail();
        value = static_cast<T>(wide);
    }

    // Times are kept within half the range (146 years), so that differences of their differences can be
    // computed.
    Nanoseconds later(Nanoseconds origin) {
        constexpr std::int64_t limit = std::numeric_limits<std::int64_t>::max() / 2;
        const std::int64_t by = in_.signedNumber();
        if (by > limit || by < -limit) return in_.fail(), Nanoseconds{};
        const std::int64_t sum = origin.count() + by;
        if (sum > limit || sum < 0) return in_.fail(), Nanoseconds{};
        return Nanoseconds(sum);
    }

    ByteReader& in_;
    std::uint8_t version_;
    Instant origin_;
};

}  // namespace

std::string encodeFrame(const Frame& frame) {
    ByteWriter bytes;
    bytes.byte(frameFormatVersion);
    Encoder encoder(bytes);
    encoder.put(frame.sequence);
    encoder.put(frame.takenAt);
    encoder.put(frame.discontinuity);
    encoder.setOrigin(frame.takenAt);
    encoder.put(frame.readings);
    encoder.put(frame.health);
    return std::move(bytes).take();
}

Result<Frame> decodeFrame(std::string_view bytes) {
    ByteReader reader(bytes);
    const std::uint8_t version = reader.byte();
    if (version < oldestFrameFormatVersion || version > frameFormatVersion)
        return malformed("the frame has format version " + std::to_string(version) + ", this program reads " +
                         std::to_string(oldestFrameFormatVersion) + " to " +
                         std::to_string(frameFormatVersion));
    Decoder decoder(reader, version);
    Frame frame;
    decoder.get(frame.sequence);
    decoder.get(frame.takenAt);
    decoder.get(frame.discontinuity);
    decoder.setOrigin(frame.takenAt);
    decoder.get(frame.readings);
    decoder.get(frame.health);
    if (!reader.ok()) return malformed("the frame is cut or damaged");
    if (reader.remaining() > 0) return malformed("the frame has bytes after its end");
    return frame;
}

}  // namespace baro
