#include "ui/history/AddedSeries.h"

#include <utility>

#include "ui/UserPages.h"

namespace baro::ui {
namespace {

// Not translated: the name of the file is made of it.
constexpr const char* historyTitle = "History";
const QString historyId = QStringLiteral("history");

}  // namespace

AddedSeries::AddedSeries(UserPages& pages, QObject* parent) : QObject(parent), pages_(pages) {
    connect(&pages, &UserPages::pageChanged, this, [this](const QString& id) {
        if (id == historyId) emit changed();
    });
}

UserPage AddedSeries::page() const {
    const UserPages::Entry* const kept = pages_.find(historyId);
    return kept == nullptr ? UserPage{} : kept->page;
}

QString AddedSeries::problem() const {
    const UserPages::Entry* const kept = pages_.find(historyId);
    return kept == nullptr ? QString() : kept->problem;
}

void AddedSeries::add(PageChart chart) {
    if (!problem().isEmpty()) return;
    if (pages_.find(historyId) == nullptr)
        pages_.add({historyTitle, {}, {std::move(chart)}});
    else
        pages_.addChart(historyId, std::move(chart));
}

void AddedSeries::remove(std::size_t index) {
    UserPage page = this->page();
    if (!problem().isEmpty() || index >= page.charts.size()) return;
    page.charts.erase(page.charts.begin() + static_cast<std::ptrdiff_t>(index));
    pages_.set(historyId, std::move(page));
}

}  // namespace baro::ui
