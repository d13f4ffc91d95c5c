// The pages that a user made: one YAML file each, in a folder that may be edited by hand and shared. What is
// in memory counts; the files follow, and a file that somebody else changes is read again. GUI thread only;
// the disk is touched on another one.
#pragma once

#include <QHash>
#include <QObject>
#include <QString>
#include <QThreadPool>
#include <memory>
#include <vector>

#include "core/base/Result.h"
#include "core/pages/UserPage.h"

class QFileSystemWatcher;

namespace baro::ui {

class UserPages : public QObject {
    Q_OBJECT
  public:
    struct Entry {
        QString id;  // the file's name without its ending
        UserPage page;
        QString problem;  // of the file as it is now: the page is the last good one. Usually empty.
    };

    // An empty folder: pages live as long as the program.
    explicit UserPages(QString folder, QObject* parent = nullptr);
    ~UserPages() override;

    // Reads them all; blocks, so before there is a window.
    void load();

    const std::vector<Entry>& pages() const { return pages_; }  // by title
    const Entry* find(const QString& id) const;
    QString pathOf(const QString& id) const;

    // Returns the id of the new page.
    QString add(UserPage page);
    void remove(const QString& id);
    void set(const QString& id, UserPage page);
    void addChart(const QString& id, PageChart chart);
    // A file from elsewhere becomes a page, or failed() says why not.
    void importFile(const QString& path);
    void exportFile(const QString& id, const QString& path);
    // Waits until the files are as the pages are.
    void finish();

  signals:
    void listChanged();  // a page came, went or has another title
    void pageChanged(const QString& id);
    void said(const QString& sentence);  // what became of a file

  private:
    struct ReadFile {
        QString id;
        QByteArray text;
        Result<UserPage> page;
    };
    static ReadFile read(const QString& path);
    void take(const ReadFile& file);
    void readAgain();
    void write(const QString& path, const UserPage& page, bool tells);
    void changed(const QString& id, const QString& titleBefore);
    void sort();
    void watch();
    QString freeId(const QString& title) const;
    Entry* entryOf(const QString& id);

    const QString folder_;
    std::vector<Entry> pages_;
    QHash<QString, QByteArray> written_;  // what each file should hold: a change by ourselves is no news
    QFileSystemWatcher* watcher_ = nullptr;
    QThreadPool disk_;  // one thread, so that files are written in order
};

}  // namespace baro::ui
