#include "ui/explore/QueryHistory.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QThreadPool>

#include "core/base/Log.h"
#include "core/config/Settings.h"

namespace baro::ui {
namespace {

constexpr const char* textKey = "query";
constexpr const char* sourcesKey = "sources";

// Nothing: somebody else wrote it.
std::optional<AskedQuery> queryOf(const QJsonValue& value) {
    if (value.isString()) return AskedQuery{value.toString()};
    const QJsonObject object = value.toObject();
    AskedQuery query{object[textKey].toString(), {}};
    for (const QJsonValue& source : object[sourcesKey].toArray())
        query.sources << source.toString();
    if (query.text.isEmpty() || query.sources.isEmpty()) return std::nullopt;
    return query;
}

QJsonValue valueOf(const AskedQuery& query) {
    if (query.sources == QStringList(QString())) return query.text;
    return QJsonObject{{textKey, query.text}, {sourcesKey, QJsonArray::fromStringList(query.sources)}};
}

}  // namespace

QueryHistory::QueryHistory(Settings& settings) : settings_(settings) {
    const auto kept = QByteArray::fromStdString(settings.text("explore.history"));
    for (const QJsonValue& value : QJsonDocument::fromJson(kept).array())
        if (const auto query = queryOf(value); query && queries_.size() < longest) queries_.push_back(*query);
}

void QueryHistory::add(const AskedQuery& query) {
    at_ = -1;
    if (!queries_.empty() && queries_.front() == query) return;
    std::erase(queries_, query);
    queries_.insert(queries_.begin(), query);
    if (queries_.size() > longest) queries_.resize(longest);
    save();
}

void QueryHistory::clear() {
    queries_.clear();
    at_ = -1;
    save();
}

std::optional<AskedQuery> QueryHistory::leaf(int step) {
    const int wanted = step == 0 ? -1 : at_ + step;
    if (wanted < 0 || wanted >= static_cast<int>(queries_.size())) {
        if (wanted < 0) at_ = -1;
        return std::nullopt;
    }
    at_ = wanted;
    return queries_[static_cast<std::size_t>(at_)];
}

void QueryHistory::save() {
    QJsonArray kept;
    for (const AskedQuery& query : queries_)
        kept.append(valueOf(query));
    const QByteArray text = QJsonDocument(kept).toJson(QJsonDocument::Compact);
    if (!settings_.set("explore.history", text.toStdString())) return;
    if (settings_.path().empty()) return;
    QThreadPool::globalInstance()->start([path = settings_.path(), text] {
        const Status saved = saveSettings(path, {{"explore.history", text.toStdString()}});
        if (!saved) log(Severity::Warning, saved.error().message);
    });
}

}  // namespace baro::ui
