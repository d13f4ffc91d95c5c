// Work that may block, done in order on one thread of its own; results come back to the GUI thread. Made,
// used and destroyed on the GUI thread: the destructor waits for what is under way, and what has not come
// back is dropped.
#pragma once

#include <QObject>
#include <QThreadPool>
#include <utility>

namespace baro::ui {

class ProcessWorker : public QObject {
    Q_OBJECT
  public:
    explicit ProcessWorker(QObject* parent = nullptr) : QObject(parent) { pool_.setMaxThreadCount(1); }

    // work() runs on the thread, done(its result) on the GUI thread.
    template <class Work, class Done>
    void run(Work work, Done done) {
        pool_.start([this, work = std::move(work), done = std::move(done)] {
            auto result = work();
            QMetaObject::invokeMethod(
                this, [result = std::move(result), done] { done(result); }, Qt::QueuedConnection);
        });
    }

  private:
    QThreadPool pool_;
};

}  // namespace baro::ui
