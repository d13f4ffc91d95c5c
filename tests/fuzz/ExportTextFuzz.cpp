#include "core/exports/AddressText.h"
#include "core/exports/CsvText.h"
#include "core/exports/TextMask.h"
#include "tests/fuzz/FuzzInput.h"

using namespace baro;
using namespace baro::exports;

namespace {

// What a reader of CSV makes of the cell.
std::string readCell(std::string_view cell) {
    if (!cell.starts_with('"')) return std::string(cell);
    std::string text;
    for (std::size_t at = 1; at + 1 < cell.size(); ++at) {
        if (cell[at] == '"') ++at;
        text += cell[at];
    }
    return text;
}

void checkCell(std::string_view text) {
    const std::string read = readCell(csvText(text));
    fuzz::require(read.empty() ||
                  std::string_view("=+-@\t\r\n").find(read.front()) == std::string_view::npos);
    fuzz::require(read == text || read == "'" + std::string(text));
}

}  // namespace

BARO_FUZZ_TARGET(ExportTextFuzz, text) {
    checkCell(text);
    fuzz::require(addressAt(text).length <= text.size());
    TextMask mask({.users = true, .commands = true, .addresses = true});
    mask.learnUser("Alice", true);
    mask.learnHost("fjord");
    mask.learnFrom(text);
    mask.learnProgram(text);
    (void)mask.command(text);
    const std::string masked = mask.text(text);
    fuzz::require(masked.find(" Alice ") == std::string::npos);
    fuzz::require(masked.find(" 10.20.30.40 ") == std::string::npos);
    fuzz::require(mask.text(text) == masked);
}
