#include "ui/pages/NetworkPage.h"

#include <QCoreApplication>
#include <QHBoxLayout>

#include "ui/models/MissingPart.h"
#include "ui/models/NetworkTables.h"
#include "ui/widgets/PageColumn.h"
#include "ui/widgets/SectionCard.h"
#include "ui/widgets/SeriesChart.h"
#include "ui/widgets/SubjectTable.h"

namespace baro::ui {
namespace {

class NetworkPage final : public Page {
    Q_DECLARE_TR_FUNCTIONS(NetworkPage)

  public:
    NetworkPage(const PageContext& context, QWidget* parent) : Page(context, parent) {
        auto* column = new PageColumn(context.theme, this);
        column->column()->addWidget(new SeriesChart(context, trafficSpec(), this));
        QHBoxLayout* details = column->addRow();
        details->addWidget(new SeriesChart(context, packetSpec(), this));
        details->addWidget(new SeriesChart(context, troubleSpec(), this));
        details->addWidget(new SeriesChart(context, connectionSpec(), this));

        interfaces_ = new SubjectTable(context.theme, tr("Interfaces"), interfaceColumns(), this);
        interfaces_->keep(context, QStringLiteral("network.interfaces"));
        interfaceCard_ = new SectionCard(context.theme, tr("Interfaces"), interfaces_, this);
        column->column()->addWidget(interfaceCard_);
        protocols_ = new SubjectTable(context.theme, tr("Protocols"), protocolColumns(), this);
        protocols_->keep(context, QStringLiteral("network.protocols"));
        protocolCard_ = new SectionCard(context.theme, tr("Protocols"), protocols_, this);
        column->column()->addWidget(protocolCard_);
        column->column()->addStretch();
    }

    void showFrame(const Frame& frame) override {
        const FormatStyle& style = context().format.style();
        interfaceCard_->setNote(frame.readings.network ? missingPart(frame, "network") : QString());
        if (interfaceCard_->showsReading(frame.readings.network))
            interfaces_->setRows(interfaceRows(frame, style));
        if (protocolCard_->showsReading(frame.readings.sockets))
            protocols_->setRows(protocolRows(frame, style));
    }

  private:
    static ChartSpec trafficSpec() {
        return {.title = tr("Received (up) and sent (down)"),
                .unit = Unit::NetworkBytesPerSecond,
                .lines = {{rateOf("node_network_receive_bytes_total"), tr("{device} received"), "{device}"},
                          {.expression = rateOf("node_network_transmit_bytes_total"),
                           .name = tr("{device} sent"),
                           .colorKey = "{device}",
                           .isDown = true}},
                .leastMaximum = 10 * 1024,
                .height = 26 * gridStep};
    }

    static ChartSpec packetSpec() {
        return {.title = tr("Packets received (up) and sent (down)"),
                .unit = Unit::PerSecond,
                .lines = {{rateOf("node_network_receive_packets_total"), tr("{device} received"), "{device}"},
                          {.expression = rateOf("node_network_transmit_packets_total"),
                           .name = tr("{device} sent"),
                           .colorKey = "{device}",
                           .isDown = true}},
                .leastMaximum = 10};
    }

    static ChartSpec troubleSpec() {
        return {.title = tr("Errors and drops"),
                .unit = Unit::PerSecond,
                .lines = {{rateOf("node_network_receive_errs_total"), tr("{device} receive errors")},
                          {rateOf("node_network_transmit_errs_total"), tr("{device} send errors")},
                          {rateOf("node_network_receive_drop_total"), tr("{device} receive drops")},
                          {rateOf("node_network_transmit_drop_total"), tr("{device} send drops")}},
                .leastMaximum = 1};
    }

    static ChartSpec connectionSpec() {
        return {.title = tr("TCP: connections, and segments sent again"),
                .unit = Unit::None,
                .lines = {{"node_netstat_Tcp_CurrEstab", tr("established")},
                          {rateOf("node_netstat_Tcp_RetransSegs"), tr("sent again per second")}},
                .leastMaximum = 10};
    }

    SectionCard* interfaceCard_ = nullptr;
    SubjectTable* interfaces_ = nullptr;
    SectionCard* protocolCard_ = nullptr;
    SubjectTable* protocols_ = nullptr;
};

// What the machine exchanges with others; loopback stays inside.
QString networkFigure(const Frame& frame, const Formatting& format) {
    if (!frame.rates.network) return {};
    double bytesPerSecond = 0;
    for (const NetworkRates& interface : *frame.rates.network)
        if (interface.name != "lo")
            bytesPerSecond += interface.receivedBytesPerSecond + interface.transmittedBytesPerSecond;
    return format.text(bytesPerSecond, Unit::NetworkBytesPerSecond);
}

std::optional<std::string> networkSparkline(const Frame& frame) {
    if (!frame.readings.network) return std::nullopt;
    return "sum(" + rateOf("node_network_receive_bytes_total{device!=\"lo\"}") + ")";
}

}  // namespace

PageEntry networkPage() {
    return {.id = QStringLiteral("network"),
            .title = NetworkPage::tr("Network"),
            .icon = QStringLiteral("network"),
            .subject = Subject::Network,
            .make = [](const PageContext& context, QWidget* parent) -> Page* {
                return new NetworkPage(context, parent);
            },
            .figure = networkFigure,
            .sparkline = networkSparkline};
}

}  // namespace baro::ui
