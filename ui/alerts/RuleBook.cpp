#include "ui/alerts/RuleBook.h"

#include <utility>

#include "core/config/Settings.h"
#include "ui/MachineText.h"
#include "ui/alerts/AlertFeed.h"

namespace baro::ui {
namespace {

QString shownName(const std::string& name) {
    return machineText(name).left(100);
}

}  // namespace

RuleBook::RuleBook(const Settings& settings, const AlertFeed& feed, QObject* parent)
    : QObject(parent), folder_(settings.path()), feed_(feed) {
    disk_.setMaxThreadCount(1);
}

RuleBook::~RuleBook() {
    disk_.waitForDone();
}

void RuleBook::run(std::function<Result<QString>(const alerts::RuleFolder&)> work) {
    ++waiting_;
    disk_.start([this, work = std::move(work)] {
        // The pool ends before this object does.
        QMetaObject::invokeMethod(
            this,
            [this, outcome = work(folder_)] {
                --waiting_;
                if (!outcome) {
                    emit failed(machineText(outcome.error().message).left(500));
                    return;
                }
                feed_.hurry();
                emit saved(*outcome);
            },
            Qt::QueuedConnection);
    });
}

void RuleBook::save(const alerts::RuleDefinition& rule, const std::optional<alerts::RuleOrigin>& instead) {
    run([rule, instead](const alerts::RuleFolder& folder) -> Result<QString> {
        const auto done = folder.save(rule, instead);
        if (!done) return done.error();
        const QString file = machineText(done->file);
        return done->isCopy ? tr("Saved %1 in %2; the rule that it replaces is switched off.")
                                  .arg(shownName(rule.name), file)
                            : tr("Saved %1 in %2.").arg(shownName(rule.name), file);
    });
}

void RuleBook::remove(const alerts::RuleOrigin& rule) {
    run([rule](const alerts::RuleFolder& folder) -> Result<QString> {
        if (const Status done = folder.remove(rule); !done) return done.error();
        return tr("Deleted %1 from %2.").arg(shownName(rule.id.name), machineText(rule.file));
    });
}

void RuleBook::setSwitchedOff(const alerts::RuleId& rule, bool isOff) {
    run([rule, isOff](const alerts::RuleFolder& folder) -> Result<QString> {
        if (const Status done = folder.setSwitchedOff(rule, isOff); !done) return done.error();
        return (isOff ? tr("%1 is switched off.") : tr("%1 is switched on.")).arg(shownName(rule.name));
    });
}

}  // namespace baro::ui
