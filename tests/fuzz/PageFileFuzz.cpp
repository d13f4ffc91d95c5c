#include "core/pages/PageFile.h"
#include "tests/fuzz/FuzzInput.h"

using namespace baro;

// What parses is written so that it parses to the same.
BARO_FUZZ_TARGET(PageFileFuzz, text) {
    const auto page = parsePageFile(text, "page.yaml");
    if (!page) {
        fuzz::require(page.error().message.starts_with("page.yaml:"));
        return;
    }
    const auto again = parsePageFile(pageFileText(*page), "page.yaml");
    fuzz::require(again.ok() && *again == *page);
}
