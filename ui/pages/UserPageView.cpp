#include "ui/pages/UserPageView.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QInputDialog>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <utility>

#include "ui/MachineText.h"
#include "ui/UserPages.h"
#include "ui/widgets/ChartDialog.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/PageChoice.h"
#include "ui/widgets/PageColumn.h"
#include "ui/widgets/SeriesChart.h"
#include "ui/widgets/StackedArea.h"
#include "ui/widgets/StateMessage.h"

namespace baro::ui {
namespace {

constexpr int columnCount = 2;

class UserPageView final : public Page {
    Q_DECLARE_TR_FUNCTIONS(UserPageView)

  public:
    UserPageView(const PageContext& context, QString id, QWidget* parent)
        : Page(context, parent), id_(std::move(id)) {
        auto* column = new PageColumn(context.theme, this);
        column->column()->addLayout(makeTools());
        problem_ = new Label(context.theme, TextSize::Body, Role::Danger, this);
        problem_->setWordWrap(true);
        column->column()->addWidget(problem_);
        empty_ = new StateMessage(context.theme, this);
        empty_->setMessage(StateMessage::Kind::Empty, tr("No charts yet"),
                           tr("Add one here, from the menu of any chart (right click), or from Explore."));
        column->column()->addWidget(empty_);
        grid_ = new QGridLayout;
        grid_->setSpacing(2 * gridStep);
        for (int i = 0; i < columnCount; ++i)
            grid_->setColumnStretch(i, 1);
        column->column()->addLayout(grid_);
        column->column()->addStretch();
        connect(&context.userPages, &UserPages::pageChanged, this, [this](const QString& changed) {
            if (changed == id_) showPage();
        });
        showPage();
    }

    void showFrame(const Frame&) override {}

  private:
    QHBoxLayout* makeTools() {
        auto* tools = new QHBoxLayout;
        tools->setSpacing(gridStep);
        const auto add = [&](const QString& text, void (UserPageView::*action)()) {
            auto* button = new QPushButton(text, this);
            connect(button, &QPushButton::clicked, this, action);
            tools->addWidget(button);
        };
        add(tr("Add chart"), &UserPageView::addChart);
        tools->addStretch();
        add(tr("Rename"), &UserPageView::rename);
        add(tr("Save as …"), &UserPageView::saveAs);
        add(tr("Remove page"), &UserPageView::removePage);
        return tools;
    }

    const UserPages::Entry* entry() const { return context().userPages.find(id_); }

    void showPage() {
        const UserPages::Entry* const kept = entry();
        if (kept == nullptr) return;
        problem_->setText(kept->problem.isEmpty()
                              ? QString()
                              : tr("%1\nThe page is shown as it was before.").arg(kept->problem));
        problem_->setVisible(!kept->problem.isEmpty());
        empty_->setVisible(kept->page.charts.empty() && kept->problem.isEmpty());
        if (shown_ == kept->page && !charts_.empty()) return;
        shown_ = kept->page;
        for (ChartFrame* chart : std::exchange(charts_, {}))
            chart->deleteLater();
        for (const PageChart& chart : shown_.charts)
            placeChart(chart);
    }

    void placeChart(const PageChart& chart) {
        const ChartSpec spec = toChartSpec(chart, shown_.variables);
        ChartFrame* frame = nullptr;
        if (chart.isStacked)
            frame = new StackedArea(context(), spec, this);
        else
            frame = new SeriesChart(context(), spec, this);
        const std::size_t index = charts_.size();
        frame->setMenuExtension([this, index](QMenu& menu) { extendMenu(menu, index); });
        const int position = static_cast<int>(index);
        grid_->addWidget(frame, position / columnCount, position % columnCount);
        charts_.push_back(frame);
    }

