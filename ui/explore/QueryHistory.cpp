#include "ui/explore/QueryHistory.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QThreadPool>

#include "core/base/Log.h"
#include "core/config/Settings.h"

namespace baro::ui {

QueryHistory::QueryHistory(Settings& settings) : settings_(settings) {
    const auto kept = QByteArray::fromStdString(settings.text("explore.history"));
    for (const QJsonValue& query : QJsonDocument::fromJson(kept).array())
        if (query.isString() && queries_.size() < longest) queries_ << query.toString();
}

void QueryHistory::add(const QString& query) {
    at_ = -1;
    if (!queries_.isEmpty() && queries_.front() == query) return;
    queries_.removeAll(query);
    queries_.prepend(query);
    while (queries_.size() > longest)
        queries_.removeLast();
    save();
}

void QueryHistory::clear() {
    queries_.clear();
    at_ = -1;
    save();
}

QString QueryHistory::leaf(int step) {
    const int wanted = step == 0 ? -1 : at_ + step;
    if (wanted < 0 || wanted >= queries_.size()) {
        if (wanted < 0) at_ = -1;
        return {};
    }
    at_ = wanted;
    return queries_[at_];
}

void QueryHistory::save() {
    const QByteArray text =
        QJsonDocument(QJsonArray::fromStringList(queries_)).toJson(QJsonDocument::Compact);
    if (!settings_.set("explore.history", text.toStdString())) return;
    if (settings_.path().empty()) return;
    QThreadPool::globalInstance()->start([path = settings_.path(), text] {
        const Status saved = saveSettings(path, {{"explore.history", text.toStdString()}});
        if (!saved) log(Severity::Warning, saved.error().message);
    });
}

}  // namespace baro::ui
