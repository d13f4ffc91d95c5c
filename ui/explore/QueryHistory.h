// The queries that were run, newest first, with who was asked: kept in the settings, those of this machine
// alone as plain texts.
#pragma once

#include <QStringList>
#include <optional>
#include <vector>

namespace baro {
class Settings;
}

namespace baro::ui {

struct AskedQuery {
    QString text;
    QStringList sources{QString()};  // servers by name; an empty one is this machine
    bool operator==(const AskedQuery&) const = default;
};

class QueryHistory {
  public:
    static constexpr std::size_t longest = 50;

    // Reads what the settings hold; the settings must outlive it.
    explicit QueryHistory(Settings& settings);

    // Remembers the query and saves the settings on a worker thread. One that is there comes to the front.
    void add(const AskedQuery& query);
    void clear();
    const std::vector<AskedQuery>& queries() const { return queries_; }
    // While one leafs through: 1 is older, -1 newer; 0 starts over. Nothing when there is none in that
    // direction.
    std::optional<AskedQuery> leaf(int step);

  private:
    void save();

    Settings& settings_;
    std::vector<AskedQuery> queries_;
    int at_ = -1;
};

}  // namespace baro::ui
