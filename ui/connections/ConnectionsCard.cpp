#include "ui/connections/ConnectionsCard.h"

#include <QItemSelectionModel>
#include <QMessageBox>
#include <QPushButton>
#include <algorithm>
#include <utility>

#include "ui/MachineText.h"
#include "ui/Navigation.h"
#include "ui/connections/ConnectionDialog.h"
#include "ui/models/TableCells.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/SubjectTable.h"

namespace baro::ui {
namespace {

constexpr int mostServerRows = 8;
constexpr qsizetype longestServerCell = 100;

using remotewrite::ServerEntry;

QString rowKey(const ServerEntry& entry) {
    return QString::fromStdString(entry.connection.name + '\n' + entry.connection.url + '\n' +
                                  entry.writeUrl);
}

QString purpose(const ServerEntry& entry) {
    if (entry.isAsked() && entry.isWritten()) return ConnectionsCard::tr("asked, written to");
    return entry.isAsked() ? ConnectionsCard::tr("asked") : ConnectionsCard::tr("written to");
}

}  // namespace

ConnectionsCard::ConnectionsCard(const PageContext& context, QWidget* parent)
    : Card(context.theme, tr("Connections"), parent), context_(context) {
    nothing_ = new Label(context.theme, TextSize::Body, Role::QuietText, this);
    nothing_->setWordWrap(true);
    nothing_->setText(
        tr("No server is known. One with Prometheus's API shows its hosts in the menu above the "
           "page, and may get the record of this machine."));
    body()->addWidget(nothing_);
    problems_ = new Label(context.theme, TextSize::Caption, Role::Warning, this);
    problems_->setWordWrap(true);
    body()->addWidget(problems_);
    tests_ = new QPushButton(tr("Test"), this);
    tests_->setAccessibleName(tr("Test all connections"));
    removes_ = new QPushButton(tr("Remove"), this);
    removes_->setAccessibleName(tr("Remove the selected connection"));
    edits_ = new QPushButton(tr("Edit …"), this);
    edits_->setAccessibleName(tr("Edit the selected connection"));
    auto* adds = new QPushButton(tr("Add …"), this);
    adds->setAccessibleName(tr("Add a connection"));
    for (QPushButton* button : {tests_, removes_, edits_, adds})
        addTool(button);
    table_ = new SubjectTable(context.theme, tr("Connections"),
                              {{tr("Server"), {}, false},
                               {tr("Address"), {}, false},
                               {tr("It is"), tr("Asked for its hosts, or written to"), false},
                               {tr("Answer"), {}, false}},
                              this);
    table_->setMaximumRows(mostServerRows);
    table_->keep(context, QStringLiteral("settings.connections"));
    addTable(table_);
    ServerBook& book = context.servers;
    connect(tests_, &QPushButton::clicked, this, &ConnectionsCard::testAll);
    connect(removes_, &QPushButton::clicked, this, &ConnectionsCard::removeSelected);
    connect(edits_, &QPushButton::clicked, this, &ConnectionsCard::edit);
    connect(table_, &QTreeView::activated, this, &ConnectionsCard::edit);
    connect(adds, &QPushButton::clicked, this,
            [this] { ConnectionDialog::open(context_.theme, context_.servers, std::nullopt, window()); });
    connect(table_->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        edits_->setEnabled(selected() != nullptr);
        removes_->setEnabled(selected() != nullptr);
    });
    connect(&book, &ServerBook::saved, &context.navigation, &Navigation::say);
    connect(&book, &ServerBook::failed, &context.navigation, &Navigation::say);
    connect(&book, &ServerBook::placeKnown, this, &ConnectionsCard::showServers);
    connect(&book, &ServerBook::changed, this, [this] {
        if (isVisible())
            testAll();
        else
            showServers();
    });
    showServers();
}

void ConnectionsCard::showEvent(QShowEvent* event) {
    Card::showEvent(event);
    if (asked_.empty()) testAll();
}

void ConnectionsCard::testAll() {
    asked_.clear();
    for (const ServerEntry& entry : context_.servers.entries()) {
        const QString key = rowKey(entry);
        Asked& asked = asked_[key];
        asked.entry = entry;
        asked.test = context_.servers.test(entry, {}, [this, key](const ServerAnswer& answer) {
            const auto found = asked_.find(key);
            if (found == asked_.end()) return;
            found->second.answer = answer;
            found->second.test.reset();
            showServers();
        });
    }
    showServers();
}

void ConnectionsCard::showServers() {
    const auto& entries = context_.servers.entries();
    std::vector<TableRow> rows;
    for (const ServerEntry& entry : entries) {
        const auto known = asked_.find(rowKey(entry));
        const bool isKnown = known != asked_.end() && known->second.test == nullptr;
        const QString answer = isKnown                 ? known->second.answer.sentence
                               : known != asked_.end() ? tr("asking …")
                                                       : QStringLiteral("–");
        const QString address =
            machineText(entry.isAsked() ? entry.connection.url : entry.writeUrl).left(longestServerCell);
        rows.push_back({rowKey(entry),
                        {textCell(machineText(entry.connection.name).left(longestServerCell)),
                         textCell(address), textCell(purpose(entry)), textCell(answer, answer)},
                        isKnown && !known->second.answer.works});
    }
    const bool isEmpty = rows.empty();
    const QString place = context_.servers.secretsPlace();
    const bool keeps = std::ranges::any_of(entries, &ServerEntry::keepsSecret);
    setNote(isEmpty || !keeps || place.isEmpty() ? QString() : tr("passwords are kept in %1").arg(place));
    nothing_->setVisible(isEmpty);
    table_->setVisible(!isEmpty);
    for (QPushButton* button : {tests_, edits_, removes_})
        button->setVisible(!isEmpty);
    problems_->setText(context_.servers.problems().join(QLatin1Char('\n')));
    problems_->setVisible(!problems_->text().isEmpty());
    table_->setRows(std::move(rows));
    table_->fitColumns();
    edits_->setEnabled(selected() != nullptr);
    removes_->setEnabled(selected() != nullptr);
}

const ServerEntry* ConnectionsCard::selected() const {
    const QString key = table_->selectedKey();
    const auto& entries = context_.servers.entries();
    const auto found =
        std::ranges::find_if(entries, [&key](const ServerEntry& entry) { return rowKey(entry) == key; });
    return found == entries.end() ? nullptr : &*found;
}

void ConnectionsCard::edit() {
    if (const ServerEntry* const entry = selected())
        ConnectionDialog::open(context_.theme, context_.servers, *entry, window());
}

void ConnectionsCard::removeSelected() {
    const ServerEntry* const entry = selected();
    if (entry == nullptr) return;
    auto* question =
        new QMessageBox(QMessageBox::Question, tr("Remove a connection"), {}, QMessageBox::Cancel, window());
    question->setTextFormat(Qt::PlainText);
    question->setText(tr("Remove %1 and its password? What it has been sent stays there.")
                          .arg(machineText(entry->connection.name).left(longestServerCell)));
    const auto* const yes = question->addButton(tr("Remove"), QMessageBox::AcceptRole);
    question->setAttribute(Qt::WA_DeleteOnClose);
    connect(yes, &QAbstractButton::clicked, this,
            [this, removed = *entry] { context_.servers.remove(removed); });
    question->open();
}

}  // namespace baro::ui
