// PromQL as an editor holds it: the parser counts bytes, Qt counts UTF-16 units, and $interval stands where a
// duration will be.
#pragma once

#include <QByteArray>
#include <QString>
#include <vector>

#include "core/promql/Ast.h"

namespace baro::ui {

class PromQlText {
  public:
    explicit PromQlText(const QString& text);

    // UTF-8; $interval is a duration of the same length, so that positions stay.
    std::string_view bytes() const { return {bytes_.constData(), static_cast<std::size_t>(bytes_.size())}; }
    int positionOf(std::size_t byte) const;  // in the QString
    std::size_t byteOf(int position) const;

  private:
    QByteArray bytes_;
    std::vector<int> positions_;  // one a byte, and one for the end
};

}  // namespace baro::ui
