#include "ui/connections/ConnectionDialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QVBoxLayout>
#include <cmath>
#include <utility>

#include "core/http/Address.h"
#include "ui/MachineText.h"
#include "ui/alerts/NumberField.h"
#include "ui/connections/ServerBook.h"
#include "ui/widgets/Label.h"

namespace baro::ui {
namespace {

enum Authentication { NoSecret, UserAndPassword, BearerToken };

constexpr int dialogHalf = 50 * gridStep;
constexpr int headerLines = 3;
constexpr const char* usualWritePath = "/api/v1/write";

std::string written(const QLineEdit* field) {
    return field->text().trimmed().toStdString();
}

// As the file would have it, so that "http://a:9090/" is not another address than "http://a:9090".
std::string addressText(const QLineEdit* field) {
    const auto address = http::Address::parse(written(field));
    return address && address->user.empty() ? address->url() : written(field);
}

std::vector<http::Header> headersIn(const QString& text) {
    std::vector<http::Header> headers;
    for (const QString& line : text.split(QLatin1Char('\n'), Qt::SkipEmptyParts))
        headers.push_back({line.section(QLatin1Char(':'), 0, 0).trimmed().toStdString(),
                           line.section(QLatin1Char(':'), 1).trimmed().toStdString()});
    return headers;
}

QString textOfHeaders(const std::vector<http::Header>& headers) {
    QStringList lines;
    for (const auto& [name, value] : headers)
        lines << QString::fromStdString(name + ": " + value);
    return lines.join(QLatin1Char('\n'));
}

}  // namespace

ConnectionDialog::ConnectionDialog(const Theme& theme, ServerBook& book,
                                   std::optional<remotewrite::ServerEntry> before, QWidget* parent)
    : QDialog(parent), theme_(theme), book_(book), before_(std::move(before)) {
    setWindowTitle(before_ ? tr("Connection to %1").arg(machineText(before_->connection.name).left(60))
                           : tr("New connection"));
    auto* column = new QVBoxLayout(this);
    column->setSpacing(2 * gridStep);
    auto* halves = new QHBoxLayout;
    halves->setSpacing(4 * gridStep);
    for (QFormLayout* form : {makeWhere(), makeHow()}) {
        auto* half = new QWidget(this);
        half->setMinimumWidth(dialogHalf);
        half->setLayout(form);
        halves->addWidget(half, 1);
    }
    column->addLayout(halves);
    told_ = new Label(theme, TextSize::Body, Role::QuietText, this);
    told_->setObjectName(QStringLiteral("told"));
    told_->setWordWrap(true);
    told_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    column->addWidget(told_);
    column->addStretch();
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel, this);
    saves_ = buttons->button(QDialogButtonBox::Save);
    tests_ = buttons->addButton(tr("Test"), QDialogButtonBox::ActionRole);
    tests_->setToolTip(tr("Asks the server as the fields say; nothing is saved"));
    connect(buttons, &QDialogButtonBox::accepted, this, &ConnectionDialog::save);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(tests_, &QPushButton::clicked, this, &ConnectionDialog::test);
    connect(&book, &ServerBook::saved, this, &QDialog::accept);
    connect(&book, &ServerBook::failed, this, [this](const QString& sentence) {
        say(sentence, Role::Danger);
        check();
    });
    column->addWidget(buttons);
    fill(before_.value_or(remotewrite::ServerEntry{}));
    if (!before_) url_->setFocus();  // the one field that a new one needs
    if (before_ && before_->keepsSecret())
        book.lookForSecret(*before_, [dialog = QPointer(this)](bool isKept) {
            if (dialog == nullptr) return;
            dialog->isKept_ = isKept;
            dialog->showSecret();
        });
}

ConnectionDialog::~ConnectionDialog() = default;

