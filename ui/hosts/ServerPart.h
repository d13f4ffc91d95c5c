// What a server adds to the answers of one chart of this machine: asked where the record has nothing, kept
// while the chart goes on, and joined to every answer (docs/adr/0036-one-axis-has-seams.md). GUI thread only.
#pragma once

#include <QObject>
#include <QPointer>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/metrics/Unit.h"
#include "core/pages/ExpressionText.h"
#include "ui/hosts/ServerPast.h"
#include "ui/series/JoinedAxis.h"
#include "ui/series/Plot.h"

namespace baro::ui {

// How the answer of a chart came to be.
struct AskedPlots {
    std::vector<std::string> expressions = {};  // as the chart names them
    ExpressionVariables variables = {};         // all but $interval
    TimeRange range;
    std::int64_t newest = 0;  // nothing is known of later moments
    Unit unit = Unit::None;
    bool addsUp = false;                        // as SeriesQuestion::addsUp
    std::optional<PeriodColumns> columns = {};  // of a chart of a period; nothing: of a live one
};

class ServerPart : public QObject {
    Q_OBJECT
  public:
    // The past may go before this.
    explicit ServerPart(ServerPast& past, QObject* parent = nullptr);
    ~ServerPart() override;

    // Whether there is any server that could have more.
    bool mayAdd() const { return past_ != nullptr && past_->hasServers(); }
    // Puts into the plots, one an expression, what is known of the server, and asks for what is not.
    JoinedAxis join(const AskedPlots& asked, std::vector<Result<Plot>>& plots);
    // More may come: whoever draws keeps the answer as it was, and joins it anew when there is news.
    bool isWaiting() const { return lacks_; }
    // A server is being asked right now.
    bool isAsking() const { return lacks_ && (underWay_ || (past_ != nullptr && past_->isSeeking())); }
    // Nobody looks any more.
    void rest();

  signals:
    void news();

  private:
    struct Wanted {
        std::vector<std::string> expressions;
        std::int64_t from = 0;  // of the first column, and where the last one ends
        std::int64_t to = 0;
        std::int64_t width = 0;
        std::int64_t slack = 0;  // so much may be missing at the end
        bool isSummary = false;
        bool holds(const Wanted& other) const;
    };
    struct Kept {
        Wanted wanted;
        std::vector<Result<Plot>> plots;
        bool hasFailed = false;
    };
    Wanted wantedFor(const AskedPlots& asked, const Plot& grid, const ColumnRun& span,
                     std::int64_t slack) const;
    static Wanted withMargin(Wanted wanted, const ColumnRun& span);
    void ask(const AskedPlots& asked, const Wanted& wanted);
    void take(const PeriodPlots& plots);
    void put(const AskedPlots& asked, const Plot& grid, std::span<const ColumnRun> runs,
             std::span<const ColumnRun> overlaps, std::vector<Result<Plot>>& plots, JoinedAxis& axis) const;

    const QPointer<ServerPast> past_;
    const int number_;
    std::optional<Wanted> underWay_;
    bool addsUp_ = false;  // of what is under way
    std::optional<Kept> kept_;
    QElapsedTimer sinceFailed_;
    bool lacks_ = false;
};

}  // namespace baro::ui
