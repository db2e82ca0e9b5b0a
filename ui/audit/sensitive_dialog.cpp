// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/audit/sensitive_dialog.h"

#include "core/store/writer.h"
#include "ui/audit/sensitive_models.h"
#include "ui/common/action_registry.h"
#include "ui/common/data_table.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/shell/main_window.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QVBoxLayout>

namespace evenspan::ui {

namespace {

struct Known {
    std::vector<SensitiveAttribute> attributes;
    std::vector<SensitiveAccess> log;
};

void setUp(DataTable* table, QAbstractItemModel* model, const QString& name, int purpose) {
    table->setModel(model);
    table->setAccessibleName(name);
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table->horizontalHeader()->setSectionResizeMode(purpose, QHeaderView::Stretch);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
}

} // namespace

SensitiveDialog::SensitiveDialog(Workbench& workbench, RunDesk* desk, QWidget* parent)
    : Dialog(parent)
    , m_workbench(workbench)
    , m_desk(desk)
    , m_keys(new SensitiveKeysModel(this))
    , m_log(new SensitiveLogModel(this))
    , m_keyTable(new DataTable(this))
    , m_logTable(new DataTable(this))
    , m_none(wrapped(mutedLabel(
          tr("No attribute is called sensitive. Where an audit's groups say something of people's "
             "origin, gender, belief or health, tick so in its set-up: it asks for a purpose."),
          this)))
    , m_quiet(wrapped(mutedLabel(tr("Nothing was looked at yet."), this)))
    , m_banner(new ErrorBanner(this))
    , m_end(new QPushButton(tr("End the permission"), this))
    , m_delete(new QPushButton(tr("Delete values…"), this))
    , m_question(new Panel(this))
    , m_asked(headingLabel({}, m_question))
    , m_sure(primaryButton(tr("Delete for good"), m_question))
    , m_keep(new QPushButton(tr("Keep them"), m_question))
    , m_progress(new ProgressStrip(m_question)) {
    setWindowTitle(tr("Sensitive attributes"));
    setUp(m_keyTable, m_keys, tr("Sensitive attributes"), SensitiveKeysModel::Purpose);
    setUp(m_logTable, m_log, tr("Log"), SensitiveLogModel::Purpose);
    m_keyTable->setMinimumHeight(space(this, 28));
    m_logTable->setMinimumHeight(space(this, 40));
    m_progress->setAccessibleName(tr("Progress of the deletion"));
    m_progress->setFixedWidth(space(this, 40));
    m_end->setToolTip(tr("Audits by it are refused until it is allowed again"));
    auto* close = new QPushButton(tr("Close"), this);
    close->setDefault(true);
    for (auto* button : {m_end, m_delete, m_keep, m_sure})
        button->setAutoDefault(false);

    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(space(this, 2));
    buttons->addStretch(1);
    buttons->addWidget(m_end);
    buttons->addWidget(m_delete);
    auto* answers = new QHBoxLayout;
    answers->setSpacing(space(this, 2));
    answers->addWidget(m_progress);
    answers->addStretch(1);
    answers->addWidget(m_keep);
    answers->addWidget(m_sure);
    auto* question = m_question->column();
    question->setSpacing(space(this, 2));
    question->addWidget(wrapped(m_asked));
    question->addWidget(wrapped(new QLabel(
        tr("Goes: its values in every document and mention, in the trash and in the history, so "
           "that no undo brings them back; its figures in the audits that are kept; saved filters "
           "by it; the backups beside the project. The project file is then written anew."),
        m_question)));
    question->addWidget(wrapped(new QLabel(
        tr("Stays, and you have to see to it yourself: reports, exports, archives and copies made "
           "before; backups by other programs; what a model has learnt; what the texts themselves "
           "say; the attribute's definition with its choices; and, on some disks, blocks that the "
           "old file gave back."),
        m_question)));
    question->addLayout(answers);
    auto* last = new QHBoxLayout;
    last->addStretch(1);
    last->addWidget(close);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space(this, 6), space(this, 5), space(this, 6), space(this, 5));
    column->setSpacing(space(this, 3));
    column->addWidget(titleLabel(tr("Sensitive attributes"), this));
    column->addWidget(wrapped(mutedLabel(
        tr("They are looked at for a purpose only, and each look is logged. Who looked is not "
           "kept."),
        this)));
    column->addWidget(m_banner);
    column->addWidget(m_none);
    column->addWidget(m_keyTable, 1);
    column->addLayout(buttons);
    column->addWidget(m_question);
    column->addWidget(headingLabel(tr("Log"), this));
    m_quiet->setAlignment(Qt::AlignTop | Qt::AlignLeading);
    column->addWidget(m_quiet, 1); // in the place of the table: nothing else is to grow
    column->addWidget(m_logTable, 2);
    column->addLayout(last);
    resize(space(this, 190), space(this, 150));

    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_end, &QPushButton::clicked, this, &SensitiveDialog::endPermission);
    connect(m_delete, &QPushButton::clicked, this, [this] { ask(true); });
    connect(m_sure, &QPushButton::clicked, this, &SensitiveDialog::deleteValues);
    connect(m_keep, &QPushButton::clicked, this, [this] {
        if (m_run)
            m_desk->cancel(std::exchange(m_run, 0));
        ask(false);
        reload();
    });
    connect(m_keyTable->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        &SensitiveDialog::select);
    ask(false);
    reload();
}

