// The servers of servers.yml for the window: what the file says of them, whether they answer, and changes to
// it. The file and the keyring are touched on another thread, which nothing waits for. GUI thread only.
#pragma once

#include <QObject>
#include <QPointer>
#include <QString>
#include <QStringList>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/Result.h"
#include "core/connections/SecretStore.h"
#include "core/http/HttpCarrier.h"
#include "core/remotewrite/ServerEntries.h"

class QThreadPool;

namespace baro::ui {

// How a server answers, one sentence for each of its addresses. Plain text.
struct ServerAnswer {
    QString sentence;
    bool works = true;
};

class ServerBook : public QObject {
    Q_OBJECT
  public:
    struct Means {
        std::string path;                            // of servers.yml; empty: there is no place for it
        std::shared_ptr<http::SecretStore> secrets;  // any threads at once; null with an empty path
        std::function<std::shared_ptr<http::HttpCarrier>()> makeCarrier;  // asked once, for the first test
    };
    explicit ServerBook(Means means, QObject* parent = nullptr);
    ~ServerBook() override;

    const std::vector<remotewrite::ServerEntry>& entries() const { return entries_.all; }
    QStringList problems() const;  // with the file
    QString path() const;
    const QString& secretsPlace() const { return secretsPlace_; }  // empty: not known yet

    void reread();
    // Both end with saved() or failed(). before: nothing for a new one. typed: a password or token.
    void save(const std::optional<remotewrite::ServerEntry>& before, const remotewrite::ServerEntry& wanted,
              const QString& typed);
    void remove(const remotewrite::ServerEntry& entry);
    bool isBusy() const { return waiting_ > 0; }
    // Whether a secret is kept for it.
    void lookForSecret(const remotewrite::ServerEntry& entry, std::function<void(bool isKept)> told);

    using Told = std::function<void(const ServerAnswer&)>;
    // Asks it at its addresses, one after the other. typed: in the place of what is kept; may be empty. Given
    // up when what it returns goes.
    [[nodiscard]] std::shared_ptr<void> test(remotewrite::ServerEntry entry, const QString& typed, Told told);

  signals:
    void changed();
    void placeKnown();
    void saved(const QString& sentence);
    void failed(const QString& sentence);

  private:
    struct Test;
    void run(std::function<std::function<void()>()> work);
    void askForPlace();
    void askNext(const std::shared_ptr<Test>& test);
    void takeAnswer(const std::weak_ptr<Test>& test, const ServerAnswer& answer);
    void end(const Result<QString>& outcome);

    const Means means_;
    remotewrite::ServerEntries entries_;
    QString secretsPlace_;
    std::shared_ptr<http::HttpCarrier> carrier_;
    bool isPlaceAsked_ = false;
    int waiting_ = 0;  // changes that are under way
    QThreadPool* const disk_;
};

}  // namespace baro::ui
