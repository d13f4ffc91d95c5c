// What chosen servers have for completion: names of metrics, and of those that somebody writes about, labels
// with values. Asked when somebody writes, never all of it, and kept a while. GUI thread only; nothing
// blocks.
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QSet>
#include <memory>
#include <vector>

#include "core/prometheus/ServerClient.h"
#include "ui/explore/SeriesNames.h"

namespace baro::ui {

class ServerNames : public QObject {
    Q_OBJECT
  public:
    using Client = std::shared_ptr<const prometheus::ServerClient>;

    // Of each server: enough to find what one looks for, and no more than a list can offer.
    static constexpr std::size_t mostMetrics = 20'000;
    static constexpr std::size_t mostSeries = 2'000;  // of a metric, for its labels

    explicit ServerNames(QObject* parent = nullptr);
    ~ServerNames() override;

    // What is known of servers that are no longer asked is forgotten.
    void setServers(const std::vector<Client>& servers);
    // Names of metrics of a range, unless they were asked lately.
    void refresh(TimeRange range);
    // Labels of a metric, once.
    void wantLabels(const std::string& metric);
    // Of all of them.
    NameIndex index() const;

  signals:
    void changed();

  private:
    struct OfServer {
        Client client;
        NameIndex names;
        QSet<QString> wanted;  // metrics whose labels were asked
        QElapsedTimer sinceAsked;
        std::vector<std::unique_ptr<http::Carriage>> asking;

        void take(const prometheus::TextsAnswer& answer);
        void take(const prometheus::SeriesAnswer& answer);
    };
    static void hold(OfServer& of, std::unique_ptr<http::Carriage> asking);
    template <class Answer>
    prometheus::AnswerTold<Answer> receiver(const std::shared_ptr<OfServer>& of);

    std::vector<std::shared_ptr<OfServer>> servers_;
    TimeRange range_;
};

}  // namespace baro::ui