SensitiveDialog::~SensitiveDialog() {
    if (m_reading)
        m_workbench.forget(m_reading);
    if (m_run)
        m_desk->cancel(m_run);
}

void SensitiveDialog::reject() {
    if (m_question->isVisible() && !m_run) // one level up
        return ask(false);
    if (m_run)
        m_desk->cancel(std::exchange(m_run, 0));
    Dialog::reject();
}

void SensitiveDialog::reload() {
    if (m_reading)
        m_workbench.forget(m_reading);
    m_reading = m_workbench.query<Known>(
        [](store::Reader& reader, std::stop_token) -> Result<Known> {
            auto attributes = sensitiveAttributes(reader);
            if (!attributes)
                return attributes.error();
            auto log = sensitiveLog(reader);
            if (!log)
                return log.error();
            return Known{std::move(*attributes), std::move(*log)};
        },
        [this](Result<Known> known) {
            m_reading = 0;
            if (!known)
                return m_banner->showError(known.error());
            const int row = qMax(0, m_keyTable->currentIndex().row());
            m_keys->setAttributes(std::move(known->attributes));
            m_log->setLines(std::move(known->log));
            m_keyTable->setCurrentIndex(m_keys->index(qMin(row, m_keys->rowCount() - 1), 0));
            showState();
        });
    showState();
}

void SensitiveDialog::select() {
    if (!m_run)
        ask(false);
}

void SensitiveDialog::ask(bool on) {
    const int row = m_keyTable->currentIndex().row();
    on = on && row >= 0;
    m_question->setVisible(on);
    if (on) {
        m_asked->setText(
            tr("Delete all values of %1?").arg(SensitiveKeysModel::keyText(m_keys->at(row).key)));
        m_keep->setFocus();
    }
    showState();
}

void SensitiveDialog::endPermission() {
    const int row = m_keyTable->currentIndex().row();
    if (!m_desk || row < 0)
        return;
    m_desk->ask<bool>(
        [key = m_keys->at(row).key](
            store::Project& project, std::stop_token, const RunBackend::Progress&) -> Result<bool> {
            auto done = markSensitive(project, key);
            return done ? Result<bool>(true) : done.error();
        },
        {},
        [this](Result<bool> done) {
            if (!done)
                return m_banner->showError(done.error());
            reload();
        });
}

void SensitiveDialog::deleteValues() {
    const int row = m_keyTable->currentIndex().row();
    if (!m_desk || m_run || row < 0)
        return;
    m_banner->clear();
    m_run = m_desk->ask<SensitiveDeletion>(
        [key = m_keys->at(row).key](store::Project& project, std::stop_token stop,
            const RunBackend::Progress&) { return deleteSensitive(project, key, stop); },
        {},
        [this](Result<SensitiveDeletion> done) {
            m_run = 0;
            if (!done) {
                showState();
                return m_banner->showError(done.error());
            }
            if (done->rest)
                m_banner->showErrorAs(*done->rest,
                    tr("The values are out, but a file may still hold traces of them"),
                    tr("Close other programs that use the project, then delete once more."));
            ask(false);
            reload();
            // Pages that show documents read them again.
            m_workbench.edit(
                {}, [](store::Writer&) { return Result<void>(); }, [](Result<void>) {});
        });
    showState();
}

void SensitiveDialog::showState() {
    const int row = m_keyTable->currentIndex().row();
    const bool some = m_keys->rowCount() > 0, logged = m_log->rowCount() > 0;
    const bool editable = m_desk && m_workbench.isOpen() && !m_workbench.project().readOnly;
    m_none->setVisible(!some && !m_reading);
    m_keyTable->setVisible(some);
    m_end->setVisible(some);
    m_delete->setVisible(some);
    m_quiet->setVisible(!logged && !m_reading);
    m_logTable->setVisible(logged);
    m_keyTable->setEnabled(!m_run);
    m_end->setEnabled(
        editable && !m_run && row >= 0 && m_keys->at(row).state == SensitiveState::Allowed);
    // Also where they are gone already: a second call does what the first could not.
    m_delete->setEnabled(editable && !m_run && row >= 0 && !m_question->isVisible());
    m_sure->setEnabled(!m_run);
    m_keep->setText(m_run ? tr("Cancel") : tr("Keep them"));
    m_progress->setVisible(m_run != 0);
    m_progress->setShare(m_run ? -1 : 0);
}

void addSensitiveAction(MainWindow& window, RunDesk* desk) {
    window.actions().add({QStringLiteral("audit.sensitive"),
        SensitiveDialog::tr("Sensitive attributes…"), {}, {}, SensitiveDialog::tr("Fairness"),
        [&window, desk] {
            auto* dialog = new SensitiveDialog(window.workbench(), desk, &window);
            dialog->setAttribute(Qt::WA_DeleteOnClose);
            dialog->open();
        },
        [&window] { return window.workbench().isOpen(); }});
}

} // namespace evenspan::ui
