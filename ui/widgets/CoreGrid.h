// Every processor at a glance: one cell each, with its last minutes and how busy it is now. Performance and
// efficiency cores are told apart where the kernel tells.
#pragma once

#include <QWidget>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "core/model/Frame.h"
#include "ui/hosts/JoinedWatch.h"
#include "ui/theme/Theme.h"

namespace baro::ui {

class Formatting;

class CoreGrid : public QWidget {
    Q_OBJECT
  public:
    enum class Detail {
        Heat,
        History
    };  // Heat: a coloured cell; History: a small chart with number and frequency

    CoreGrid(const Theme& theme, const Formatting& format, Detail detail, QWidget* parent = nullptr);

    void showFrame(const Frame& frame);
    // Draws the last minute of each, as long as it is visible.
    void followHistory(SeriesFeed& feed);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

  protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool event(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

  private:
    struct Core {
        int cpu = 0;
        std::optional<double> busy;
        std::optional<double> hertz;
        CoreClass coreClass = CoreClass::Unknown;
    };
    struct Cells {
        int columns = 1;
        int rows = 1;
        double width = 0;
        double height = 0;
    };
    Cells cells(int width) const;
    int neededHeight() const;
    QRectF cell(std::size_t index) const;
    QString describe(const Core& core) const;
    void takeHistory(const SeriesAnswer& answer);
    void paintHistory(QPainter& painter, const std::vector<double>& history, const QRectF& area) const;

    const Theme& theme_;
    const Formatting& format_;
    Detail detail_;
    std::vector<Core> cores_;
    std::map<int, std::vector<double>> histories_;  // by processor; NaN where unknown
    std::unique_ptr<JoinedWatch> watch_;
};

}  // namespace baro::ui
