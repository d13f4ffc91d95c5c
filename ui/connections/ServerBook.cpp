#include "ui/connections/ServerBook.h"

#include <QCoreApplication>
#include <QThreadPool>
#include <utility>

#include "core/connections/Credentials.h"
#include "core/http/Address.h"
#include "core/prometheus/ServerClient.h"
#include "core/remotewrite/WriteExamination.h"
#include "ui/MachineText.h"

namespace baro::ui {
namespace {

constexpr int patienceAtEnd = 1000;  // milliseconds
constexpr qsizetype longestServerText = 400;

QString serverText(const std::string& text) {
    return machineText(text).left(longestServerText);
}

// The name stands beside it.
QString withoutName(const std::string& message, const std::string& name) {
    const QString text = serverText(message);
    const QString beginning = serverText(name) + QStringLiteral(": ");
    return text.startsWith(beginning) ? text.mid(beginning.size()) : text;
}

}  // namespace

// Goes when nobody wants it, and what is under way with it.
struct ServerBook::Test {
    std::vector<http::Connection> asked, written;  // yet to be
    ServerAnswer answer;
    Told told;
    std::unique_ptr<http::Carriage> underWay;
};

ServerBook::ServerBook(Means means, QObject* parent)
    : QObject(parent), means_(std::move(means)), disk_(new QThreadPool) {
    disk_->setMaxThreadCount(2);  // one of them may ask for the place of secrets
}

// One that waits for a keyring, which waits for a person, is left behind.
ServerBook::~ServerBook() {
    if (disk_->waitForDone(patienceAtEnd)) delete disk_;
}

QStringList ServerBook::problems() const {
    QStringList all;
    for (const FileProblem& problem : entries_.problems)
        all << serverText(toString(problem));
    return all;
}

QString ServerBook::path() const {
    return QString::fromStdString(means_.path);
}

// work: on the other thread; what it gives is called on this one, while the book is there.
void ServerBook::run(std::function<std::function<void()>()> work) {
    disk_->start([book = QPointer(this), work = std::move(work)] {
        auto done = work();
        QCoreApplication* const application = QCoreApplication::instance();
        if (application == nullptr) return;
        QMetaObject::invokeMethod(application, [book, done = std::move(done)] {
            if (book != nullptr) done();
        });
    });
}

void ServerBook::reread() {
    if (means_.path.empty()) return;
    run([this, path = means_.path]() -> std::function<void()> {
        return [this, entries = remotewrite::readServerEntries(path)] {
            entries_ = entries;
            emit changed();
        };
    });
    askForPlace();
}

// Apart from the file: a keyring may wait for a person by now.
void ServerBook::askForPlace() {
    if (means_.secrets == nullptr || !secretsPlace_.isEmpty() || std::exchange(isPlaceAsked_, true)) return;
    run([this, secrets = means_.secrets]() -> std::function<void()> {
        return [this, place = secrets->place()] {
            isPlaceAsked_ = false;
            if (!place) return;
            secretsPlace_ = serverText(*place);
            emit placeKnown();
        };
    });
}

void ServerBook::end(const Result<QString>& outcome) {
    --waiting_;
    if (outcome)
        emit saved(*outcome);
    else
        emit failed(serverText(outcome.error().message));
    reread();
}

void ServerBook::save(const std::optional<remotewrite::ServerEntry>& before,
                      const remotewrite::ServerEntry& wanted, const QString& typed) {
    ++waiting_;
    run([this, path = means_.path, secrets = means_.secrets, before, wanted,
         typed = typed.toStdString()]() -> std::function<void()> {
        const auto place =
            secrets == nullptr
                ? Result<std::string>(absent("there is no folder for settings, so no server can be kept"))
                : remotewrite::saveEntry(path, *secrets, before ? &*before : nullptr, wanted, typed);
        return [this, place, name = wanted.connection.name] {
            if (!place) return end(place.error());
            end(place->empty() ? tr("Saved %1.").arg(serverText(name))
                               : tr("Saved %1; what authenticates is kept in %2.")
                                     .arg(serverText(name), serverText(*place)));
        };
    });
}

void ServerBook::remove(const remotewrite::ServerEntry& entry) {
    ++waiting_;
    run([this, path = means_.path, secrets = means_.secrets, entry]() -> std::function<void()> {
        const Status done = remotewrite::removeEntry(path, *secrets, entry);
        return [this, done, name = entry.connection.name] {
            if (!done) return end(done.error());
            end(tr("Removed %1.").arg(serverText(name)));
        };
    });
}

void ServerBook::lookForSecret(const remotewrite::ServerEntry& entry, std::function<void(bool isKept)> told) {
    if (means_.secrets == nullptr) return;
    const http::Connection connection = entry.isAsked() ? entry.connection : entry.writeConnection();
    run([secrets = means_.secrets, key = http::SecretKey::of(connection),
         told = std::move(told)]() -> std::function<void()> {
        return [told, isKept = secrets->find(key).ok()] { told(isKept); };
    });
}

std::shared_ptr<void> ServerBook::test(remotewrite::ServerEntry entry, const QString& typed, Told told) {
    if (carrier_ == nullptr && means_.makeCarrier) carrier_ = means_.makeCarrier();
    if (!typed.isEmpty()) {
        entry.connection.secret = typed.toStdString();
        entry.connection.secretFile.clear();
    }
    auto test = std::make_shared<Test>();
    test->told = std::move(told);
    if (entry.isWritten()) test->written.push_back(entry.writeConnection());
    if (entry.isAsked()) test->asked.push_back(entry.connection);
    for (auto* connections : {&test->asked, &test->written})
        for (http::Connection& connection : *connections) {
            const auto address = http::Address::parse(connection.url);
            if (address) connection.url = address->url();
            if (connection.name.empty()) connection.name = address ? address->authority : connection.url;
        }
    askNext(test);
    return test;
}

// Answers come on the carrier's thread; only this one looks whether anybody wants them still.
void ServerBook::askNext(const std::shared_ptr<Test>& test) {
    const auto post = [book = QPointer(this), weak = std::weak_ptr(test)](const ServerAnswer& answer) {
        QMetaObject::invokeMethod(qApp, [book, weak, answer] {
            if (book != nullptr) book->takeAnswer(weak, answer);
        });
    };
    if (!test->asked.empty()) {
        const prometheus::ClientSettings once{.limits = {}, .mostAttempts = 1, .chance = {}};
        const prometheus::ServerClient client(test->asked.back(), carrier_, means_.secrets, once);
        test->asked.pop_back();
        test->underWay = client.examine(
            [post, name = client.connection().name](const Result<prometheus::BuildInfo>& info) {
                if (!info) return post({withoutName(info.error().message, name), false});
                const QString builder = serverText(info->application + ' ' + info->version).trimmed();
                post({tr("%1 answers").arg(builder), true});
            });
        return;
    }
    if (!test->written.empty()) {
        const http::Connection connection = test->written.back();
        test->written.pop_back();
        test->underWay = remotewrite::examineWriting(
            [connection, secrets = means_.secrets] { return http::requestTo(connection, secrets.get()); },
            carrier_,
            [post](const remotewrite::Verdict& verdict) {
                post(
                    verdict.problem.empty()
                        ? ServerAnswer{tr("it takes the record"), true}
                        : ServerAnswer{tr("it does not take the record: %1").arg(serverText(verdict.problem)),
                                       false});
            });
        return;
    }
    test->underWay.reset();
    const Told told = std::move(test->told);
    if (told) told(test->answer);
}

void ServerBook::takeAnswer(const std::weak_ptr<Test>& weak, const ServerAnswer& answer) {
    const auto test = weak.lock();
    if (test == nullptr) return;
    test->answer.works = test->answer.works && answer.works;
    test->answer.sentence +=
        (test->answer.sentence.isEmpty() ? QString() : QStringLiteral("; ")) + answer.sentence;
    askNext(test);
}

}  // namespace baro::ui
