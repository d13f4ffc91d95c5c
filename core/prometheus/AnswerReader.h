// Reads an answer of Prometheus's HTTP API piece by piece, straight into its values: the text itself is never
// held. Strict about what is needed, silent about members that it does not know. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/prometheus/Answer.h"
#include "core/prometheus/JsonPush.h"

namespace baro::prometheus {

// What is asked for, and so what "data" is.
enum class AnswerKind { Query, Series, Texts, Tree };

class AnswerReader final : private JsonListener {
  public:
    explicit AnswerReader(AnswerKind kind, const AnswerLimits& limits = {});

    // false: no more is wanted, and finish() says why.
    bool take(std::string_view bytes);
    // Where the server answered an error, its words and their type: "bad_data: parse error ...". After
    // success, the values below are whole; they are to be taken once.
    Status finish();

    // Whether the server itself, as Prometheus, said what is wrong.
    bool isServerError() const { return status_ == "error"; }
    const std::string& errorType() const { return errorType_; }

    QueryAnswer takeQuery();
    SeriesAnswer takeSeries() { return {std::move(labelSets_), std::move(notes_)}; }
    TextsAnswer takeTexts() { return {std::move(texts_), std::move(notes_)}; }
    TreeAnswer takeTree() { return {std::move(tree_), std::move(notes_)}; }

  private:
    // Where in the answer.
    enum class Place {
        Start,
        Root,
        Warnings,
        Infos,
        Data,
        Result,     // the list of series; of a scalar or a text, the point itself
        Series,     // an object with metric and values
        Metric,     // its labels
        Value,      // [time, "value"]
        Values,     // a list of those
        LabelSets,  // of Series
        LabelSet,
        Texts,
        Tree,
        Skipped
    };

    bool takeOpen(char bracket) override;
    bool takeClose() override;
    bool takeKey(std::string_view key) override;
    bool takeText(std::string_view text) override;
    bool takeNumber(std::string_view digits) override;
    bool takeFlag(bool flag) override;
    bool takeNull() override;

    bool enter(Place place, char bracket, char wanted);
    bool openInRoot(char bracket);
    bool openInSeries(char bracket);
    bool openInTree(char bracket);
    bool takeScalar(Json value);
    bool takePointText(std::string_view text);
    bool takeTime(std::string_view digits);
    bool addToTree(Json value);
    bool takeRootText(std::string_view text);
    bool keep(std::size_t bytes);
    bool stop(Error why);
    bool wrongType();
    bool isPoint() const { return place() == Place::Value || place() == Place::Result; }
    Place place() const { return places_.back(); }
    bool endSeries();
    Status checkWhole() const;

    const AnswerKind kind_;
    const AnswerLimits limits_;
    JsonPush json_;
    std::optional<Error> problem_;
    std::size_t read_ = 0;
    std::size_t kept_ = 0;
    bool hasBegun_ = false;

    std::vector<Place> places_{Place::Start};
    std::string key_;  // of the object that is read
    std::string status_;
    std::string error_;
    std::string errorType_;
    std::string resultType_;
    bool hasData_ = false;
    bool hasResult_ = false;
    Notes notes_;

    std::vector<std::pair<std::string, std::string>> labels_;
    SampleSeries series_;
    std::size_t pointPart_ = 0;
    std::int64_t pointTime_ = 0;
    std::string pointText_;
    std::size_t histograms_ = 0;
    std::vector<SampleSeries> all_;
    std::vector<Labels> labelSets_;
    std::vector<std::string> texts_;

    struct Branch {
        std::string key;  // under which it hangs
        Json::Value value;
    };
    std::vector<Branch> branches_;
    Json tree_;
};

}  // namespace baro::prometheus
