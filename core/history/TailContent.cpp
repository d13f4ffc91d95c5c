#include "core/history/TailContent.h"

#include <limits>
#include <utility>

#include "core/history/FrameRun.h"
#include "core/history/TickTimes.h"
#include "core/model/ByteReader.h"
#include "core/model/ByteWriter.h"

namespace baro::history {
namespace {

// A tail ends long before: nothing of it is ever dropped.
constexpr std::int64_t forever = std::numeric_limits<std::int64_t>::max() / 4;

}  // namespace

Result<std::string> encodeTailTicks(const TickColumns& ticks, FewTicksBefore& before,
                                    ZstdCompressor& compressor) {
    const auto values = encodeFewTicks(ticks.columns(), before, compressor);
    if (!values) return values.error();
    ByteWriter writer;
    writer.text(encodeTickTimes(ticks.times));
    writer.text(*values);
    return std::move(writer).take();
}

Result<std::string> encodeTailLabels(SeriesNumber first, const std::vector<LabelsPtr>& run) {
    const auto labels = encodeLabels(run);
    if (!labels) return labels.error();
    ByteWriter writer;
    writer.number(first);
    writer.text(*labels);
    return std::move(writer).take();
}

Result<std::optional<std::int64_t>> firstTickOf(TailReader& reader) {
    std::optional<std::int64_t> first;
    const std::int64_t place = reader.position();
    while (!first) {
        const auto entry = reader.next();
        if (!entry) return entry.error();
        if (!*entry) break;
        if ((*entry)->kind != TailKind::Ticks) continue;
        const auto times = decodeTickTimes(ByteReader((*entry)->content).text());
        if (!times) return times.error();
        if (!times->empty()) first = times->front();
    }
    reader.goBackTo(place);
    return first;
}

TailContent::TailContent(SeriesNames& names)
    : names_(names), samples_(std::make_shared<Head>(forever, std::numeric_limits<SeriesNumber>::max())) {}

Status TailContent::take(const TailEntry& entry) {
    switch (entry.kind) {
        case TailKind::Labels:
            return takeLabels(entry.content);
        case TailKind::Ticks:
            return takeTicks(entry.content);
        case TailKind::Frame:
            return takeFrame(entry.content);
        case TailKind::Event:
            break;
    }
    auto event = decodeEvent(entry.content);
    if (!event) return event.error();
    events_.push_back(std::move(event).value());
    return Done{};
}

Status TailContent::takeAll(TailReader& reader) {
    while (true) {
        const auto entry = reader.next();
        if (!entry) return entry.error();
        if (!*entry) return Done{};
        if (Status taken = take(**entry); !taken) return taken;
    }
}

Status TailContent::takeLabels(std::string_view content) {
    ByteReader reader(content);
    const std::uint64_t first = reader.number();
    const std::string_view labels = reader.text();
    if (!reader.ok() || reader.remaining() != 0 || first > names_.count())
        return malformed("the record's tail names series that do not follow");
    return names_.take(static_cast<SeriesNumber>(first), labels);
}

Head::SeriesId TailContent::idIn(Head& head, SeriesNumber number) {
    if (number >= ids_.size()) ids_.resize(number + 1, Head::noSeries);
    if (ids_[number] == Head::noSeries) ids_[number] = head.idOf(*names_.labels(number));
    return ids_[number];
}

Status TailContent::takeTicks(std::string_view content) {
    ByteReader reader(content);
    const auto times = decodeTickTimes(reader.text());
    const std::string_view values = reader.text();
    if (!times) return times.error();
    if (!reader.ok() || reader.remaining() != 0 || times->empty() ||
        (!ticks_.empty() && times->front() <= ticks_.back()))
        return malformed("the ticks of the record's tail do not follow");
    const auto block = decodeFewTicks(values, times->size(), before_, decompressor_);
    if (!block) return block.error();
    if (!block->numbers.empty() && block->numbers.back() >= names_.count())
        return malformed("the record's tail has samples of a series without a name");

    std::vector<Head::Entry> entries(block->numbers.size());
    for (std::size_t index = 0; index < entries.size(); ++index)
        entries[index].id = idIn(*samples_, block->numbers[index]);
    for (std::size_t tick = 0; tick < times->size(); ++tick) {
        for (std::size_t index = 0; index < entries.size(); ++index)
            entries[index].value = block->values[index * times->size() + tick];
        samples_->append((*times)[tick], entries);
    }
    ticks_.insert(ticks_.end(), times->begin(), times->end());
    return Done{};
}

Status TailContent::takeFrame(const std::string& content) {
    if (frames_.empty()) {
        const std::string_view first = content;
        const auto run = FrameRunReader::openPieces({&first, 1});
        if (!run) return run.error();
        framesSince_ = run->times().front();
    }
    frames_.push_back(content);
    return Done{};
}

void TailContent::end() {
    if (ticks_.empty()) return;
    ticks_.push_back(ticks_.back() + 1);
    samples_->append(ticks_.back(), {});
}

}  // namespace baro::history
