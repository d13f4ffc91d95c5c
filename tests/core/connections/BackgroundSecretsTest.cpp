#include "core/connections/BackgroundSecrets.h"

#include <QTest>
#include <atomic>
#include <future>
#include <thread>

#include "tests/support/FakeSecrets.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace std::chrono_literals;
using http::BackgroundSecrets;
using http::SecretKey;

namespace {

const SecretKey backgroundKey{"https://office:9090", "me"};

// Shared by the test and by a store that belongs to another thread.
struct SlowState {
    FakeSecrets secrets;
    std::atomic<int> asked = 0;
    std::shared_future<void> unlocked;  // invalid: nobody has to wait
};

class SlowSecrets final : public http::SecretStore {
  public:
    explicit SlowSecrets(std::shared_ptr<SlowState> state) : state_(std::move(state)) {}
    Result<std::string> find(const SecretKey& key) override {
        wait();
        ++state_->asked;
        return state_->secrets.find(key);
    }
    Result<std::string> keep(const SecretKey& key, const std::string& secret) override {
        wait();
        return state_->secrets.keep(key, secret);
    }
    Status forget(const SecretKey& key) override { return state_->secrets.forget(key); }
    Result<std::string> place() override { return state_->secrets.place(); }

  private:
    void wait() const {
        if (state_->unlocked.valid()) state_->unlocked.wait();
    }
    const std::shared_ptr<SlowState> state_;
};

// One that no question of a test waits for in vain.
struct Asked {
    explicit Asked(std::chrono::milliseconds patience = 60s) {
        pace.patience = patience;
        pace.now = [time = time] { return *time; };
        secrets = std::make_unique<BackgroundSecrets>(std::make_unique<SlowSecrets>(slow), pace);
    }
    const std::shared_ptr<SlowState> slow = std::make_shared<SlowState>();
    const std::shared_ptr<std::chrono::steady_clock::time_point> time =
        std::make_shared<std::chrono::steady_clock::time_point>(1000s);
    BackgroundSecrets::Pace pace;
    std::unique_ptr<BackgroundSecrets> secrets;
};

}  // namespace

class BackgroundSecretsTest : public QObject {
    Q_OBJECT

  private slots:
    void whatWasFoundIsKeptForAMinute() {
        Asked asked;
        asked.slow->secrets.secrets[{backgroundKey.url, backgroundKey.user}] = "one";
        QCOMPARE(asked.secrets->find(backgroundKey).value(), std::string("one"));
        asked.slow->secrets.secrets[{backgroundKey.url, backgroundKey.user}] = "two";
        *asked.time += 59s;
        QCOMPARE(asked.secrets->find(backgroundKey).value(), std::string("one"));
        QCOMPARE(asked.slow->asked.load(), 1);
        *asked.time += 2s;
        QCOMPARE(asked.secrets->find(backgroundKey).value(), std::string("two"));
    }

    void whatWasNotFoundIsAskedForAgainSoon() {
        Asked asked;
        QVERIFY(asked.secrets->find(backgroundKey).error().kind == ErrorKind::Absent);
        asked.slow->secrets.secrets[{backgroundKey.url, backgroundKey.user}] = "one";
        QVERIFY(!asked.secrets->find(backgroundKey).ok());
        *asked.time += 6s;
        QCOMPARE(asked.secrets->find(backgroundKey).value(), std::string("one"));
    }

    // The screen was locked, and the keyring with it.
    void aKeyringThatIsLockedLaterTakesNothingAway() {
        Asked asked;
        asked.slow->secrets.secrets[{backgroundKey.url, backgroundKey.user}] = "one";
        QVERIFY(asked.secrets->find(backgroundKey).ok());
        asked.slow->secrets.problem = denied("it is locked");
        *asked.time += 61s;
        QCOMPARE(asked.secrets->find(backgroundKey).value(), std::string("one"));
        asked.slow->secrets.problem.reset();
        asked.slow->secrets.secrets.clear();
        *asked.time += 61s;
        QVERIFY(asked.secrets->find(backgroundKey).error().kind == ErrorKind::Absent);
    }

    void whoAsksDoesNotWaitForAPerson() {
        Asked asked(0ms);
        std::promise<void> unlocks;
        asked.slow->unlocked = unlocks.get_future().share();
        asked.slow->secrets.secrets[{backgroundKey.url, backgroundKey.user}] = "one";
        const auto found = asked.secrets->find(backgroundKey);
        QVERIFY(found.error().kind == ErrorKind::Failed);
        QVERIFY(!asked.secrets->find(backgroundKey).ok());
        unlocks.set_value();
        // What is to be kept comes after what was asked, and is waited for.
        QCOMPARE(asked.secrets->keep({"http://other", ""}, "x").value(), std::string("memory"));
        QCOMPARE(asked.secrets->find(backgroundKey).value(), std::string("one"));
        QCOMPARE(asked.slow->asked.load(), 1);
    }

    void aNewSecretCountsAtOnce() {
        Asked asked;
        asked.slow->secrets.secrets[{backgroundKey.url, backgroundKey.user}] = "one";
        QVERIFY(asked.secrets->find(backgroundKey).ok());
        QVERIFY(asked.secrets->keep(backgroundKey, "two").ok());
        QCOMPARE(asked.secrets->find(backgroundKey).value(), std::string("two"));
        QVERIFY(asked.secrets->forget(backgroundKey).ok());
        QVERIFY(asked.secrets->find(backgroundKey).error().kind == ErrorKind::Absent);
        QCOMPARE(asked.secrets->place().value(), std::string("memory"));
    }

    void oneThatHangsIsLeftBehind() {
        std::promise<void> unlocks;
        {
            Asked asked(0ms);
            asked.slow->unlocked = unlocks.get_future().share();
            QVERIFY(!asked.secrets->find(backgroundKey).ok());
        }
        unlocks.set_value();
    }

    void manyThreadsMayAsk() {
        Asked asked;
        asked.slow->secrets.secrets[{backgroundKey.url, backgroundKey.user}] = "one";
        std::atomic<int> wrong = 0;
        {
            std::vector<std::jthread> threads;
            for (int thread = 0; thread < 8; ++thread)
                threads.emplace_back([&asked, &wrong] {
                    for (int round = 0; round < 200; ++round)
                        if (asked.secrets->find(backgroundKey).value() != "one") ++wrong;
                });
        }
        QCOMPARE(wrong.load(), 0);
        QCOMPARE(asked.slow->asked.load(), 1);
    }
};

BARO_TEST(BackgroundSecretsTest)
#include "BackgroundSecretsTest.moc"
