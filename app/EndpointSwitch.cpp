#include "app/EndpointSwitch.h"

#include <utility>

#include "core/base/Log.h"

namespace baro::app {

EndpointSwitch::EndpointSwitch(Settings& settings, const Served& what, CollectorChoice choice)
    : settings_(settings), what_(what), choice_(std::move(choice)) {
    changes_ = settings_.observe([this](const Setting& changed) {
        if (changed.key == "endpoint.on" || changed.key == "endpoint.address") apply();
    });
    // When whoever made this has connected to it.
    QMetaObject::invokeMethod(this, &EndpointSwitch::apply, Qt::QueuedConnection);
}

void EndpointSwitch::apply() {
    served_.reset();
    if (!settings_.boolean("endpoint.on")) {
        emit reported({}, true);
        return;
    }
    const auto address = ListenAddress::parse(settings_.text("endpoint.address"));
    if (!address) return report({.listening = std::nullopt, .problem = address.error().message});
    const auto onAnyThread = [this](const Endpoint::State& state) {
        QMetaObject::invokeMethod(
            this, [this, state] { report(state); }, Qt::QueuedConnection);
    };
    served_ = std::make_unique<ServedMetrics>(*address, what_, choice_, "/proc", onAnyThread);
}

void EndpointSwitch::report(const Endpoint::State& state) {
    const std::string sentence = inWords(state);
    log(state.listening ? Severity::Info : Severity::Warning, sentence);
    emit reported(QString::fromStdString(sentence), state.listening.has_value());
}

}  // namespace baro::app
