// Asks the source one question at a time, on a thread of its own. A newer question takes the place of the one
// under way, which is cancelled and never answered. GUI thread only.
#pragma once

#include <QObject>
#include <chrono>
#include <cstdint>
#include <memory>

#include "core/promql/Ast.h"
#include "core/promql/Engine.h"

namespace baro::ui {

class QueryRunner : public QObject {
    Q_OBJECT
  public:
    // The source must outlive it.
    explicit QueryRunner(const SeriesSource& source, QObject* parent = nullptr);
    ~QueryRunner() override;

    void ask(promql::ExpressionPtr expression, std::int64_t time);  // milliseconds since 1970-01-01 UTC
    void cancel();
    bool isAsking() const { return asking_; }
    // How long the newest answer took.
    std::chrono::milliseconds took() const { return took_; }

  signals:
    void answered(std::shared_ptr<const baro::promql::QueryOutcome> outcome);

  private:
    class Worker;
    void deliver(std::uint64_t number, std::shared_ptr<const promql::QueryOutcome> outcome,
                 std::chrono::milliseconds took);

    std::uint64_t number_ = 0;  // of the newest question
    bool asking_ = false;
    std::chrono::milliseconds took_{0};
    std::unique_ptr<Worker> worker_;
};

}  // namespace baro::ui
