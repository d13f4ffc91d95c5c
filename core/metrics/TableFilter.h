// The filter language over the rows of tables: "full > 80 and type = ext4". A column is named by its title
// or, where no other column's begins with it, by the first word of that. docs/table-filter.md describes it
// for people. Pure.
#pragma once

#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/metrics/Format.h"
#include "core/model/FilterParser.h"

namespace baro {

struct FilterColumn {
    std::string title;
    bool isNumber = false;
    std::set<Unit> units{};  // of the numbers in it; none: any may come
    bool operator==(const FilterColumn&) const = default;
};

struct FilterCell {
    std::string text;  // as shown; empty where it is not known
    double value = 0;  // of a number, in the base unit; NaN where it is not known
    Unit unit = Unit::None;
};

// The columns of all tables that one filter is for; those of the same title count as one.
class TableFilterFields final : public FilterFields {
  public:
    explicit TableFilterFields(const std::vector<FilterColumn>& columns, const FormatStyle& style = {});

    std::optional<Field> find(std::string_view name) const override;
    bool hasNamesInQuotes() const override { return true; }
    std::vector<Bound> bounds(const Field& field, double number, std::string_view unit) const override;
    std::vector<FilterCompletion::Proposal> names() const override;

    // Titles as they are looked for: in lower case, in the order of the fields.
    std::vector<std::string_view> titles() const;

  private:
    struct Column {
        FilterColumn shown;
        std::string title;  // in lower case
        std::string word;   // the first; empty: it names none, or more than one
        std::string proposal;
    };
    void nameByWords();

    FormatStyle style_;
    std::vector<Column> columns_;
};

class TableFilter {
  public:
    TableFilter() = default;  // everything matches
    // What parseFilter() made with these fields, for the rows of one of the tables, whose columns have these
    // titles. What it has no column for is not known of its rows.
    TableFilter(FilterTree tree, const TableFilterFields& fields, std::span<const std::string> titles);

    bool matchesEverything() const { return tree_.isEmpty(); }
    // One cell for each column. A cell that is not known satisfies no comparison of its number.
    bool matches(std::span<const FilterCell> cells) const;

  private:
    const FilterCell* cellOf(const FilterNode& node, std::span<const FilterCell> cells) const;

    FilterTree tree_;
    std::vector<int> places_;  // of the fields, in the cells; -1: it has no such column
};

}  // namespace baro
