// Parts of a whole over time, one upon the other: processor modes, memory. The lowest line of the spec lies at the
// bottom. Same behaviour as SeriesChart; drawn by ourselves, as filled areas cost Qt Charts a lot.
#pragma once

#include <QWidget>
#include <memory>

#include "ui/PageContext.h"
#include "ui/SeriesFeed.h"
#include "ui/widgets/ChartSpec.h"

namespace baro::ui {

class StackedArea : public QWidget {
    Q_OBJECT
  public:
    StackedArea(const PageContext& context, ChartSpec spec, QWidget* parent = nullptr);
    ~StackedArea() override;

    void setSpec(ChartSpec spec);
    const ChartSpec& spec() const;
    QString toCsv() const;

  protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

  private:
    class Private;
    std::unique_ptr<Private> d_;
};

}  // namespace baro::ui
