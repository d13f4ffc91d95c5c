#include "tests/support/DemoProcesses.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <utility>

#include "tests/support/DemoMachine.h"

namespace baro::test {
namespace {

constexpr double mebibyte = 1 << 20;
constexpr int firstCompilerPid = 48'000;
constexpr int secondsPerCompiler = 5;

double hundredths(double seconds) {
    return std::floor(seconds * 100 + 1e-6) / 100;
}

struct Row {
    const char* name;
    const char* commandLine;
    const char* unit;         // decides cgroup and application
    const char* application;  // empty: the unit
    double mebibytes;
    double share;
    int count = 1;
    DemoRole role = DemoRole::Quiet;
};

constexpr std::array kernelThreads = {"kthreadd",
                                      "rcu_preempt",
                                      "ksoftirqd/0",
                                      "migration/0",
                                      "kworker/0:1-events",
                                      "kworker/u48:2-writeback",
                                      "kswapd0",
                                      "kcompactd0",
                                      "khugepaged",
                                      "irq/142-nvme0q3",
                                      "jbd2/nvme0n1p2-8",
                                      "card0-crtc0",
                                      "kworker/7:0H-kblockd",
                                      "scsi_eh_0",
                                      "oom_reaper"};

constexpr std::array systemRows = {
    Row{"systemd", "/sbin/init splash", "init.scope", "", 13, 0.002},
    Row{"systemd-journal", "/lib/systemd/systemd-journald", "systemd-journald.service", "", 48, 0.003},
    Row{"systemd-udevd", "/lib/systemd/systemd-udevd", "systemd-udevd.service", "", 9, 0.0},
    Row{"dbus-daemon", "/usr/bin/dbus-daemon --system --address=systemd:", "dbus.service", "", 6, 0.004},
    Row{"NetworkManager", "/usr/sbin/NetworkManager --no-daemon", "NetworkManager.service", "", 21, 0.002},
    Row{"wpa_supplicant", "/sbin/wpa_supplicant -u -s -O /run/wpa_supplicant", "wpa_supplicant.service", "",
        8, 0.001},
    Row{"sshd", "sshd: /usr/sbin/sshd -D [listener] 0 of 10-100 startups", "ssh.service", "", 7, 0},
    Row{"cupsd", "/usr/sbin/cupsd -l", "cups.service", "", 11, 0},
    Row{"bluetoothd", "/usr/libexec/bluetooth/bluetoothd", "bluetooth.service", "", 6, 0.001},
    Row{"polkitd", "/usr/lib/polkit-1/polkitd --no-debug", "polkit.service", "", 12, 0.001},
    Row{"upowerd", "/usr/libexec/upowerd", "upower.service", "", 9, 0.001},
    Row{"udisksd", "/usr/libexec/udisks2/udisksd", "udisks2.service", "", 14, 0.001},
    Row{"containerd", "/usr/bin/containerd", "containerd.service", "", 46, 0.004},
    Row{"dockerd", "/usr/sbin/dockerd -H fd://", "docker.service", "", 82, 0.003},
    Row{"cron", "/usr/sbin/cron -f", "cron.service", "", 3, 0},
};

constexpr std::array userRows = {
    Row{"systemd", "/lib/systemd/systemd --user", "init.scope", "user session", 11, 0.001},
    Row{"pipewire", "/usr/bin/pipewire", "pipewire.service", "", 16, 0.012},
    Row{"wireplumber", "/usr/bin/wireplumber", "wireplumber.service", "", 21, 0.002},
    Row{"gnome-shell", "/usr/bin/gnome-shell", "org.gnome.Shell@wayland.service", "GNOME Shell", 412, 0.06},
    Row{"Xwayland", "/usr/bin/Xwayland :0 -rootless", "org.gnome.Shell@wayland.service", "GNOME Shell", 96,
        0.01},
    Row{"gsd-power", "/usr/libexec/gsd-power", "org.gnome.SettingsDaemon.Power.service", "GNOME settings", 28,
        0.001},
    Row{"gsd-color", "/usr/libexec/gsd-color", "org.gnome.SettingsDaemon.Color.service", "GNOME settings", 26,
        0},
    Row{"gsd-media-keys", "/usr/libexec/gsd-media-keys", "org.gnome.SettingsDaemon.MediaKeys.service",
        "GNOME settings", 29, 0},
    Row{"gvfsd", "/usr/libexec/gvfsd", "gvfs-daemon.service", "", 9, 0.0, 3},
    Row{"firefox-esr", "/usr/lib/firefox-esr/firefox-esr", "app-gnome-firefox-2210.scope", "Firefox", 640,
        0.05, 1, DemoRole::Browser},
    Row{"Web Content", "/usr/lib/firefox-esr/firefox-esr -contentproc -isForBrowser",
        "app-gnome-firefox-2210.scope", "Firefox", 190, 0.02, 14, DemoRole::Browser},
    Row{"RDD Process", "/usr/lib/firefox-esr/firefox-esr -contentproc rdd", "app-gnome-firefox-2210.scope",
        "Firefox", 74, 0.5, 1, DemoRole::Video},
    Row{"code", "/usr/share/code/code --type=renderer", "app-gnome-code-3120.scope", "Visual Studio Code",
        260, 0.015, 9},
    Row{"clangd", "/usr/bin/clangd --background-index", "app-gnome-code-3120.scope", "Visual Studio Code",
        1450, 0.04},
    Row{"thunderbird", "/usr/bin/thunderbird", "app-gnome-thunderbird-4011.scope", "Thunderbird", 388, 0.01},
    Row{"gnome-terminal-", "/usr/libexec/gnome-terminal-server", "gnome-terminal-server.service", "Terminal",
        58, 0.008},
    Row{"bash", "bash", "vte-spawn-7c1.scope", "Terminal", 6, 0, 4},
    Row{"ninja", "ninja -C build -j10", "vte-spawn-7c1.scope", "Terminal", 14, 0.002},
    Row{"rsync", "rsync -a /home/demo/photos/ /srv/archive/photos/", "vte-spawn-9a2.scope", "Terminal", 12, 1,
        1, DemoRole::Writer},
    Row{"curl", "curl -O https://example.org/debian-12.iso", "vte-spawn-9a2.scope", "Terminal", 12, 1, 1,
        DemoRole::Downloader},
    Row{"<b>x</b>", "/home/demo/bin/<b>x</b> --title <i>not markup</i>", "vte-spawn-b40.scope", "", 4, 0.003},
    Row{"\x1b[31mred", "/home/demo/bin/red \x1b[31mred\x1b[0m", "vte-spawn-b41.scope", "", 4, 0.002},
    Row{"한글 편집기", "/home/demo/bin/한글 편집기 --문서 보고서.txt", "app-gnome-hangul-5120.scope",
        "한글 편집기", 71, 0.006},
    Row{"evolution-calen", "/usr/libexec/evolution-calendar-factory", "evolution-calendar-factory.service",
        "", 42, 0},
    Row{"tracker-miner-f", "/usr/libexec/tracker-miner-fs-3", "tracker-miner-fs-3.service", "", 37, 0.001},
    Row{"xdg-desktop-por", "/usr/libexec/xdg-desktop-portal", "xdg-desktop-portal.service", "", 19, 0, 2},
    Row{"gpg-agent", "/usr/bin/gpg-agent --supervised", "gpg-agent.service", "", 4, 0},
    Row{"nautilus", "/usr/bin/nautilus --gapplication-service", "app-gnome-nautilus-6010.scope", "Files", 118,
        0.002},
    Row{"spotify", "/usr/share/spotify/spotify --type=renderer", "app-gnome-spotify-6400.scope", "Spotify",
        164, 0.02, 6},
    Row{"signal-desktop", "/opt/Signal/signal-desktop --type=renderer", "app-gnome-signal-6600.scope",
        "Signal", 142, 0.006, 5},
};

constexpr std::array containerRows = {
    Row{"postgres", "postgres: checkpointer", "docker-4f1c2b7a9d3e.scope", "", 38, 0.003, 6},
    Row{"redis-server", "redis-server *:6379", "docker-4f1c2b7a9d3e.scope", "", 9, 0.004},
};

enum class Owner { Kernel, System, User, Container };

std::shared_ptr<const ProcessFacts> factsOf(const Row& row, Owner owner) {
    auto facts = std::make_shared<ProcessFacts>();
    facts->name = row.name;
    facts->commandLine = row.commandLine;
    facts->executable = row.name;
    facts->kernelThread = owner == Owner::Kernel;
    facts->user = owner == Owner::User ? "demo" : owner == Owner::Container ? "999" : "root";
    facts->userId = owner == Owner::User ? 1000 : owner == Owner::Container ? 999 : 0;
    if (owner == Owner::Kernel) {
        facts->cgroup = "/";
        facts->application = "kernel";
        facts->applicationReason = "kernel thread";
        return facts;
    }
    facts->systemdUnit = row.unit;
    facts->cgroup = (owner == Owner::User ? "/user.slice/user-1000.slice/user@1000.service/app.slice/"
                                          : "/system.slice/") +
                    facts->systemdUnit;
    if (owner == Owner::Container) facts->container = "4f1c2b7a9d3e";
    const std::string application = row.application;
    facts->application = !application.empty()        ? application
                         : owner == Owner::Container ? facts->container
                                                     : facts->systemdUnit;
    facts->applicationReason =
        owner == Owner::Container ? "container " + facts->container : "systemd unit " + facts->systemdUnit;
    return facts;
}

DemoProcess made(const Row& row, Owner owner, int pid) {
    DemoProcess demo;
    demo.role = row.role;
    demo.share = row.share;
    demo.startResident = static_cast<std::uint64_t>(row.mebibytes * mebibyte);
    Process& process = demo.process;
    process.facts = factsOf(row, owner);
    process.identity = {pid, static_cast<std::uint64_t>(200 + pid * 9)};
    process.parentPid = pid == 1 ? 0 : owner == Owner::Kernel ? 2 : 1;
    process.state = 'S';
    process.threads = row.mebibytes > 100 ? 24 : row.mebibytes > 20 ? 5 : 1;
    process.lastCpu = pid % demoCpus;
    process.userSeconds = hundredths(row.share * 900);
    process.systemSeconds = hundredths(row.share * 200);
    process.minorFaults = row.mebibytes * 300;
    process.residentBytes = demo.startResident;
    process.virtualBytes = demo.startResident * 4;
    if (owner == Owner::User) {
        process.swapBytes = 0;
        process.diskReadBytes = row.mebibytes * mebibyte / 2;
        process.diskWrittenBytes = 4096.0 * pid;
    }
    return demo;
}

double processorsFor(const DemoProcess& demo, const DemoLoad& load) {
    switch (demo.role) {
        case DemoRole::Quiet:
            return demo.share * load.noise;
        case DemoRole::Compiler:
            return demo.share;
        case DemoRole::Browser:
            return demo.share * load.noise * (1 + 4 * load.playingVideo);
        case DemoRole::Video:
            return demo.share * load.playingVideo;
        case DemoRole::Writer:
            return load.writing / 1.2e9;
        case DemoRole::Downloader:
            return load.downloading / 4e8;
    }
    return 0;
}

}  // namespace

DemoProcesses::DemoProcesses() {
    int pid = 1;
    const auto add = [&](const Row& row, Owner owner, int step) {
        for (int i = 0; i < row.count; ++i, pid += step)
            processes_.push_back(made(row, owner, pid));
    };
    add(systemRows.front(), Owner::System, 1);
    for (const char* name : kernelThreads)
        add(Row{name, "", "", "", 0, 0.0005}, Owner::Kernel, 3);
    pid = 420;
    for (std::size_t i = 1; i < systemRows.size(); ++i)
        add(systemRows[i], Owner::System, 17);
    for (const Row& row : containerRows)
        add(row, Owner::Container, 11);
    pid = 1900;
    for (const Row& row : userRows)
        add(row, Owner::User, 43);
    processes_.front().process.parentPid = 0;
}

// Compilers live a few seconds each, so the table sees processes start and end.
void DemoProcesses::replaceCompilers(int second, const DemoLoad& load) {
    const auto wanted = static_cast<int>(std::ceil(load.compiling));
    const int generation = second / secondsPerCompiler;
    const int first = firstCompilerPid + generation * 16;
    std::erase_if(processes_, [&](const DemoProcess& demo) {
        const int pid = demo.process.identity.pid;
        return demo.role == DemoRole::Compiler && (pid < first || pid >= first + wanted);
    });
    for (int i = 0; i < wanted; ++i) {
        const int pid = first + i;
        if (std::ranges::any_of(processes_,
                                [&](const DemoProcess& demo) { return demo.process.identity.pid == pid; }))
            continue;
        Row row{"cc1plus",
                "/usr/libexec/gcc/x86_64-linux-gnu/12/cc1plus -quiet -O2 engine.cpp",
                "vte-spawn-7c1.scope",
                "Terminal",
                240,
                0.95,
                1,
                DemoRole::Compiler};
        DemoProcess demo = made(row, Owner::User, pid);
        demo.process.identity.startTicks = static_cast<std::uint64_t>((bootedBefore + second) * 100) - 3;
        demo.process.userSeconds = demo.process.systemSeconds = 0;
        processes_.push_back(std::move(demo));
    }
    std::ranges::sort(processes_, {}, [](const DemoProcess& demo) { return demo.process.identity.pid; });
}

std::pair<double, double> DemoProcesses::spend(int second, const DemoLoad& load) {
    double user = 0, system = 0;
    for (DemoProcess& demo : processes_) {
        Process& process = demo.process;
        // Whole ticks, as the kernel counts; a small share gets its tick now and then, at a second of its
        // own.
        const double due = processorsFor(demo, load) * 100;
        const double ticks = std::floor(due + std::fmod(process.identity.pid * 0.37 + second * 0.617, 1.0));
        const double systemTicks = std::floor(ticks * (demo.role == DemoRole::Writer ? 0.8 : 0.2));
        process.userSeconds = hundredths(process.userSeconds + (ticks - systemTicks) / 100 + 0.001);
        process.systemSeconds = hundredths(process.systemSeconds + systemTicks / 100 + 0.001);
        process.state = ticks > 50 ? 'R' : 'S';
        if (demo.role == DemoRole::Writer && load.writing > 1e8) process.state = 'D';
        user += (ticks - systemTicks) / 100;
        system += systemTicks / 100;
        if (demo.role == DemoRole::Writer)
            *process.diskWrittenBytes += std::floor(load.writing / 4096) * 4096;
        if (demo.role == DemoRole::Downloader) {
            *process.diskWrittenBytes += std::floor(load.downloading / 4096) * 4096;
            demo.receivedBytes += std::floor(load.downloading);
            demo.sentBytes += std::floor(load.downloading / 40);
        }
        if (demo.role == DemoRole::Browser) {
            demo.receivedBytes += std::floor(ticks * 600);
            demo.sentBytes += std::floor(ticks * 90);
        }
        if (demo.role == DemoRole::Browser && static_cast<double>(demo.startResident) > 500 * mebibyte)
            process.residentBytes =
                demo.startResident + static_cast<std::uint64_t>(load.browserGrowth / 4096) * 4096;
    }
    replaceCompilers(second, load);
    return {user, system};
}

ProcessTable DemoProcesses::table() const {
    ProcessTable table;
    table.processes.reserve(processes_.size());
    for (const DemoProcess& demo : processes_) {
        table.processes.push_back(demo.process);
        if (!demo.process.diskReadBytes) ++table.unreadableIo;
    }
    return table;
}

SocketTraffic DemoProcesses::traffic() const {
    SocketTraffic traffic;
    for (const DemoProcess& demo : processes_)
        if (demo.receivedBytes > 0)
            traffic.processes.push_back({demo.process.identity, demo.receivedBytes, demo.sentBytes});
    return traffic;
}

}  // namespace baro::test