ConnectionDialog* ConnectionDialog::open(const Theme& theme, ServerBook& book,
                                         std::optional<remotewrite::ServerEntry> before, QWidget* parent) {
    auto* dialog = new ConnectionDialog(theme, book, std::move(before), parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->QDialog::open();
    return dialog;
}

QLineEdit* ConnectionDialog::addLine(QFormLayout* form, const QString& name, const QString& placeholder) {
    auto* line = new QLineEdit(this);
    line->setAccessibleName(name);
    line->setPlaceholderText(placeholder);
    form->addRow(name, line);
    connect(line, &QLineEdit::textChanged, this, &ConnectionDialog::check);
    return line;
}

QFormLayout* ConnectionDialog::makeWhere() {
    auto* form = new QFormLayout;
    where_ = form;
    form->setContentsMargins(0, 0, 0, 0);
    form->setRowWrapPolicy(QFormLayout::WrapAllRows);
    form->setVerticalSpacing(gridStep);
    name_ = addLine(form, tr("Name"), tr("that of its address"));
    url_ = addLine(form, tr("Address"), QStringLiteral("https://prometheus.example:9090"));
    url_->setToolTip(tr("Of a server with Prometheus's API; its hosts are then in the menu above the page"));
    writes_ = new QCheckBox(tr("Write the record of this machine there"), this);
    form->addRow(writes_);
    writeUrl_ = addLine(form, tr("Address for writing"));
    interval_ = new NumberField(tr("A sample every"), this);
    interval_->setScales(waitingScales());
    interval_->setMinimum(1);
    form->addRow(tr("A sample every"), interval_);
    authentication_ = new QComboBox(this);
    authentication_->setAccessibleName(tr("Authentication"));
    authentication_->addItem(tr("none"));
    authentication_->addItem(tr("user and password"));
    authentication_->addItem(tr("token"));
    form->addRow(tr("Authentication"), authentication_);
    user_ = addLine(form, tr("User"));
    secret_ = addLine(form, tr("Password or token"));
    secret_->setEchoMode(QLineEdit::Password);
    secretNote_ = new Label(theme_, TextSize::Caption, Role::QuietText, this);
    secretNote_->setWordWrap(true);
    form->addRow(secretNote_);
    connect(writes_, &QCheckBox::toggled, this, &ConnectionDialog::check);
    connect(authentication_, &QComboBox::currentIndexChanged, this, &ConnectionDialog::check);
    return form;
}

QFormLayout* ConnectionDialog::makeHow() {
    auto* form = new QFormLayout;
    form->setContentsMargins(0, 0, 0, 0);
    form->setRowWrapPolicy(QFormLayout::WrapAllRows);
    form->setVerticalSpacing(gridStep);
    const QString pem = tr("path of a PEM file");
    authority_ = addLine(form, tr("Certificate of its authority"), tr("those of the system"));
    certificate_ = addLine(form, tr("Certificate of ours"), pem);
    key_ = addLine(form, tr("Its key"), pem);
    serverName_ = addLine(form, tr("Name in its certificate"), tr("that of its address"));
    skips_ = new QCheckBox(tr("Take any certificate"), this);
    skips_->setToolTip(tr("Anybody on the way could then pretend to be this server"));
    form->addRow(skips_);
    headers_ = new QPlainTextEdit(this);
    headers_->setAccessibleName(tr("Headers"));
    headers_->setPlaceholderText(QStringLiteral("X-Scope-OrgID: team"));
    headers_->setTabChangesFocus(true);
    headers_->setFixedHeight(headers_->fontMetrics().lineSpacing() * headerLines + 2 * gridStep);
    form->addRow(tr("Headers, one a line"), headers_);
    timeout_ = new NumberField(tr("Patience"), this);
    timeout_->setScales(waitingScales());
    timeout_->setMinimum(0.1);
    form->addRow(tr("Patience"), timeout_);
    return form;
}

void ConnectionDialog::fill(const remotewrite::ServerEntry& entry) {
    const http::Connection& connection = entry.connection;
    const auto set = [](QLineEdit* field, const std::string& text) {
        field->setText(QString::fromStdString(text));
    };
    set(name_, connection.name);
    name_->setEnabled(!(before_ && before_->isWritten()));
    if (!name_->isEnabled()) name_->setToolTip(tr("What was sent to it is known by this name"));
    set(url_, connection.url);
    writes_->setChecked(entry.isWritten());
    set(writeUrl_, entry.writeUrl);
    interval_->setValue(static_cast<double>(entry.writeInterval) / 1000);
    authentication_->setCurrentIndex(connection.hasToken       ? BearerToken
                                     : connection.user.empty() ? NoSecret
                                                               : UserAndPassword);
    set(user_, connection.user);
    set(authority_, connection.tls.caFile);
    set(certificate_, connection.tls.certificateFile);
    set(key_, connection.tls.keyFile);
    set(serverName_, connection.tls.serverName);
    skips_->setChecked(connection.tls.skipsVerification);
    headers_->setPlainText(textOfHeaders(connection.headers));
    timeout_->setValue(static_cast<double>(connection.timeout.count()) / 1000);
    check();
}

remotewrite::ServerEntry ConnectionDialog::entry() const {
    remotewrite::ServerEntry entry = before_.value_or(remotewrite::ServerEntry{});
    http::Connection& connection = entry.connection;
    connection.url = addressText(url_);
    entry.writeUrl = !writes_->isChecked()                   ? std::string()
                     : writeUrl_->text().trimmed().isEmpty() ? connection.url + usualWritePath
                                                             : addressText(writeUrl_);
    entry.writeInterval = std::llround(interval_->value() * 1000);
    connection.name = written(name_);
    const auto address = http::Address::parse(connection.url.empty() ? entry.writeUrl : connection.url);
    if (connection.name.empty() && address) connection.name = address->authority;
    connection.user = authentication_->currentIndex() == UserAndPassword ? written(user_) : std::string();
    connection.hasToken = authentication_->currentIndex() == BearerToken;
    const bool wasSame = before_ && before_->connection.user == connection.user &&
                         before_->connection.hasToken == connection.hasToken;
    if (!wasSame) {
        connection.secret.clear();
        connection.secretFile.clear();
    }
    connection.tls = {written(authority_), written(certificate_), written(key_), written(serverName_),
                      skips_->isChecked()};
    connection.headers = headersIn(headers_->toPlainText());
    connection.timeout = std::chrono::milliseconds(std::llround(timeout_->value() * 1000));
    return entry;
}

void ConnectionDialog::check() {
    if (saves_ == nullptr) return;
    where_->setRowVisible(writeUrl_, writes_->isChecked());
    where_->setRowVisible(interval_, writes_->isChecked());
    const QString address = url_->text().trimmed();
    writeUrl_->setPlaceholderText(address.isEmpty() ? QString()
                                                    : QString::fromStdString(addressText(url_)) +
                                                          QLatin1String(usualWritePath));
    const int kind = authentication_->currentIndex();
    where_->setRowVisible(user_, kind == UserAndPassword);
    where_->setRowVisible(secret_, kind != NoSecret);
    where_->setRowVisible(secretNote_, kind != NoSecret);
    const bool hasWriting = writes_->isChecked() && !writeUrl_->text().trimmed().isEmpty();
    const bool hasUser = kind != UserAndPassword || !user_->text().trimmed().isEmpty();
    const bool isWhole = (!address.isEmpty() || hasWriting) && hasUser;
    saves_->setEnabled(isWhole && !book_.isBusy());
    tests_->setEnabled(isWhole);
    showSecret();
}

// Where it is: the field itself never shows one.
void ConnectionDialog::showSecret() {
    const remotewrite::ServerEntry now = entry();
    const http::Connection& connection = now.connection;
    QString where;
    if (!secret_->text().isEmpty())
        where = book_.secretsPlace().isEmpty() ? tr("It is kept apart from the file of servers.")
                                               : tr("It will be kept in %1.").arg(book_.secretsPlace());
    else if (!connection.secretFile.empty())
        where = tr("It is read from %1.").arg(machineText(connection.secretFile));
    else if (!connection.secret.empty())
        where = tr("It stands in the file of servers.");
    else if (isKept_ && before_ && before_->connection.url == connection.url &&
             before_->connection.user == connection.user &&
             before_->connection.hasToken == connection.hasToken)
        where = tr("One is kept; what is typed here takes its place.");
    else
        where = tr("None is kept for this address.");
    secretNote_->setText(where);
}

void ConnectionDialog::say(const QString& sentence, Role role) {
    told_->setRole(role);
    told_->setText(sentence);
}

void ConnectionDialog::test() {
    say(tr("Asking …"), Role::QuietText);
    testing_ = book_.test(entry(), secret_->text(), [this](const ServerAnswer& answer) {
        say(answer.sentence, answer.works ? Role::Good : Role::Danger);
    });
}

void ConnectionDialog::save() {
    say(tr("Saving …"), Role::QuietText);
    book_.save(before_, entry(), secret_->text());
    saves_->setEnabled(false);
}

}  // namespace baro::ui
