#include "ui/models/TableLayout.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace baro::ui {
namespace {

constexpr const char* hiddenKey = "hidden";
constexpr const char* orderKey = "order";
constexpr const char* widthsKey = "widths";
constexpr const char* sortedKey = "sorted-by";
constexpr const char* descendsKey = "descends";
constexpr int narrowestKept = 24;
constexpr int widestKept = 4000;

QJsonObject layoutsIn(const std::string& setting) {
    return QJsonDocument::fromJson(QByteArray::fromStdString(setting)).object();
}

QStringList textsOf(const QJsonValue& value) {
    QStringList texts;
    for (const QJsonValue& each : value.toArray())
        if (each.isString() && !texts.contains(each.toString())) texts << each.toString();
    return texts;
}

QJsonObject jsonOf(const TableLayout& layout) {
    QJsonObject object;
    if (!layout.hidden.isEmpty()) object[hiddenKey] = QJsonArray::fromStringList(layout.hidden);
    if (!layout.order.isEmpty()) object[orderKey] = QJsonArray::fromStringList(layout.order);
    QJsonObject widths;
    for (auto each = layout.widths.begin(); each != layout.widths.end(); ++each)
        widths[each.key()] = each.value();
    if (!widths.isEmpty()) object[widthsKey] = widths;
    if (layout.sortedBy) object[sortedKey] = *layout.sortedBy;
    if (layout.sortedBy && layout.descends) object[descendsKey] = true;
    return object;
}

}  // namespace

TableLayout layoutIn(const std::string& setting, const QString& table) {
    const QJsonObject object = layoutsIn(setting)[table].toObject();
    TableLayout layout{textsOf(object[hiddenKey]), textsOf(object[orderKey]), {}, {}, false};
    const QJsonObject widths = object[widthsKey].toObject();
    for (auto each = widths.begin(); each != widths.end(); ++each)
        if (const int width = each.value().toInt(); width >= narrowestKept && width <= widestKept)
            layout.widths[each.key()] = width;
    if (object[sortedKey].isString()) layout.sortedBy = object[sortedKey].toString();
    layout.descends = layout.sortedBy && object[descendsKey].toBool();
    return layout;
}

std::string withLayout(const std::string& setting, const QString& table, const TableLayout& layout) {
    QJsonObject layouts = layoutsIn(setting);
    const QJsonObject object = jsonOf(layout);
    if (object.isEmpty())
        layouts.remove(table);
    else
        layouts[table] = object;
    if (layouts.isEmpty()) return {};
    return QJsonDocument(layouts).toJson(QJsonDocument::Compact).toStdString();
}

}  // namespace baro::ui