    void extendMenu(QMenu& menu, std::size_t index) {
        menu.addSeparator();
        menu.addAction(tr("Edit …"), this, [this, index] { edit(index); });
        QAction* const earlier =
            menu.addAction(tr("Move earlier"), this, [this, index] { swapCharts(index - 1, index); });
        earlier->setEnabled(index > 0);
        QAction* const later =
            menu.addAction(tr("Move later"), this, [this, index] { swapCharts(index, index + 1); });
        later->setEnabled(index + 1 < shown_.charts.size());
        menu.addAction(tr("Remove from this page"), this, [this, index] {
            UserPage page = shown_;
            page.charts.erase(page.charts.begin() + static_cast<std::ptrdiff_t>(index));
            change(std::move(page));
        });
    }

    // Later, not at once: the menu that asks for it belongs to a chart that goes.
    void change(UserPage page) {
        QMetaObject::invokeMethod(
            this, [this, page = std::move(page)] { context().userPages.set(id_, page); },
            Qt::QueuedConnection);
    }

    void swapCharts(std::size_t first, std::size_t second) {
        UserPage page = shown_;
        std::swap(page.charts[first], page.charts[second]);
        change(std::move(page));
    }

    void edit(std::size_t index) {
        ChartDialog dialog(context(), shown_.charts[index], shown_.variables, this);
        dialog.setWindowTitle(tr("Edit chart"));
        if (dialog.exec() != QDialog::Accepted) return;
        UserPage page = shown_;
        page.charts[index] = dialog.chart();
        change(std::move(page));
    }

    void addChart() {
        ChartDialog dialog(context(), {tr("Chart").toStdString(), Unit::None, false, 0, {{}}},
                           shown_.variables, this);
        dialog.setWindowTitle(tr("Add chart"));
        if (dialog.exec() == QDialog::Accepted) context().userPages.addChart(id_, dialog.chart());
    }

    void rename() {
        bool isSure = false;
        const QString title = QInputDialog::getText(this, tr("Rename page"), tr("Title"), QLineEdit::Normal,
                                                    QString::fromStdString(shown_.title), &isSure)
                                  .trimmed();
        if (!isSure || title.isEmpty()) return;
        UserPage page = shown_;
        page.title = title.toStdString();
        change(std::move(page));
    }

    void saveAs() {
        const QString path = QFileDialog::getSaveFileName(
            this, tr("Save page"), id_ + QStringLiteral(".yaml"), tr("Pages (*.yaml)"));
        if (!path.isEmpty()) context().userPages.exportFile(id_, path);
    }

    void removePage() {
        QMessageBox question(QMessageBox::NoIcon, tr("Remove page"), {},
                             QMessageBox::Ok | QMessageBox::Cancel, this);
        question.setTextFormat(Qt::PlainText);
        question.setText(tr("Remove the page %1 and its file?").arg(machineText(shown_.title)));
        question.button(QMessageBox::Ok)->setText(tr("Remove"));
        if (question.exec() != QMessageBox::Ok) return;
        // Later: the page itself goes with it.
        UserPages& pages = context().userPages;
        QMetaObject::invokeMethod(
            &pages, [&pages, id = id_] { pages.remove(id); }, Qt::QueuedConnection);
    }

    const QString id_;
    UserPage shown_;
    std::vector<ChartFrame*> charts_;
    QGridLayout* grid_ = nullptr;
    Label* problem_ = nullptr;
    StateMessage* empty_ = nullptr;
};

}  // namespace

std::vector<PageEntry> userPageEntries(const UserPages& pages) {
    std::vector<PageEntry> entries;
    for (const UserPages::Entry& kept : pages.pages()) {
        PageEntry entry;
        entry.id = kept.id;
        entry.title = machineText(kept.page.title);
        entry.icon = QStringLiteral("page");
        entry.subject = Subject::Machine;
        entry.make = [id = kept.id](const PageContext& context, QWidget* parent) -> Page* {
            return new UserPageView(context, id, parent);
        };
        entries.push_back(std::move(entry));
    }
    return entries;
}

}  // namespace baro::ui
