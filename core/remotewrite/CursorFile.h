// What each destination has been sent, kept beside the record: a JSON file that is replaced at once or not at
// all (docs/record-format.md, "remote-write.json"). Beside it, for a record that is damaged is set aside and
// begun anew, and what was sent stays sent.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "core/base/Result.h"
#include "core/remotewrite/SentRanges.h"

namespace baro::remotewrite {

using Cursors = std::map<std::string, SentRanges>;  // by the key of a destination

std::string cursorText(const Cursors& cursors);
Result<Cursors> parseCursors(std::string_view text);

// None when there is no file yet.
Result<Cursors> loadCursors(const std::string& path);
Status saveCursors(const std::string& path, const Cursors& cursors);

}  // namespace baro::remotewrite
