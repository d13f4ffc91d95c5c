// Lets the past go on: moves the cursor at 1, 10 or 60 times the pace of time, until it is live again or
// somebody moves it elsewhere. GUI thread only.
#pragma once

#include <QObject>
#include <QTimer>
#include <array>
#include <chrono>
#include <cstdint>
#include <functional>

namespace baro::ui {

class TimeCursor;

class Playback : public QObject {
    Q_OBJECT
  public:
    static constexpr std::array speeds{1, 10, 60};
    using Now = std::function<std::chrono::milliseconds()>;  // only goes forward

    explicit Playback(TimeCursor& cursor, QObject* parent = nullptr);  // by the machine's steady clock
    Playback(TimeCursor& cursor, Now now, QObject* parent = nullptr);

    bool isPlaying() const { return timer_.isActive(); }
    int speed() const { return speed_; }

    void start();  // does nothing while live
    void stop();
    void toggle();
    void setSpeed(int speed);  // one of speeds
    // Moves the cursor to where it is by now; called some times a second while it plays.
    void step();

  signals:
    void changed();  // isPlaying() or speed()

  private:
    void begin();
    void follow();

    TimeCursor& cursor_;
    const Now now_;
    QTimer timer_;
    int speed_ = speeds[1];
    std::int64_t from_ = 0;  // the cursor's moment
    std::chrono::milliseconds since_{0};
    std::int64_t shown_ = 0;  // where this left the cursor
    bool moves_ = false;      // it is this that moves it
};

}  // namespace baro::ui
