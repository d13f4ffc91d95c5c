// The tables of the Alerts page: what is active, what fired, and the rules.
#pragma once

#include <QString>
#include <vector>

#include "core/alerts/AlertEngine.h"
#include "core/alerts/AlertRuns.h"
#include "core/metrics/Format.h"
#include "ui/models/KeyedTableModel.h"

namespace baro::ui {

std::vector<TableColumn> activeAlertColumns();
// The gravest first: firing before pending, critical before the rest. now: milliseconds since 1970 UTC.
std::vector<TableRow> activeAlertRows(const alerts::AlertStanding& standing, std::int64_t now,
                                      const FormatStyle& style);
// Of a moment in the past, of which only the labels are known.
std::vector<TableRow> alertRowsAt(const std::vector<alerts::AlertRun>& runs, std::int64_t moment);

std::vector<TableColumn> pastAlertColumns();
std::vector<TableRow> pastAlertRows(const std::vector<alerts::AlertRun>& runs);

std::vector<TableColumn> ruleColumns();
std::vector<TableRow> ruleRows(const alerts::AlertStanding& standing, const FormatStyle& style);

// What tells alerts apart: the key of a row of any of these tables.
QString alertKey(const Labels& labels);
QString ruleKey(const alerts::GroupStanding& group, std::size_t rule);

// Of rules that are switched off: the group of which file of AlertStanding::switchedOff.
QString offRuleKey(const std::string& file, const std::string& group, std::size_t rule);

// "device=sda, mountpoint=/": what it is about, without its name and severity. Shown as it is, cut when long.
QString alertSubject(const Labels& labels);

// "03:12:00", with the day where that is not today. Milliseconds since 1970 UTC.
QString alertClock(std::int64_t moment);

}  // namespace baro::ui
