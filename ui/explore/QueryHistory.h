// The queries that were run, newest first: kept in the settings.
#pragma once

#include <QStringList>

namespace baro {
class Settings;
}

namespace baro::ui {

class QueryHistory {
  public:
    static constexpr int longest = 50;

    // Reads what the settings hold; the settings must outlive it.
    explicit QueryHistory(Settings& settings);

    // Remembers the query and saves the settings on a worker thread. One that is there comes to the front.
    void add(const QString& query);
    void clear();
    const QStringList& queries() const { return queries_; }
    // While one leafs through: 1 is older, -1 newer; 0 starts over. Null when there is none in that
    // direction.
    QString leaf(int step);

  private:
    void save();

    Settings& settings_;
    QStringList queries_;
    int at_ = -1;
};

}  // namespace baro::ui
