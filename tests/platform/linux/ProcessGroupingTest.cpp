#include "platform/linux/ProcessGrouping.h"

#include <QtTest>

#include "tests/support/TestMain.h"

using namespace baro::platform;

#define ID "3f4e8d2a9b7c6d5e4f3a2b1c0d9e8f7a6b5c4d3e2f1a0b9c8d7e6f5a4b3c2d1e"
#define USER "/user.slice/user-1000.slice/user@1000.service"

class ProcessGroupingTest : public QObject {
    Q_OBJECT

  private slots:
    void picksThePath_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("path");
        QTest::newRow("unified") << "0::/system.slice/ssh.service\n"
                                 << "/system.slice/ssh.service";
        QTest::newRow("hybrid") << "9:name=systemd:/system.slice/cron.service\n4:memory:/x\n0::/\n"
                                << "/system.slice/cron.service";
        QTest::newRow("v1") << "2:cpu:/\n1:name=systemd:/init.scope\n"
                            << "/init.scope";
        QTest::newRow("root") << "0::/\n"
                              << "/";
        QTest::newRow("deleted") << "0::/system.slice/x.service (deleted)\n"
                                 << "/system.slice/x.service";
        QTest::newRow("empty") << ""
                               << "";
        QTest::newRow("garbage") << "no colons here\n"
                                 << "";
    }
    void picksThePath() {
        QFETCH(QString, text);
        QFETCH(QString, path);
        const std::string content = text.toStdString();
        QCOMPARE(QString::fromStdString(std::string(cgroupPath(content))), path);
    }

    void findsTheInnermostUnit_data() {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("unit");
        QTest::newRow("service") << "/system.slice/ssh.service"
                                 << "ssh.service";
        QTest::newRow("instance") << "/system.slice/system-getty.slice/getty@tty1.service"
                                  << "getty@tty1.service";
        QTest::newRow("user service") << USER "/session.slice/pipewire.service"
                                      << "pipewire.service";
        QTest::newRow("delegated") << "/system.slice/foo.service/worker/3"
                                   << "foo.service";
        QTest::newRow("slice only") << "/user.slice/user-0.slice"
                                    << "";
        QTest::newRow("escaped by an underscore") << "/system.slice/_notify.service"
                                                  << "notify.service";
        QTest::newRow("root") << "/"
                              << "";
    }
    void findsTheInnermostUnit() {
        QFETCH(QString, path);
        QFETCH(QString, unit);
        QCOMPARE(QString::fromStdString(systemdUnitOf(path.toStdString())), unit);
    }

    void findsContainers_data() {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("runtime");
        QTest::newRow("docker, systemd") << "/system.slice/docker-" ID ".scope"
                                         << "3f4e8d2a9b7c"
                                         << "docker";
        QTest::newRow("docker, cgroupfs") << "/docker/" ID << "3f4e8d2a9b7c"
                                          << "docker";
        QTest::newRow("podman") << USER "/user.slice/libpod-" ID ".scope/container"
                                << "3f4e8d2a9b7c"
                                << "podman";
        QTest::newRow("podman's monitor") << USER "/user.slice/libpod-conmon-" ID ".scope"
                                          << ""
                                          << "";
        QTest::newRow("containerd") << "/kubepods.slice/kubepods-burstable.slice/"
                                       "kubepods-burstable-pod12ab.slice/cri-containerd-" ID ".scope"
                                    << "3f4e8d2a9b7c"
                                    << "containerd";
        QTest::newRow("cri-o") << "/kubepods.slice/kubepods-podab.slice/crio-" ID ".scope"
                               << "3f4e8d2a9b7c"
                               << "cri-o";
        QTest::newRow("kubernetes, cgroupfs") << "/kubepods/besteffort/pod0a1b-22/" ID << "3f4e8d2a9b7c"
                                              << "kubernetes";
        QTest::newRow("lxc") << "/lxc/web/system.slice/nginx.service"
                             << "web"
                             << "lxc";
        QTest::newRow("lxc payload") << "/lxc.payload.db/init.scope"
                                     << "db"
                                     << "lxc";
        QTest::newRow("nspawn") << "/machine.slice/systemd-nspawn@de\\x2db.service/payload"
                                << "de-b"
                                << "systemd-nspawn";
        QTest::newRow("id too short") << "/docker/3f4e8d2a"
                                      << ""
                                      << "";
        QTest::newRow("none") << "/system.slice/docker.service"
                              << ""
                              << "";
    }
    void findsContainers() {
        QFETCH(QString, path);
        QFETCH(QString, name);
        QFETCH(QString, runtime);
        const Container container = containerOf(path.toStdString());
        QCOMPARE(QString::fromStdString(container.name), name);
        QCOMPARE(QString::fromStdString(container.runtime), runtime);
    }

    void namesTheApplication_data() {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("application");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char* name, const char* path, const char* application, const char* reason) {
            QTest::newRow(name) << path << application << reason;
        };
        row("GNOME", USER "/app.slice/app-gnome-firefox-3456.scope", "firefox",
            "systemd unit app-gnome-firefox-3456.scope");
        row("GNOME, escaped dash", USER "/app.slice/app-gnome-gnome\\x2dterminal-12.scope", "gnome-terminal",
            "systemd unit app-gnome-gnome\\x2dterminal-12.scope");
        row("without launcher", USER "/app.slice/app-org.kde.konsole-a1b2c3.scope", "org.kde.konsole",
            "systemd unit app-org.kde.konsole-a1b2c3.scope");
        row("service with launcher", USER "/app.slice/app-KDE-org.kde.dolphin@3f2e.service",
            "org.kde.dolphin", "systemd unit app-KDE-org.kde.dolphin@3f2e.service");
        row("autostart", USER "/app.slice/app-org.gnome.Evolution\\x2dalarm\\x2dnotify@autostart.service",
            "org.gnome.Evolution-alarm-notify",
            "systemd unit app-org.gnome.Evolution\\x2dalarm\\x2dnotify@autostart.service");
        row("flatpak", USER "/app.slice/app-flatpak-org.mozilla.Thunderbird-77.scope",
            "org.mozilla.Thunderbird", "systemd unit app-flatpak-org.mozilla.Thunderbird-77.scope");
        row("snap", USER "/app.slice/snap.firefox.firefox-0a1b.scope", "firefox",
            "systemd unit snap.firefox.firefox-0a1b.scope");
        row("snap's service", "/system.slice/snap.lxd.daemon.service", "lxd",
            "systemd unit snap.lxd.daemon.service");
        row("bus activation",
            USER
            "/app.slice/app-dbus\\x2d:1.2\\x2dorg.gnome.Nautilus.slice/"
            "dbus-:1.2-org.gnome.Nautilus@0.service",
            "org.gnome.Nautilus", "systemd unit dbus-:1.2-org.gnome.Nautilus@0.service");
        row("a terminal's tab", USER "/app.slice/app-org.gnome.Terminal.slice/vte-spawn-0a1b.scope",
            "org.gnome.Terminal", "systemd slice app-org.gnome.Terminal.slice");
        row("container", "/system.slice/docker-" ID ".scope", "3f4e8d2a9b7c",
            "docker container 3f4e8d2a9b7c");
        row("system service", "/system.slice/ssh.service", "ssh", "systemd unit ssh.service");
        row("login session", "/user.slice/user-1000.slice/session-2.scope", "vim",
            "executable vim, for session-2.scope holds many programs");
        row("init", "/init.scope", "vim", "executable vim, for init.scope holds many programs");
        row("outside units", "/", "vim", "executable vim");
        row("a group that is only a unit's suffix", "/.service", "vim", "executable vim");
        row("an escaped one", "/_.scope", "vim", "executable vim");
        row("no cgroup", "", "vim", "executable vim");
    }
    void namesTheApplication() {
        QFETCH(QString, path);
        QFETCH(QString, application);
        QFETCH(QString, reason);
        const Grouping grouping = groupingOf(path.toStdString(), "vim", "vim-name");
        QCOMPARE(QString::fromStdString(grouping.application), application);
        QCOMPARE(QString::fromStdString(grouping.reason), reason);
    }

    void withoutExecutableTheNameGroups() {
        const Grouping grouping = groupingOf("/", "", "kdevtmpfs");
        QCOMPARE(grouping.application, std::string("kdevtmpfs"));
        QCOMPARE(grouping.reason, std::string("process name"));
    }

    void brokenEscapesStay() {
        QCOMPARE(groupingOf("/app-gnome-a\\x2-1.scope", "", "").application, std::string("a\\x2"));
        QCOMPARE(groupingOf("/app-gnome-a\\xzz-1.scope", "", "").application, std::string("a\\xzz"));
    }
};

BARO_TEST(ProcessGroupingTest)
#include "ProcessGroupingTest.moc"
