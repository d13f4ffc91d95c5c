// Makes a report and writes it, on a thread of its own. GUI thread only.
#pragma once

#include <QObject>
#include <QString>
#include <thread>

#include "ui/report/Report.h"
#include "ui/widgets/ChartPicture.h"

namespace baro::ui {

class ReportJob : public QObject {
    Q_OBJECT
  public:
    // The sources must outlive it. Begins at once.
    ReportJob(const ReportSources& sources, TimeRange range, PictureLook look, QString path,
              QObject* parent = nullptr);
    ~ReportJob() override;  // waits until the thread has noticed

    // Nothing is written any more, unless it is already; ended() comes nevertheless.
    void cancel();

  signals:
    void progressed(int percent);
    // One sentence, plain text: where it was saved, or why not.
    void ended(const QString& sentence, bool saved);

  private:
    void work(const std::stop_token& stop);
    void end(const QString& sentence, bool saved);

    const ReportSources sources_;
    const TimeRange range_;
    const PictureLook look_;
    const QString path_;
    std::jthread thread_;  // last: it uses the rest
};

}  // namespace baro::ui
