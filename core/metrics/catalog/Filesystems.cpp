#include "core/metrics/catalog/Catalog.h"

namespace baro::catalog {
namespace {

template <class Value>
void addOfEach(const Frame& frame, SampleSink& sink, Value value) {
    if (!frame.readings.filesystems) return;
    for (const Filesystem& filesystem : frame.readings.filesystems->filesystems) {
        // node_exporter's label for why a filesystem could not be asked; empty in all other cases.
        addKnown(sink, {filesystem.device, filesystem.problem, filesystem.type, filesystem.mountPoint},
                 value(filesystem));
    }
}

template <auto Field>
void addSpace(const Frame& frame, SampleSink& sink) {
    addOfEach(frame, sink, [](const Filesystem& filesystem) {
        return filesystem.space ? std::optional(*filesystem.space.*Field) : std::nullopt;
    });
}

void addReadOnly(const Frame& frame, SampleSink& sink) {
    addOfEach(frame, sink,
              [](const Filesystem& filesystem) { return std::optional(filesystem.readOnly ? 1 : 0); });
}

void addError(const Frame& frame, SampleSink& sink) {
    addOfEach(frame, sink,
              [](const Filesystem& filesystem) { return std::optional(filesystem.space ? 0 : 1); });
}

Metric row(std::string_view name, std::string_view help, Unit unit, decltype(Metric::extract) extract) {
    return {name, help, unit, MetricKind::Gauge, {"device", "device_error", "fstype", "mountpoint"}, extract};
}

}  // namespace

Rows filesystemMetrics() {
    using Space = FilesystemSpace;
    return readFrom<&Readings::filesystems>({
        row("node_filesystem_size_bytes", "Size", Unit::Bytes, addSpace<&Space::sizeBytes>),
        row("node_filesystem_free_bytes", "Free, what only root may use included", Unit::Bytes,
            addSpace<&Space::freeBytes>),
        row("node_filesystem_avail_bytes", "Free for ordinary users", Unit::Bytes,
            addSpace<&Space::availableBytes>),
        row("node_filesystem_files", "Inodes; 0 where there is no fixed number", Unit::None,
            addSpace<&Space::files>),
        row("node_filesystem_files_free", "Free inodes", Unit::None, addSpace<&Space::filesFree>),
        row("node_filesystem_readonly", "1 when mounted read-only", Unit::None, addReadOnly),
        row("node_filesystem_device_error", "1 when the filesystem could not be asked", Unit::None, addError),
    });
}

}  // namespace baro::catalog
