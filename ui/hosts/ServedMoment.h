// The cursor's moment as a server knows it, where nothing was recorded here
// (docs/adr/0036-one-axis-has-seams.md). GUI thread only.
#pragma once

#include <QObject>
#include <QPointer>
#include <QString>
#include <QTimer>
#include <cstdint>
#include <optional>

#include "ui/PastFrames.h"

namespace baro::ui {

class ServerPast;
class TimeCursor;

class ServedMoment : public QObject {
    Q_OBJECT
  public:
    explicit ServedMoment(TimeCursor& cursor, QObject* parent = nullptr);

    // Who may know this machine. It may go before this; without one nothing is asked.
    void setServerPast(ServerPast* past);
    // Whoever goes back wants to know how far.
    void seek();

    // Nothing was recorded at the cursor's moment, as this Frame says: what a server knows of it is given,
    // else this one.
    void ask(const FramePtr& unrecorded);
    // What is shown now comes from elsewhere.
    void forget();
    // Since ask() nothing else was shown.
    bool isAsked() const { return unrecorded_ != nullptr; }
    // And the cursor has not moved since.
    bool isAskedNow() const;

  signals:
    void given(const baro::FramePtr& frame,
               const QString& server);  // server: empty when it is not a server's

  private:
    void askServer();
    void waitNoLonger();
    void follow();
    void take(std::int64_t time, const FramePtr& frame, PastAnswer answer);
    void giveUnrecorded();
    bool isServedNear(std::int64_t moment) const;

    TimeCursor& cursor_;
    QPointer<ServerPast> past_;
    FramePtr unrecorded_;
    std::optional<std::int64_t> served_;  // the moment of which a server's Frame is shown
    QTimer serverIsSlow_{this};
    QTimer askedAgain_{this};
};

}  // namespace baro::ui
