#include "core/history/Event.h"

#include "core/model/ByteReader.h"
#include "core/model/ByteWriter.h"

namespace baro::history {

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
