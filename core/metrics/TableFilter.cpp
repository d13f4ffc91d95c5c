#include "core/metrics/TableFilter.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/base/Characters.h"
#include "core/metrics/WrittenNumber.h"
#include "core/model/FilterTokens.h"

namespace baro {
namespace {

// A field is a column, and of its numbers those of one unit.
constexpr int unitCount = static_cast<int>(Unit::Timestamp) + 1;

int fieldOf(std::size_t column, Unit unit) {
    return static_cast<int>(column) * unitCount + static_cast<int>(unit);
}
std::size_t columnOf(int field) {
    return static_cast<std::size_t>(field / unitCount);
}
Unit unitOf(int field) {
    return static_cast<Unit>(field % unitCount);
}

std::string firstWord(const std::string& title) {
    const std::vector<FilterToken> tokens = filterTokens(title);
    return tokens.front().kind == FilterToken::Kind::Word ? std::string(tokens.front().text) : std::string();
}

bool isWords(const std::string& title) {
    const std::vector<FilterToken> tokens = filterTokens(title);
    return std::all_of(tokens.begin(), std::prev(tokens.end()),
                       [](const FilterToken& token) { return token.kind == FilterToken::Kind::Word; });
}

// What is only a moment is compared as the text that is shown.
bool comparesAsNumber(const FilterColumn& column) {
    return column.isNumber && column.units != std::set<Unit>{Unit::Timestamp};
}

}  // namespace

TableFilterFields::TableFilterFields(const std::vector<FilterColumn>& columns, const FormatStyle& style)
    : style_(style) {
    for (const FilterColumn& column : columns) {
        std::string title = lowered(column.title);
        const auto same = std::find_if(columns_.begin(), columns_.end(),
                                       [&title](const Column& known) { return known.title == title; });
        if (same == columns_.end()) {
            columns_.push_back({column, std::move(title), {}, {}});
            continue;
        }
        same->shown.isNumber |= column.isNumber;
        same->shown.units.insert(column.units.begin(), column.units.end());
    }
    nameByWords();
}

void TableFilterFields::nameByWords() {
    for (Column& column : columns_)
        column.word = firstWord(column.title);
    std::vector<std::string> words;
    for (const Column& column : columns_)
        words.push_back(column.word);
    for (Column& column : columns_) {
        const bool isTitle = std::any_of(columns_.begin(), columns_.end(), [&column](const Column& other) {
            return other.title == column.word;
        });
        if (isTitle || std::count(words.begin(), words.end(), column.word) > 1) column.word.clear();
        const char quote = column.title.find('"') == std::string::npos ? '"' : '\'';
        column.proposal = !column.word.empty()    ? column.word
                          : isWords(column.title) ? column.title
                                                  : quote + column.title + quote;
    }
}

std::optional<FilterFields::Field> TableFilterFields::find(std::string_view name) const {
    if (name.empty()) return std::nullopt;
    const auto found = std::find_if(columns_.begin(), columns_.end(), [name](const Column& column) {
        return column.title == name || column.word == name;
    });
    if (found == columns_.end()) return std::nullopt;
    const auto place = static_cast<std::size_t>(found - columns_.begin());
    return Field{fieldOf(place, Unit::None),
                 comparesAsNumber(found->shown) ? Field::Kind::Number : Field::Kind::Text};
}

std::vector<FilterFields::Bound> TableFilterFields::bounds(const Field& field, double number,
                                                           std::string_view unit) const {
    const std::size_t place = columnOf(field.number);
    const std::set<Unit>& units = columns_[place].shown.units;
    std::vector<Bound> bounds;
    for (int each = 0; each < unitCount; ++each) {
        const auto of = static_cast<Unit>(each);
        if (!units.empty() && !units.contains(of)) continue;
        if (const auto meant = writtenNumber(number, unit, of, style_))
            bounds.push_back({fieldOf(place, of), *meant});
    }
    return bounds;
}

std::vector<FilterCompletion::Proposal> TableFilterFields::names() const {
    std::vector<FilterCompletion::Proposal> words;
    for (const Column& column : columns_)
        words.push_back({column.proposal, column.shown.title});
    return words;
}

std::vector<std::string_view> TableFilterFields::titles() const {
    std::vector<std::string_view> titles;
    for (const Column& column : columns_)
        titles.push_back(column.title);
    return titles;
}

TableFilter::TableFilter(FilterTree tree, const TableFilterFields& fields,
                         std::span<const std::string> titles)
    : tree_(std::move(tree)) {
    for (const std::string_view wanted : fields.titles()) {
        const auto found = std::find_if(titles.begin(), titles.end(), [wanted](const std::string& title) {
            return equalsIgnoringCase(title, wanted);
        });
        places_.push_back(found == titles.end() ? -1 : static_cast<int>(found - titles.begin()));
    }
}

const FilterCell* TableFilter::cellOf(const FilterNode& node, std::span<const FilterCell> cells) const {
    const int place = places_[columnOf(node.field)];
    return place < 0 ? nullptr : &cells[static_cast<std::size_t>(place)];
}

bool TableFilter::matches(std::span<const FilterCell> cells) const {
    return tree_.matches([&](const FilterNode& node) {
        if (node.kind == FilterNode::Kind::Word)
            return std::any_of(cells.begin(), cells.end(),
                               [&node](const FilterCell& cell) { return node.pattern.isWithin(cell.text); });
        const FilterCell* const cell = cellOf(node, cells);
        if (cell == nullptr) return false;
        if (node.kind == FilterNode::Kind::Text) return node.holds(cell->text);
        return !std::isnan(cell->value) && cell->unit == unitOf(node.field) && node.holds(cell->value);
    });
}

}  // namespace baro
