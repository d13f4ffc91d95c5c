// The tables of a server's alerts and rules.
#pragma once

#include <QString>
#include <cstdint>
#include <utility>
#include <vector>

#include "core/metrics/Format.h"
#include "core/prometheus/ServerRules.h"
#include "ui/models/KeyedTableModel.h"

namespace baro::ui {

using ShownFacts = std::vector<std::pair<QString, QString>>;

std::vector<TableColumn> serverAlertColumns();
inline constexpr std::size_t alertAboutColumn = 5;
// In their order. Of one host, which host that is need not be said.
std::vector<TableRow> serverAlertRows(const std::vector<prometheus::ServerAlert>& alerts, bool areOfOneHost);
// All that is known of one: labels, annotations, times.
ShownFacts factsOf(const prometheus::ServerAlert& alert);

std::vector<TableColumn> serverRuleColumns();
// Group by group; those that fail first. now: milliseconds since 1970.
std::vector<TableRow> serverRuleRows(const std::vector<prometheus::ServerRuleGroup>& groups,
                                     std::int64_t now);
ShownFacts factsOf(const prometheus::ServerRuleGroup& group, const prometheus::ServerRule& rule,
                   const FormatStyle& style);

// Null: there is none with that key.
const prometheus::ServerAlert* alertWithKey(const std::vector<prometheus::ServerAlert>& alerts,
                                            const QString& key);
struct FoundServerRule {
    const prometheus::ServerRuleGroup* group = nullptr;
    const prometheus::ServerRule* rule = nullptr;
};
FoundServerRule serverRuleWithKey(const std::vector<prometheus::ServerRuleGroup>& groups, const QString& key);

}  // namespace baro::ui
