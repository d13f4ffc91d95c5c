// Every processor at a glance: one cell each, with its last minutes and how busy it is now. Performance and
// efficiency cores are told apart where the kernel tells.
#pragma once

#include <QWidget>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "core/model/Frame.h"
#include "ui/theme/Theme.h"

namespace baro::ui {

class CoreGrid : public QWidget {
    Q_OBJECT
  public:
    enum class Detail {
        Heat,
        History
    };  // Heat: a coloured cell; History: a small chart with number and frequency

    explicit CoreGrid(const Theme& theme, Detail detail, QWidget* parent = nullptr);

    void showFrame(const Frame& frame);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

  protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool event(QEvent* event) override;

  private:
    struct Core {
        int cpu = 0;
        std::optional<double> busy;
        std::optional<double> hertz;
        CoreClass coreClass = CoreClass::Unknown;
        std::vector<float> history;  // a ring; NaN where unknown
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
    void paintHistory(QPainter& painter, const Core& core, const QRectF& area) const;

    const Theme& theme_;
    Detail detail_;
    std::vector<Core> cores_;
    std::uint64_t lastSequence_ = 0;
};

}  // namespace baro::ui
