// The names that an editor offers: which metrics there are, what they mean, and their labels with values.
// Read on a worker thread; an editor always works with the newest answer. GUI thread only.
#pragma once

#include <QObject>
#include <map>
#include <memory>
#include <set>
#include <string>

#include "core/model/Frame.h"
#include "core/series/SeriesSource.h"

namespace baro::ui {

struct MetricMeaning {
    std::string help;
    std::string kind;  // counter or gauge; empty when unknown
};

struct NameIndex {
    using ValuesByLabel = std::map<std::string, std::set<std::string>, std::less<>>;
    std::map<std::string, ValuesByLabel, std::less<>> metrics;
    std::map<std::string, MetricMeaning, std::less<>> meanings;

    // Of one metric; of all of them when the name is empty or unknown. Without __name__.
    ValuesByLabel labelsOf(std::string_view metric) const;
    // Empty when unknown.
    MetricMeaning meaningOf(std::string_view metric) const;
};

class SeriesNames : public QObject {
    Q_OBJECT
  public:
    // The source must outlive it.
    explicit SeriesNames(const SeriesSource& source, QObject* parent = nullptr);
    ~SeriesNames() override;

    const NameIndex& index() const { return *index_; }
    // Whether the source's own names are offered; those that are told beside them always are.
    void setOffersOwn(bool offersOwn);
    void setOthers(NameIndex others);
    // Reads them again unless that is under way. The Frame explains metrics that the kernel names; may be
    // null.
    void refresh(TimeRange range, const FramePtr& frame);

  signals:
    void changed();

  private:
    void merge();

    const SeriesSource& source_;
    std::shared_ptr<const NameIndex> own_;
    NameIndex others_;
    bool offersOwn_ = true;
    std::shared_ptr<const NameIndex> index_;  // of both
    bool reading_ = false;
};

}  // namespace baro::ui
