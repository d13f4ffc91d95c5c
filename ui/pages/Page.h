// A page of the window, and its row in the list of pages.
#pragma once

#include <QString>
#include <QWidget>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>

#include "core/model/Frame.h"
#include "ui/Formatting.h"
#include "ui/PageContext.h"
#include "ui/theme/Subject.h"

namespace baro::ui {

class TableFilterBar;

class Page : public QWidget {
    Q_OBJECT
  public:
    explicit Page(const PageContext& context, QWidget* parent = nullptr)
        : QWidget(parent), context_(context) {}

    // Called on the GUI thread with the Frame to show, only while the page is on screen, and once whenever it
    // becomes visible. With the cursor paused it is the Frame at the pause.
    virtual void showFrame(const Frame& frame) = 0;

    // The header's search field is there on pages that have a hint for it ("Filter: cpu > 5 and user =
    // root").
    virtual QString searchHint() const { return {}; }
    // Without a search of its own: filters the tables.
    virtual void search(const QString& text);
    // Ctrl+F: takes the focus to a search field of its own, or opens a filter of its tables; false where it
    // has neither.
    virtual bool focusSearch();
    // Esc: closes that filter; false where none is open.
    bool endSearch();
    // F5. What comes with Frames needs nothing here.
    virtual void refresh() {}

  protected:
    const PageContext& context() const { return context_; }

  private:
    bool openFilter();

    PageContext context_;
    TableFilterBar* filter_ = nullptr;  // once it was opened
};

// Known without constructing the page: the sidebar lives on it. Each page file has one function that returns
// its entry (`PageEntry memoryPage();`), and PageList.cpp lists them.
struct PageEntry {
    QString id;     // "cpu": for --page and Navigation
    QString title;  // translated
    QString icon;   // name in resources/icons
    Subject subject = Subject::Machine;

    std::function<Page*(const PageContext& context, QWidget* parent)> make;

    // The current figure ("37 %", "1.2 GiB"); empty when unknown. May be null: the page has none.
    QString (*figure)(const Frame& frame, const Formatting& format) = nullptr;
    // The PromQL that the sidebar's sparkline draws: one series, from 0 up. sparklineMaximum 0 scales by
    // itself. May be null.
    std::optional<std::string> (*sparkline)(const Frame& frame) = nullptr;
    double sparklineMaximum = 0;
    // Ctrl+F on a page on which nothing can be searched opens this one and its search.
    bool isSearchedFromElsewhere = false;
    // How many there are of what wants a person's attention; 0: nothing does. May be null.
    std::size_t (*badge)(const PageContext& context) = nullptr;
    // Why this machine has nothing for the page, in one sentence ("No battery, no sensor answers."); empty
    // when it has something. The sidebar dims the page, and the page shows the sentence. May be null.
    QString (*emptyReason)(const Frame& frame) = nullptr;
};

}  // namespace baro::ui
