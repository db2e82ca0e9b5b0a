// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/launch/model_dialog.h"

#include "ui/common/file_dialogs.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/train/launch/download_form.h"

#include <QClipboard>
#include <QFileInfo>
#include <QGridLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace evenspan::ui {

namespace {

QString sizeText(std::uint64_t bytes) {
    return QLocale().formattedDataSize(qint64(bytes), 1, QLocale::DataSizeSIFormat);
}

} // namespace

ModelDialog::ModelDialog(ModelStore& store, FileDialogs& dialogs, QWidget* parent)
    : Dialog(parent)
    , m_store(store)
    , m_dialogs(dialogs)
    , m_banner(new ErrorBanner(this))
    , m_list(new QListWidget(this))
    , m_pages(new QStackedWidget(this))
    , m_title(headingLabel({}, this))
    , m_state(mutedLabel({}, this))
    , m_facts(new QGridLayout)
    , m_add(new QPushButton(tr("Add a folder…"), this))
    , m_fetch(new QPushButton(tr("Download…"), this))
    , m_verify(new QPushButton(tr("Verify"), this))
    , m_copy(new QPushButton(tr("Copy details"), this))
    , m_remove(new QPushButton(tr("Remove"), this))
    , m_work(new QWidget(this))
    , m_workText(mutedLabel({}, this))
    , m_progress(new ProgressStrip(this))
    , m_toast(new Toast(this)) {
    setWindowTitle(tr("Models"));
    resize(space(this, 230), space(this, 170));
    m_list->setAccessibleName(tr("Models"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFixedWidth(space(this, 56));
    m_add->setToolTip(tr("Copy a folder with config.json, tokenizer files and model.safetensors"));
    m_fetch->setToolTip(tr("Fetch a model from a hub at a fixed revision"));
    m_verify->setToolTip(tr("Hash the model's files again and compare"));
    m_remove->setToolTip(tr("Take the model out of the library"));
    for (QPushButton* button : {m_add, m_fetch, m_verify, m_copy, m_remove}) {
        button->setAutoDefault(false);
        button->setAccessibleName(button->text());
    }
    m_add->setObjectName(QStringLiteral("add"));
    m_fetch->setObjectName(QStringLiteral("fetch"));
    m_progress->setAccessibleName(tr("Progress"));
    m_pages->addWidget(makeDetails());
    m_pages->addWidget(makeDownload());

    auto* cancel = new QPushButton(tr("Stop"), this);
    cancel->setAutoDefault(false);
    cancel->setAccessibleName(tr("Stop what runs"));
    auto* work = new QGridLayout(m_work);
    work->setContentsMargins(0, 0, 0, 0);
    work->setVerticalSpacing(space(this, 1));
    work->addWidget(m_workText, 0, 0);
    work->addWidget(m_progress, 1, 0);
    work->addWidget(cancel, 0, 1, 2, 1);
    work->setColumnStretch(0, 1);

    auto* left = new QVBoxLayout;
    left->setSpacing(space(this, 2));
    left->addWidget(m_list, 1);
    left->addWidget(m_add);
    left->addWidget(m_fetch);
    auto* middle = new QHBoxLayout;
    middle->setSpacing(space(this, 6));
    middle->addLayout(left);
    middle->addWidget(m_pages, 1);
    auto* close = new QPushButton(tr("Close"), this);
    close->setAutoDefault(false);
    close->setAccessibleName(close->text());
    auto* foot = new QHBoxLayout;
    foot->addWidget(m_work, 1);
    foot->addStretch();
    foot->addWidget(close);
    auto* column = new QVBoxLayout(this);
    const int margin = space(this, 6);
    column->setContentsMargins(margin, margin, margin, space(this, 5));
    column->setSpacing(space(this, 4));
    column->addWidget(titleLabel(tr("Models"), this));
    column->addWidget(m_banner);
    column->addLayout(middle, 1);
    column->addWidget(new Hairline(this));
    column->addLayout(foot);

    connect(m_list, &QListWidget::currentRowChanged, this, [this] {
        m_pages->setCurrentIndex(0);
        showChosen();
    });
    connect(m_add, &QPushButton::clicked, this, &ModelDialog::addFolder);
    connect(m_fetch, &QPushButton::clicked, this, [this] {
        m_pages->setCurrentIndex(1);
        m_form->setFocus();
    });
    connect(m_verify, &QPushButton::clicked, this, &ModelDialog::verify);
    connect(m_remove, &QPushButton::clicked, this, &ModelDialog::remove);
    connect(cancel, &QPushButton::clicked, &m_store, &ModelStore::cancel);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(&m_store, &ModelStore::progress, this,
        [this](const QString& file, qint64 done, qint64 total) {
            m_progress->setShare(total > 0 ? double(done) / double(total) : -1);
            if (!file.isEmpty())
                m_workText->setText(total > 0
                        ? tr("%1: %2 of %3")
                              .arg(file, sizeText(std::uint64_t(done)),
                                  sizeText(std::uint64_t(total)))
                        : tr("%1: %2").arg(file, sizeText(std::uint64_t(done))));
        });
    setBusy({});
    reload();
}

// What was fetched so far stays for the next time.
ModelDialog::~ModelDialog() {
    m_store.cancel();
}

QWidget* ModelDialog::makeDetails() {
    auto* page = new QWidget(this);
    m_facts->setHorizontalSpacing(space(this, 6));
    m_facts->setVerticalSpacing(space(this, 2));
    m_facts->setColumnStretch(1, 1);
    m_state->setWordWrap(true);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(space(this, 2));
    buttons->addWidget(m_verify);
    buttons->addWidget(m_copy);
    buttons->addWidget(m_remove);
    buttons->addStretch();
    connect(m_copy, &QPushButton::clicked, this,
        [this] { QGuiApplication::clipboard()->setText(m_copied.join(QLatin1Char('\n'))); });
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space(this, 3));
    column->addWidget(m_title);
    column->addLayout(m_facts);
    column->addWidget(m_state);
    column->addLayout(buttons);
    column->addStretch();
    return page;
}

QWidget* ModelDialog::makeDownload() {
    m_form = new DownloadForm(this);
    m_start = primaryButton(tr("Download"), this);
    m_start->setAccessibleName(m_start->text());
    m_start->setDefault(true);
    auto* back = new QPushButton(tr("Back"), this);
    back->setAutoDefault(false);
    back->setAccessibleName(tr("Back to the models"));
    connect(m_start, &QPushButton::clicked, this, &ModelDialog::startDownload);
    connect(back, &QPushButton::clicked, this, [this] {
        m_pages->setCurrentIndex(0);
        m_list->setFocus();
    });
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(space(this, 2));
    buttons->addWidget(m_start);
    buttons->addWidget(back);
    buttons->addStretch();
    // With large text the form is higher than the dialog; what starts it stays in sight.
    auto* scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* inside = new QWidget(scroll);
    auto* rows = new QVBoxLayout(inside);
    rows->setContentsMargins(0, 0, space(this, 3), 0);
    rows->addWidget(m_form);
    rows->addStretch();
    scroll->setWidget(inside);
    auto* page = new QWidget(this);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space(this, 3));
    column->addWidget(headingLabel(tr("Download from a hub"), page));
    column->addWidget(scroll, 1);
    column->addLayout(buttons);
    return page;
}

