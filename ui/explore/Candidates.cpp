#include "ui/explore/Candidates.h"

#include <QCoreApplication>
#include <algorithm>
#include <array>
#include <utility>

#include "core/promql/Functions.h"
#include "core/series/PromQlText.h"

namespace baro::ui {
namespace {

using WantedKind = promql::CompletionContext::Wanted;

constexpr std::size_t mostCandidates = 200;

struct CandidateWords {
    Q_DECLARE_TR_FUNCTIONS(PromQlEditor)
};

struct Explained {
    const char* word;
    const char* help;
};

constexpr std::array aggregations{
    Explained{"sum", QT_TRANSLATE_NOOP("PromQlEditor", "adds the series of each group")},
    Explained{"avg", QT_TRANSLATE_NOOP("PromQlEditor", "mean of each group")},
    Explained{"min", QT_TRANSLATE_NOOP("PromQlEditor", "smallest of each group")},
    Explained{"max", QT_TRANSLATE_NOOP("PromQlEditor", "largest of each group")},
    Explained{"count", QT_TRANSLATE_NOOP("PromQlEditor", "number of series in each group")},
    Explained{"group", QT_TRANSLATE_NOOP("PromQlEditor", "1 for each group")},
    Explained{"stddev", QT_TRANSLATE_NOOP("PromQlEditor", "standard deviation of each group")},
    Explained{"stdvar", QT_TRANSLATE_NOOP("PromQlEditor", "variance of each group")},
    Explained{"topk", QT_TRANSLATE_NOOP("PromQlEditor", "the k largest series: topk(5, …)")},
    Explained{"bottomk", QT_TRANSLATE_NOOP("PromQlEditor", "the k smallest series: bottomk(5, …)")},
    Explained{"quantile", QT_TRANSLATE_NOOP("PromQlEditor", "quantile of each group: quantile(0.9, …)")},
    Explained{"count_values", QT_TRANSLATE_NOOP("PromQlEditor", "number of series with each value")},
    Explained{"limitk", QT_TRANSLATE_NOOP("PromQlEditor", "any k series: limitk(5, …)")},
    Explained{"limit_ratio", QT_TRANSLATE_NOOP("PromQlEditor", "a share of the series: limit_ratio(0.1, …)")},
};

constexpr std::array afterOperand{
    Explained{"and", QT_TRANSLATE_NOOP("PromQlEditor", "series that the right side has too")},
    Explained{"or", QT_TRANSLATE_NOOP("PromQlEditor", "and those of the right side that the left has not")},
    Explained{"unless", QT_TRANSLATE_NOOP("PromQlEditor", "series that the right side has not")},
    Explained{"offset", QT_TRANSLATE_NOOP("PromQlEditor", "as it was earlier: offset 5m")},
    Explained{"by", QT_TRANSLATE_NOOP("PromQlEditor", "groups by these labels")},
    Explained{"without", QT_TRANSLATE_NOOP("PromQlEditor", "groups by all but these labels")},
    Explained{"on", QT_TRANSLATE_NOOP("PromQlEditor", "both sides match by these labels")},
    Explained{"ignoring", QT_TRANSLATE_NOOP("PromQlEditor", "both sides match by all but these labels")},
    Explained{"group_left",
              QT_TRANSLATE_NOOP("PromQlEditor", "many series of the left match one of the right")},
    Explained{"group_right",
              QT_TRANSLATE_NOOP("PromQlEditor", "one series of the left matches many of the right")},
    Explained{"bool", QT_TRANSLATE_NOOP("PromQlEditor", "a comparison gives 0 or 1")},
    Explained{"atan2", QT_TRANSLATE_NOOP("PromQlEditor", "the angle of y and x")},
};

QString qt(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QString insideQuotes(const std::string& value) {
    const QString quoted = QString::fromStdString(quotedForPromQl(value));
    return quoted.mid(1, quoted.size() - 2);
}

class Collection {
  public:
    explicit Collection(const std::string& prefix) : prefix_(QString::fromStdString(prefix)) {}

    void add(Candidate candidate) {
        if (candidate.text.startsWith(prefix_, Qt::CaseInsensitive))
            first_.push_back(std::move(candidate));
        else if (candidate.text.contains(prefix_, Qt::CaseInsensitive))
            second_.push_back(std::move(candidate));
    }
    template <std::size_t count>
    void addWords(const std::array<Explained, count>& words, const QString& kind, const QString& after = {}) {
        for (const Explained& word : words)
            add({QLatin1String(word.word) + after, kind, CandidateWords::tr(word.help)});
    }

    std::vector<Candidate> taken() {
        std::ranges::move(second_, std::back_inserter(first_));
        if (first_.size() > mostCandidates) first_.resize(mostCandidates);
        // What stands there already is no offer.
        if (first_.size() == 1 && first_.front().text == prefix_) first_.clear();
        return std::move(first_);
    }

  private:
    QString prefix_;
    std::vector<Candidate> first_;
    std::vector<Candidate> second_;
};

void addExpressions(Collection& all, const NameIndex& names) {
    for (const auto& [metric, labels] : names.metrics) {
        const MetricMeaning meaning = names.meaningOf(metric);
        all.add({qt(metric), meaning.kind.empty() ? CandidateWords::tr("metric") : qt(meaning.kind),
                 qt(meaning.help)});
    }
    for (const promql::Function& function : promql::functions())
        all.add(
            {qt(function.name) + QLatin1String("()"), CandidateWords::tr("function"), qt(function.help), 1});
    for (const Explained& word : aggregations)
        all.add({QLatin1String(word.word) + QLatin1String("()"), CandidateWords::tr("aggregation"),
                 CandidateWords::tr(word.help), 1});
}

void addDurations(Collection& all) {
    all.add({QStringLiteral("$interval"), CandidateWords::tr("duration"),
             CandidateWords::tr("fits the distance of two points")});
    for (const char* word : {"30s", "1m", "5m", "15m", "30m", "1h"})
        all.add({QLatin1String(word), CandidateWords::tr("duration"), {}});
}

}  // namespace

std::vector<Candidate> candidatesFor(const promql::CompletionContext& place, const NameIndex& names) {
    Collection all(place.prefix);
    switch (place.wanted) {
        case WantedKind::Nothing:
            return {};
        case WantedKind::Expression:
            addExpressions(all, names);
            break;
        case WantedKind::AfterOperand:
            all.addWords(afterOperand, CandidateWords::tr("keyword"));
            break;
        case WantedKind::GroupingOrBody:
            all.add({QStringLiteral("by ()"), CandidateWords::tr("keyword"),
                     CandidateWords::tr("groups by these labels"), 1});
            all.add({QStringLiteral("without ()"), CandidateWords::tr("keyword"),
                     CandidateWords::tr("groups by all but these labels"), 1});
            break;
        case WantedKind::LabelName:
            for (const auto& [label, values] : names.labelsOf(place.metric))
                all.add({qt(label), CandidateWords::tr("label"),
                         CandidateWords::tr("%n value(s)", nullptr, static_cast<int>(values.size()))});
            break;
        case WantedKind::LabelValue: {
            const auto labels = names.labelsOf(place.metric);
            const auto found = labels.find(place.label);
            if (found == labels.end()) return {};
            for (const std::string& value : found->second)
                all.add({insideQuotes(value), CandidateWords::tr("value"), {}});
            break;
        }
        case WantedKind::Duration:
            addDurations(all);
            break;
        case WantedKind::Timestamp:
            all.add({QStringLiteral("start()"), CandidateWords::tr("keyword"),
                     CandidateWords::tr("the start of the range")});
            all.add({QStringLiteral("end()"), CandidateWords::tr("keyword"),
                     CandidateWords::tr("the end of the range")});
            break;
    }
    return all.taken();
}

}  // namespace baro::ui
