#include "core/exports/MaskedEvidence.h"

#include <utility>

#include "core/alerts/EvidenceJson.h"
#include "core/exports/MaskedSeries.h"

namespace baro::exports {
namespace {

constexpr std::uint32_t firstPersonId = 1000;
constexpr std::uint32_t nobodyId = 65'534;

}  // namespace

bool isPerson(std::uint32_t userId) {
    return userId >= firstPersonId && userId != nobodyId;
}

void learnFrom(const alerts::AlertEvidence& evidence, TextMask& mask) {
    learnFrom(evidence.labels, mask);
    for (const auto& [name, text] : evidence.annotations)
        mask.learnFrom(text);
    for (const alerts::EvidenceProcess& process : evidence.processes)
        mask.learnUser(process.user, isPerson(process.userId));
    mask.learnHost(evidence.host);
}

alerts::AlertEvidence masked(alerts::AlertEvidence evidence, TextMask& mask) {
    evidence.labels = masked(evidence.labels, mask);
    for (std::string* const text :
         {&evidence.group, &evidence.rule, &evidence.expression, &evidence.values.expression, &evidence.host})
        *text = mask.text(*text);
    for (auto& [name, text] : evidence.annotations)
        text = mask.text(text);
    for (alerts::EvidenceProcess& process : evidence.processes) {
        process.name = mask.text(process.name);
        process.user = mask.user(process.user);
    }
    return evidence;
}

void learnFromAlert(const std::string& about, TextMask& mask) {
    mask.learnFrom(about);
    if (const auto evidence = alerts::evidenceIn(about)) learnFrom(*evidence, mask);
}

std::string maskedAlert(const std::string& about, TextMask& mask) {
    auto evidence = alerts::evidenceIn(about);
    if (!evidence) return mask.text(about);
    return alerts::aboutAlert(masked(std::move(evidence).value(), mask));
}

}  // namespace baro::exports