void ModelDialog::setBusy(const QString& what) {
    m_work->setVisible(!what.isEmpty());
    m_workText->setText(what);
    m_progress->setShare(-1);
    for (QPushButton* button : {m_add, m_start, m_verify, m_remove})
        button->setEnabled(what.isEmpty());
    if (what.isEmpty())
        showChosen();
}

void ModelDialog::reload(const QString& choose) {
    const QString before = chosen() ? QString::fromStdString(chosen()->name) : QString();
    m_store.list(mine<std::vector<ModelEntry>>([this, wanted = choose.isEmpty() ? before : choose](
                                                   Result<std::vector<ModelEntry>> entries) {
        if (!entries)
            return m_banner->showError(entries.error());
        m_entries = std::move(*entries);
        const QSignalBlocker blocker(m_list);
        m_list->clear();
        int at = m_entries.empty() ? -1 : 0;
        for (const ModelEntry& entry : m_entries) {
            const QString name = QString::fromStdString(entry.name);
            m_list->addItem(name);
            m_list->item(m_list->count() - 1)->setSizeHint({0, space(this, 8)});
            if (name == wanted)
                at = m_list->count() - 1;
        }
        m_list->setCurrentRow(at);
        showChosen();
    }));
}

const ModelEntry* ModelDialog::chosen() const {
    const int row = m_list->currentRow();
    return row >= 0 && row < int(m_entries.size()) ? &m_entries[std::size_t(row)] : nullptr;
}

