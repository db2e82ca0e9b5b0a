// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/launch/download_form.h"

#include "ui/common/field.h"
#include "ui/common/theme.h"

#include <QGridLayout>
#include <QLineEdit>
#include <QRegularExpression>
#include <QSettings>
#include <QUrl>

namespace evenspan::ui {

namespace {

const QString kHub = QStringLiteral("models/hub");
const QString kMirror = QStringLiteral("models/mirror");
const QString kProxy = QStringLiteral("models/proxy");

bool matches(const QString& text, const char* pattern) {
    return QRegularExpression(QLatin1Char('^') % QLatin1String(pattern) % QLatin1Char('$'))
        .match(text)
        .hasMatch();
}

// A model's page may be pasted for the address of a hub: what stands before the owner is the hub.
QString withoutSlash(QString text) {
    while (text.endsWith(QLatin1Char('/')))
        text.chop(1);
    return text;
}

bool isAddress(const QString& text) {
    const QUrl url(text);
    const bool local =
        url.host() == QLatin1String("127.0.0.1") || url.host() == QLatin1String("localhost");
    return url.isValid() && !url.host().isEmpty()
        && (url.scheme() == QLatin1String("https") || local);
}

} // namespace

DownloadForm::DownloadForm(QWidget* parent)
    : QWidget(parent)
    , m_repository(new QLineEdit(this))
    , m_revision(new QLineEdit(this))
    , m_name(new QLineEdit(this))
    , m_hub(new QLineEdit(this))
    , m_hash(new QLineEdit(this))
    , m_mirror(new QLineEdit(this))
    , m_proxy(new QLineEdit(this))
    , m_repositoryField(new Field(tr("Model"), m_repository, this))
    , m_revisionField(new Field(tr("Revision"), m_revision, this))
    , m_nameField(new Field(tr("Name in your library"), m_name, this))
    , m_hubField(new Field(tr("Hub"), m_hub, this))
    , m_hashField(new Field(tr("SHA-256 of model.safetensors (optional)"), m_hash, this))
    , m_mirrorField(new Field(tr("Mirror (optional)"), m_mirror, this))
    , m_proxyField(new Field(tr("Proxy (optional)"), m_proxy, this)) {
    m_repositoryField->setHint(tr("owner/name, as the hub shows it"));
    m_revisionField->setHint(
        tr("The 40 digits of a commit: a branch can change under its name, a commit cannot"));
    m_hashField->setHint(tr("Left empty, the hash that the hub announces must hold"));
    m_mirrorField->setHint(tr("Is tried where the hub fails"));
    m_proxyField->setHint(tr("Left empty, what http_proxy and https_proxy say"));
    m_repository->setPlaceholderText(QStringLiteral("owner/name"));
    m_hub->setPlaceholderText(QStringLiteral("https://…"));
    m_mirror->setPlaceholderText(QStringLiteral("https://…"));
    m_proxy->setPlaceholderText(QStringLiteral("http://host:3128"));
    const QSettings settings;
    m_hub->setText(settings.value(kHub, QStringLiteral("https://huggingface.co")).toString());
    m_mirror->setText(settings.value(kMirror).toString());
    m_proxy->setText(settings.value(kProxy).toString());

    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(space(this, 4));
    grid->setVerticalSpacing(space(this, 3));
    grid->addWidget(m_repositoryField, 0, 0, Qt::AlignTop);
    grid->addWidget(m_nameField, 0, 1, Qt::AlignTop);
    grid->addWidget(m_revisionField, 1, 0, 1, 2, Qt::AlignTop);
    grid->addWidget(m_hubField, 2, 0, Qt::AlignTop);
    grid->addWidget(m_mirrorField, 2, 1, Qt::AlignTop);
    grid->addWidget(m_hashField, 3, 0, 1, 2, Qt::AlignTop);
    grid->addWidget(m_proxyField, 4, 0, Qt::AlignTop);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);

    connect(m_repository, &QLineEdit::textEdited, this, [this](const QString& text) {
        m_repositoryField->refuse({});
        m_name->setText(text.section(QLatin1Char('/'), -1).trimmed());
        m_nameField->refuse({});
    });
    for (auto [edit, field] :
        {std::pair{m_revision, m_revisionField}, {m_name, m_nameField}, {m_hub, m_hubField},
            {m_hash, m_hashField}, {m_mirror, m_mirrorField}, {m_proxy, m_proxyField}})
        connect(edit, &QLineEdit::textEdited, this, [field = field] { field->refuse({}); });
    setFocusProxy(m_repository);
}

std::optional<DownloadRequest> DownloadForm::request() {
    const auto text = [](QLineEdit* edit) { return edit->text().trimmed(); };
    const QString hub = withoutSlash(text(m_hub));
    const QString mirror = withoutSlash(text(m_mirror));
    const QString proxy = text(m_proxy);
    QLineEdit* first = nullptr;
    const auto need = [&](bool well, QLineEdit* edit, Field* field, const QString& remedy) {
        field->refuse(well ? QString() : remedy);
        if (!well && !first)
            first = edit;
    };
    need(matches(text(m_repository), "[A-Za-z0-9_-][A-Za-z0-9._-]*/[A-Za-z0-9_-][A-Za-z0-9._-]*"),
        m_repository, m_repositoryField, tr("Write owner/name"));
    need(isModelName(text(m_name).toStdString()), m_name, m_nameField,
        tr("Letters, digits, '.', '_' and '-' make a name"));
    need(matches(text(m_revision), "[0-9a-fA-F]{40}"), m_revision, m_revisionField,
        tr("Write the 40 digits of a commit, which the hub shows under “History”"));
    need(isAddress(hub), m_hub, m_hubField, tr("Write an https address"));
    need(mirror.isEmpty() || isAddress(mirror), m_mirror, m_mirrorField,
        tr("Write an https address"));
    need(text(m_hash).isEmpty() || matches(text(m_hash), "[0-9a-fA-F]{64}"), m_hash, m_hashField,
        tr("A SHA-256 has 64 digits"));
    need(proxy.isEmpty() || !QUrl(proxy).host().isEmpty(), m_proxy, m_proxyField,
        tr("Write for example http://proxy.example:3128"));
    if (first) {
        first->setFocus();
        return {};
    }
    DownloadRequest request;
    request.base = hub.toStdString();
    request.repository = text(m_repository).toStdString();
    request.revision = text(m_revision).toLower().toStdString();
    request.name = text(m_name).toStdString();
    request.proxy = proxy.toStdString();
    if (!mirror.isEmpty())
        request.mirrors = {mirror.toStdString()};
    if (!text(m_hash).isEmpty())
        request.sha256["model.safetensors"] = text(m_hash).toLower().toStdString();
    return request;
}

void DownloadForm::remember() const {
    QSettings settings;
    settings.setValue(kHub, withoutSlash(m_hub->text().trimmed()));
    settings.setValue(kMirror, withoutSlash(m_mirror->text().trimmed()));
    settings.setValue(kProxy, m_proxy->text().trimmed());
}

} // namespace evenspan::ui
