// What a query gave: a chart over the window's range, or a table of its moment; before that, what could be
// asked; and in place of both, why there is nothing.
#pragma once

#include <QWidget>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "core/promql/Engine.h"
#include "ui/PageContext.h"
#include "ui/SeriesFeed.h"
#include "ui/explore/ExploreServer.h"
#include "ui/explore/QueryRunner.h"
#include "ui/explore/SourceNotes.h"
#include "ui/models/KeyedTableModel.h"
#include "ui/widgets/ChartSpec.h"

namespace baro::ui {

class Card;
class Label;
class ExploreServer;
class SourcedChart;
class SourceNotes;
class StateMessage;
class SubjectTable;

class ExploreResult : public QWidget {
    Q_OBJECT
  public:
    ExploreResult(const PageContext& context, QWidget* parent = nullptr);
    ~ExploreResult() override;

    // Who is asked from the next question on; what is shown goes. The servers outlive that.
    void setSources(bool asksHere, std::vector<ExploreServer*> servers);
    // expression: with $interval in it. whyNotHere: why this machine cannot be asked that; else it parses.
    void ask(const QString& expression, Unit unit, bool isDrawable, const QString& whyNotHere = {});
    void clear();
    void setShowsTable(bool showsTable);
    void setStep(std::optional<std::chrono::milliseconds> step);
    bool hasQuery() const { return !spec_.lines.empty(); }
    const ChartSpec& spec() const { return spec_; }

  signals:
    void exampleChosen(const QString& expression);
    // A server says what is wrong with the text that it was sent.
    void refused(const QString& message, const std::string& text);

  protected:
    void showEvent(QShowEvent* event) override;

  private:
    QWidget* makeExamples();
    void arrange();
    void askTable();
    void askHere();
    void askServers();
    void askServersWhenDue();
    void takeHere(const promql::QueryOutcome& outcome);
    void takeMoment(const ExploreServer& server, const MomentAnswer& answer);
    void showMoments();
    // leftOut: rows beyond those that were kept of the answer.
    void showTable(const promql::QueryOutcome& outcome, std::size_t leftOut = 0);
    void showSourceNotes();
    void fillTable(const promql::QueryResult& result, std::size_t leftOut);
    void showNotes(const QStringList& notes);
    void showChartNotes();

    // The page's own worker: a heavy query must not keep the sidebar waiting.
    SeriesFeed feed_;
    const PageContext context_;
    QueryRunner runner_;
    ChartSpec spec_;
    bool isDrawable_ = true;
    bool showsTable_ = false;
    bool isCurrent_ = false;  // the table answers the present question
    // What each source answered of the moment; of this machine under null.
    struct OfMoment {
        std::optional<promql::QueryResult> result;
        std::size_t leftOut = 0;
        SourceNote note = {};
    };
    bool asksHere_ = true;
    QString whyNotHere_;
    std::vector<ExploreServer*> servers_;
    std::map<const ExploreServer*, OfMoment> moments_;
    std::int64_t serversAskedAt_ = 0;
    SourceNotes* sourceNotes_ = nullptr;
    SourcedChart* chart_ = nullptr;
    Card* tableCard_ = nullptr;
    SubjectTable* table_ = nullptr;
    std::vector<TableColumn> columns_;
    StateMessage* message_ = nullptr;
    QWidget* examples_ = nullptr;
    Label* notes_ = nullptr;
};

}  // namespace baro::ui
