// The chart of Explore: what this machine answers, as any chart, and what servers answer to the same text, in
// one.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "ui/explore/ExploreServer.h"
#include "ui/explore/SourceNotes.h"
#include "ui/widgets/SeriesChart.h"

namespace baro::ui {

class SourcedChart : public SeriesChart {
    Q_OBJECT
  public:
    SourcedChart(const PageContext& context, ChartSpec spec, QWidget* parent = nullptr);

    // Who is asked; the servers outlive what they are asked here. whyNotHere: what is wrong with the text for
    // this machine; empty usually.
    void setSources(bool asksHere, std::vector<ExploreServer*> servers, const QString& whyNotHere = {});
    // The text of the spec as a server is sent it: $interval put in, all else in its place.
    std::string textFor(const ExploreServer& server, std::int64_t step) const;
    // One a source, in their order.
    std::vector<SourceNote> notes() const;
    // Anew: the text or the range is another one.
    void askServers();

  signals:
    void told();  // notes() are others
    // A server says what is wrong with the text.
    void refused(const QString& message, const std::string& text);

  protected:
    void ask() override;
    void takeAnswer(const SeriesAnswer& answer) override;
    bool isOfShownMachine() const override { return asksHere_ && servers_.empty(); }
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

  private:
    struct OfServer {
        std::optional<Result<Plot>> plot;
        std::size_t series = 0;  // that the server told
        std::vector<std::string> notes;
        std::chrono::milliseconds took{0};
        prometheus::RangeQuestion question;
        std::int64_t askedAt = 0;  // the newest moment then
    };
    void askServer(ExploreServer& server);
    void askWhenDue();
    void take(ExploreServer& server, const RangeAnswer& answer);
    void merge();
    std::int64_t stepFor(const ExploreServer& server) const;

    bool asksHere_ = true;
    QString whyNotHere_;
    std::vector<ExploreServer*> servers_;
    std::map<const ExploreServer*, OfServer> ofServers_;
    std::optional<SeriesAnswer> here_;
    QElapsedTimer sinceAsked_;
    std::chrono::milliseconds tookHere_{0};
};

}  // namespace baro::ui
