// How one page leads to another without knowing it. GUI thread only.
#pragma once

#include <QObject>
#include <QString>

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

    // Where metrics are served, or why they are not although they should be; it holds until the next. Plain
    // text.
    void tellEndpoint(const QString& sentence, bool works) {
        endpoint_ = {sentence, works};
        emit endpointTold();
    }
    struct EndpointNotice {
        QString sentence;  // empty: nobody asked for an endpoint
        bool works = true;
    };
    const EndpointNotice& endpoint() const { return endpoint_; }

  signals:
    void pageWanted(const QString& id, const QString& search);
    void said(const QString& sentence);
    void endpointTold();

  private:
    EndpointNotice endpoint_;
};

}  // namespace baro::ui
