// A machine full of processes, for the benchmarks: most of them sleep, a few work now and then, and a given
// number starts and ends each second. Everything ends with the parent, with this program, or after the given
// time.
//
//   bench_load IDLE [--busy N] [--periodic N] [--restless N] [--churn PER_SECOND] [--seconds T]
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "core/base/Numbers.h"

namespace {

using namespace std::chrono_literals;
using SteadyClock = std::chrono::steady_clock;

struct Wanted {
    int idle = 0;
    int busy = 3;
    int periodic = 10;
    int restless = 0;
    int churn = 0;
    int seconds = 600;
};

volatile std::sig_atomic_t endAsked = 0;

void spinFor(SteadyClock::duration time) {
    const auto end = SteadyClock::now() + time;
    while (SteadyClock::now() < end) {
    }
}

template <class Body>
void startChild(const char* name, Body body) {
    const pid_t parent = getpid();
    const pid_t child = fork();
    if (child < 0) {
        std::perror("bench_load: cannot start a process");
        std::exit(1);
    }
    if (child > 0) return;
    std::signal(SIGTERM, SIG_DFL);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(0);  // the parent ended before the line above
    prctl(PR_SET_NAME, name);
    body();
    _exit(0);
}

// No two turns alike: takes up to 2 MB of memory, works up to 20 ms and rests up to 2 s.
void beRestless(unsigned seed) {
    std::minstd_rand random(seed);
    for (;;) {
        const std::size_t size = 4096 * (1 + random() % 512);
        void* const memory =
            mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
        spinFor(std::chrono::milliseconds(random() % 20));
        std::this_thread::sleep_for(std::chrono::milliseconds(random() % 2000));
        if (memory != MAP_FAILED) munmap(memory, size);
    }
}

void startAll(const Wanted& wanted) {
    for (int i = 0; i < wanted.idle; ++i) {
        startChild("bench-idle", [] {
            for (;;)
                pause();
        });
    }
    // A fifth of a core each: "busy" must leave room for what is measured.
    for (int i = 0; i < wanted.busy; ++i) {
        startChild("bench-busy", [] {
            for (;; std::this_thread::sleep_for(40ms))
                spinFor(10ms);
        });
    }
    for (int i = 0; i < wanted.periodic; ++i) {
        startChild("bench-periodic", [] {
            for (;; std::this_thread::sleep_for(500ms))
                spinFor(1ms);
        });
    }
    for (int i = 0; i < wanted.restless; ++i)
        startChild("bench-restless", [i] { beRestless(static_cast<unsigned>(i) + 1); });
}

void runUntilEnd(const Wanted& wanted) {
    const auto end = SteadyClock::now() + std::chrono::seconds(wanted.seconds);
    const auto pause =
        wanted.churn > 0 ? std::chrono::nanoseconds(1s) / wanted.churn : std::chrono::nanoseconds(200ms);
    for (auto next = SteadyClock::now(); endAsked == 0 && SteadyClock::now() < end;) {
        if (wanted.churn > 0) startChild("bench-short", [] { std::this_thread::sleep_for(1200ms); });
        while (waitpid(-1, nullptr, WNOHANG) > 0) {
        }
        std::this_thread::sleep_until(next += pause);
    }
}

bool parse(int count, char** arguments, Wanted& wanted) {
    const std::map<std::string, int*> options{{"--busy", &wanted.busy},
                                              {"--periodic", &wanted.periodic},
                                              {"--restless", &wanted.restless},
                                              {"--churn", &wanted.churn},
                                              {"--seconds", &wanted.seconds}};
    const auto number = [](const char* text, int& into) {
        const auto parsed = baro::parseNumber<int>(text);
        if (parsed && *parsed >= 0) into = *parsed;
        return parsed && *parsed >= 0;
    };
    if (count < 2 || !number(arguments[1], wanted.idle)) return false;
    for (int i = 2; i < count; i += 2) {
        const auto option = options.find(arguments[i]);
        if (option == options.end() || i + 1 == count || !number(arguments[i + 1], *option->second))
            return false;
    }
    return true;
}

}  // namespace

int main(int count, char** arguments) {
    Wanted wanted;
    if (!parse(count, arguments, wanted)) {
        std::fputs(
            "usage: bench_load IDLE [--busy N] [--periodic N] [--restless N] [--churn PER_SECOND] [--seconds "
            "T]\n",
            stderr);
        return 2;
    }
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    struct sigaction onEnd {};
    onEnd.sa_handler = [](int) { endAsked = 1; };
    sigaction(SIGTERM, &onEnd, nullptr);
    sigaction(SIGINT, &onEnd, nullptr);
    startAll(wanted);
    std::puts("ready");
    std::fflush(stdout);
    runUntilEnd(wanted);
    return 0;  // the children end with this process
}
