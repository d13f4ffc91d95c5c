// How one page leads to another without knowing it. GUI thread only.
#pragma once

#include <QObject>
#include <QString>
#include <array>

namespace baro::ui {

class Navigation : public QObject {
    Q_OBJECT
  public:
    using QObject::QObject;

    void openPage(const QString& id) { emit pageWanted(id, {}); }
    // Opens the page and puts the text into its search field: openPage("processes", "firefox").
    void openPage(const QString& id, const QString& search) { emit pageWanted(id, search); }
    // One sentence for the person, shown for a few seconds at the bottom of the window. Plain text.
    void say(const QString& sentence) { emit said(sentence); }

    // What goes on beside the window: where metrics are served, the record is kept, alerts and it are sent,
    // or why they are not although they should be. It holds until the next. Plain text.
    enum class Service { Endpoint, Record, Alertmanagers, RemoteWrite };
    struct ServiceNotice {
        QString sentence;  // empty: nobody asked for it
        bool works = true;
    };
    void tell(Service service, const QString& sentence, bool works) {
        notices_[static_cast<std::size_t>(service)] = {sentence, works};
        emit serviceTold();
    }
    const ServiceNotice& notice(Service service) const { return notices_[static_cast<std::size_t>(service)]; }

  signals:
    void pageWanted(const QString& id, const QString& search);
    void said(const QString& sentence);
    void serviceTold();

  private:
    std::array<ServiceNotice, 4> notices_;
};

}  // namespace baro::ui
