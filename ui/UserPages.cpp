#include "ui/UserPages.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QFileSystemWatcher>
#include <QPointer>
#include <QSaveFile>
#include <algorithm>
#include <utility>

#include "core/pages/PageFile.h"
#include "ui/MachineText.h"

namespace baro::ui {
namespace {

const QString ending = QStringLiteral(".yaml");

QStringList filesIn(const QString& folder) {
    const QDir place(folder);
    QStringList paths;
    for (const QString& name : place.entryList({QLatin1Char('*') + ending}, QDir::Files, QDir::Name))
        paths << place.filePath(name);
    return paths;
}

// Nothing when it was written; else why not.
QString writeFile(const QString& path, const QByteArray& text) {
    QDir().mkpath(QFileInfo(path).absolutePath());
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(text) == text.size() && file.commit()) return {};
    return file.errorString();
}

}  // namespace

UserPages::UserPages(QString folder, QObject* parent) : QObject(parent), folder_(std::move(folder)) {
    disk_.setMaxThreadCount(1);
}

UserPages::~UserPages() {
    finish();
}

void UserPages::finish() {
    disk_.waitForDone();
}

void UserPages::load() {
    if (folder_.isEmpty()) return;
    for (const QString& path : filesIn(folder_))
        take(read(path));
    watcher_ = new QFileSystemWatcher(this);
    connect(watcher_, &QFileSystemWatcher::fileChanged, this, &UserPages::readAgain);
    connect(watcher_, &QFileSystemWatcher::directoryChanged, this, &UserPages::readAgain);
    watch();
}

void UserPages::watch() {
    if (watcher_ == nullptr) return;
    const QStringList paths = QStringList(folder_) + filesIn(folder_);
    for (const QString& path : paths)
        if (QFileInfo::exists(path)) watcher_->addPath(path);
}

UserPages::ReadFile UserPages::read(const QString& path) {
    const QFileInfo info(path);
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {info.completeBaseName(),
                {},
                failed(info.fileName().toStdString() + ": " + file.errorString().toStdString())};
    const QByteArray text = file.read(static_cast<qint64>(longestPageFile) + 1);
    return {info.completeBaseName(), text,
            parsePageFile(std::string_view(text.constData(), static_cast<std::size_t>(text.size())),
                          info.fileName().toStdString())};
}

void UserPages::readAgain() {
    disk_.start([this, folder = folder_] {
        std::vector<ReadFile> files;
        for (const QString& path : filesIn(folder))
            files.push_back(read(path));
        // The pool ends before this object does.
        QMetaObject::invokeMethod(
            this,
            [this, files = std::move(files)] {
                for (const ReadFile& file : files)
                    take(file);
                watch();
            },
            Qt::QueuedConnection);
    });
}

void UserPages::take(const ReadFile& file) {
    if (written_.contains(file.id) && written_.value(file.id) == file.text) return;
    written_.insert(file.id, file.text);
    Entry* entry = entryOf(file.id);
    const bool isNew = entry == nullptr;
    if (isNew) {
        pages_.push_back({file.id, {file.id.toStdString(), {}, {}}, {}});
        entry = &pages_.back();
    }
    const QString titleBefore = QString::fromStdString(entry->page.title);
    entry->problem = file.page ? QString() : machineText(file.page.error().message);
    if (file.page) entry->page = *file.page;
    changed(file.id, isNew ? QString() : titleBefore);
}

UserPages::Entry* UserPages::entryOf(const QString& id) {
    const auto found = std::ranges::find(pages_, id, &Entry::id);
    return found == pages_.end() ? nullptr : &*found;
}

const UserPages::Entry* UserPages::find(const QString& id) const {
    const auto found = std::ranges::find(pages_, id, &Entry::id);
    return found == pages_.end() ? nullptr : &*found;
}

QString UserPages::pathOf(const QString& id) const {
    return folder_ + QLatin1Char('/') + id + ending;
}

// The title in letters that every file system takes, with a number where that is taken.
QString UserPages::freeId(const QString& title) const {
    QString stem;
    for (const QChar c : title.toLower())
        stem += c.isLetterOrNumber() ? c : QLatin1Char('-');
    stem = stem.left(40);
    if (stem.isEmpty()) stem = QStringLiteral("page");
    QString id = stem;
    for (int number = 2; find(id) != nullptr; ++number)
        id = stem + QLatin1Char('-') + QString::number(number);
    return id;
}

QString UserPages::add(UserPage page) {
    const QString id = freeId(QString::fromStdString(page.title));
    pages_.push_back({id, {}, {}});
    set(id, std::move(page));
    return id;
}

void UserPages::remove(const QString& id) {
    if (std::erase_if(pages_, [&id](const Entry& entry) { return entry.id == id; }) == 0) return;
    written_.remove(id);
    if (!folder_.isEmpty()) disk_.start([path = pathOf(id)] { QFile::remove(path); });
    emit listChanged();
}

void UserPages::set(const QString& id, UserPage page) {
    Entry* const entry = entryOf(id);
    if (entry == nullptr) return;
    const QString titleBefore = QString::fromStdString(entry->page.title);
    entry->page = std::move(page);
    entry->problem.clear();
    written_.insert(id, QByteArray::fromStdString(pageFileText(entry->page)));
    if (!folder_.isEmpty()) write(pathOf(id), entry->page, false);
    changed(id, titleBefore);
}

void UserPages::addChart(const QString& id, PageChart chart) {
    const Entry* const entry = find(id);
    if (entry == nullptr) return;
    UserPage page = entry->page;
    page.charts.push_back(std::move(chart));
    set(id, std::move(page));
}

void UserPages::write(const QString& path, const UserPage& page, bool tells) {
    disk_.start([this, path, tells, text = QByteArray::fromStdString(pageFileText(page))] {
        const QString problem = writeFile(path, text);
        if (problem.isEmpty() && !tells) return;
        const QString sentence =
            problem.isEmpty() ? tr("Saved %1").arg(path) : tr("Could not save %1: %2").arg(path, problem);
        QMetaObject::invokeMethod(
            this, [this, sentence] { emit said(sentence); }, Qt::QueuedConnection);
    });
}

void UserPages::importFile(const QString& path) {
    disk_.start([this, path] {
        ReadFile file = read(path);
        QMetaObject::invokeMethod(
            this,
            [this, file = std::move(file)] {
                if (!file.page) {
                    emit said(machineText(file.page.error().message));
                    return;
                }
                add(*file.page);
                emit said(tr("Added the page %1").arg(machineText(file.page->title)));
            },
            Qt::QueuedConnection);
    });
}

void UserPages::exportFile(const QString& id, const QString& path) {
    if (const Entry* const entry = find(id)) write(path, entry->page, true);
}

void UserPages::changed(const QString& id, const QString& titleBefore) {
    const Entry* const entry = find(id);
    const bool isRenamed = QString::fromStdString(entry->page.title) != titleBefore;
    sort();
    if (isRenamed) emit listChanged();
    emit pageChanged(id);
}

void UserPages::sort() {
    std::ranges::stable_sort(pages_, [](const Entry& a, const Entry& b) {
        return QString::localeAwareCompare(QString::fromStdString(a.page.title),
                                           QString::fromStdString(b.page.title)) < 0;
    });
}

}  // namespace baro::ui
