// The series that a person added to the History page: charts of one page file (docs/page-format.md) in a
// folder of its own, which may be edited by hand like those of other pages. GUI thread.
#pragma once

#include <QObject>
#include <QString>
#include <cstddef>

#include "core/pages/UserPage.h"

namespace baro::ui {

class UserPages;

class AddedSeries : public QObject {
    Q_OBJECT
  public:
    // pages: of that folder; outlives this.
    explicit AddedSeries(UserPages& pages, QObject* parent = nullptr);

    UserPage page() const;    // as the file had it when it was right; empty when there is none
    QString problem() const;  // of the file as it is now; usually empty

    // Neither while there is a problem: it would write over what is to be mended.
    void add(PageChart chart);
    void remove(std::size_t index);

  signals:
    void changed();

  private:
    UserPages& pages_;
};

}  // namespace baro::ui
