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

  signals:
    void pageWanted(const QString& id, const QString& search);
    void said(const QString& sentence);
};

}  // namespace baro::ui
