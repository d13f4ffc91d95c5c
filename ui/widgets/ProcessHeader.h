// The header of the process table: a title and, smaller, what it is counted in ("CPU %" / "of one core").
#pragma once

#include <QHeaderView>

#include "ui/models/ProcessModel.h"
#include "ui/theme/Theme.h"

namespace baro::ui {

inline constexpr int processCellMargin =
    gridStep;  // of titles and of cells alike, so that they stand in line

class ProcessHeader : public QHeaderView {
    Q_OBJECT
  public:
    ProcessHeader(const Theme& theme, const ProcessModel& model, QWidget* parent = nullptr);

    QSize sizeHint() const override;

  protected:
    void paintSection(QPainter* painter, const QRect& rect, int section) const override;
    QSize sectionSizeFromContents(int section) const override;

  private:
    void drawArrow(QPainter& painter, const QRect& rect) const;

    const Theme& theme_;
    const ProcessModel& processes_;
};

}  // namespace baro::ui