void ModelDialog::showChosen() {
    while (QLayoutItem* item = m_facts->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    m_state->clear();
    const ModelEntry* entry = chosen();
    for (QPushButton* button : {m_verify, m_remove, m_copy})
        button->setVisible(entry);
    if (!entry) {
        m_title->setText(tr("No model yet"));
        m_state->setText(tr("Add a folder in Hugging Face layout, or download one from a hub."));
        return;
    }
    m_title->setText(QString::fromStdString(entry->name));
    m_remove->setEnabled(!entry->builtIn && m_work->isHidden());
    int row = 0;
    const auto fact = [&](const QString& name, const QString& value, bool fixed = false) {
        if (value.isEmpty())
            return;
        auto* label = mutedLabel(name, this);
        auto* text = new ElidedLabel(this);
        text->setFullText(value);
        text->setAccessibleName(name % QStringLiteral(": ") % value);
        if (fixed)
            text->setFont(monospaceFont(text->font()));
        m_facts->addWidget(label, row, 0);
        m_facts->addWidget(text, row++, 1);
        m_copied << name % QStringLiteral(": ") % value;
    };
    m_copied = QStringList(m_title->text());
    QStringList languages;
    for (const std::string& language : entry->languages) {
        const QLocale locale(QString::fromStdString(language));
        // Qt takes plain "en" for the one of America.
        languages << (locale == QLocale::c()            ? QString::fromStdString(language)
                : locale.language() == QLocale::English ? QStringLiteral("English")
                                                        : locale.nativeLanguageName());
    }
    fact(tr("Kind"), QString::fromStdString(entry->modelType));
    fact(tr("Shape"), tr("%1 layers, %2 wide").arg(entry->layers).arg(entry->hidden));
    fact(tr("Size"), sizeText(entry->bytes));
    fact(tr("Licence"),
        entry->licence == "unknown" ? tr("not stated") : QString::fromStdString(entry->licence));
    fact(tr("Languages"), languages.isEmpty() ? tr("not stated") : languages.join(tr(", ")));
    fact(tr("From"),
        entry->builtIn ? tr("came with Evenspan") : QString::fromStdString(entry->source));
    fact(tr("Revision"), QString::fromStdString(entry->revision), true);
    if (const auto hash = entry->sha256.find("model.safetensors"); hash != entry->sha256.end())
        fact(tr("SHA-256"), QString::fromStdString(hash->second), true);
    fact(tr("Folder"), QString::fromStdString(entry->folder.string()));
}

void ModelDialog::addFolder() {
    const QString folder = m_dialogs.openFolder(this, tr("Folder of the model"));
    if (folder.isEmpty())
        return;
    m_banner->clear();
    const QString name = QFileInfo(folder).fileName();
    setBusy(tr("Copying %1…").arg(name));
    m_store.add(folder, name, mine<ModelEntry>([this](Result<ModelEntry> entry) { came(entry); }));
}

void ModelDialog::startDownload() {
    const auto request = m_form->request();
    if (!request)
        return;
    m_form->remember();
    m_banner->clear();
    setBusy(tr("Asking the hub…"));
    m_store.download(*request, mine<ModelEntry>([this](Result<ModelEntry> entry) { came(entry); }));
}

void ModelDialog::came(const Result<ModelEntry>& entry) {
    setBusy({});
    if (!entry) {
        if (entry.error().code != ErrorCode::Cancelled)
            m_banner->showError(entry.error());
        else
            m_toast->say(tr("Stopped"));
        return;
    }
    m_pages->setCurrentIndex(0);
    reload(QString::fromStdString(entry->name));
    m_toast->say(tr("%1 is in your library").arg(QString::fromStdString(entry->name)));
}

void ModelDialog::verify() {
    const ModelEntry* entry = chosen();
    if (!entry)
        return;
    m_banner->clear();
    const QString name = QString::fromStdString(entry->name);
    setBusy(tr("Hashing %1…").arg(name));
    using Files = std::vector<std::string>;
    m_store.verify(name, mine<Files>([this, name](Result<Files> differing) {
        setBusy({});
        if (!differing)
            return m_banner->showError(differing.error());
        QStringList files;
        for (const std::string& file : *differing)
            files << QString::fromStdString(file);
        if (files.isEmpty())
            m_state->setText(tr("Every file of %1 is as it was recorded.").arg(name));
        else
            m_banner->showError(
                {ErrorCode::HashMismatch, "Files of the model are not as they were recorded",
                    files.join(QStringLiteral(", ")).toStdString(), "Remove it and add it again."});
    }));
}

void ModelDialog::remove() {
    const ModelEntry* entry = chosen();
    if (!entry || entry->builtIn)
        return;
    const QString name = QString::fromStdString(entry->name);
    m_store.remove(name, mine<void>([this, name](Result<void> done) {
        if (!done)
            return m_banner->showError(done.error());
        reload();
        m_toast->say(tr("%1 removed").arg(name), tr("Undo"), [this, name] {
            m_store.restore(name, mine<void>([this, name](Result<void> back) {
                if (!back)
                    return m_banner->showError(back.error());
                reload(name);
            }));
        });
    }));
}

} // namespace evenspan::ui
