#include "core/history/Event.h"

#include <utility>

#include "core/base/JsonWriter.h"
#include "core/model/ByteReader.h"
#include "core/model/ByteWriter.h"

namespace baro::history {

std::string eventAbout(std::string_view member, std::string_view name, std::string_view reason) {
    JsonWriter out;
    out.open('{');
    if (!name.empty()) {
        out.key(member);
        out.text(name);
    }
    if (!reason.empty()) {
        out.key("reason");
        out.text(reason);
    }
    out.close('}');
    return std::move(out).take();
}

std::string encodeEvent(const Event& event) {
    ByteWriter writer;
    writer.signedNumber(event.timeMilliseconds);
    writer.text(event.kind);
    writer.text(event.about);
    return std::move(writer).take();
}

Result<Event> decodeEvent(std::string_view bytes) {
    ByteReader reader(bytes);
    Event event;
    event.timeMilliseconds = reader.signedNumber();
    event.kind = reader.text();
    event.about = reader.text();
    if (!reader.ok() || reader.remaining() != 0) return malformed("an event of the record is damaged");
    return event;
}

}  // namespace baro::history
