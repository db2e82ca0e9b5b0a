// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/behaviour_tab.h"

#include "core/store/reader.h"
#include "core/store/writer.h"
#include "ui/common/data_table.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSplitter>
#include <QVBoxLayout>

namespace evenspan::ui {

BehaviourTab::BehaviourTab(
    Workbench& workbench, RunDesk* desk, QWidget* parent, FileDialogs* dialogs)
    : InspectTab(parent)
    , m_workbench(workbench)
    , m_desk(desk)
    , m_dialogs(dialogs)
    , m_table(new DataTable(this))
    , m_model(new BehaviourModel(this))
    , m_checks(new DataTable(this))
    , m_checksModel(new ChecksModel(this))
    , m_note(new ElidedLabel(this))
    , m_banner(new ErrorBanner(this))
    , m_progress(new ProgressStrip(this))
    , m_import(new QPushButton(tr("Import…"), this))
    , m_export(new QPushButton(tr("Export…"), this))
    , m_run(new QPushButton(tr("Run all"), this))
    , m_name(new QLineEdit(this))
    , m_kind(new QComboBox(this))
    , m_text(new QLineEdit(this))
    , m_changes(new QWidget(this))
    , m_names(new QPlainTextEdit(this))
    , m_direction(new QWidget(this))
    , m_other(new QLineEdit(this))
    , m_expect(new QComboBox(this))
    , m_least(new QDoubleSpinBox(this))
    , m_add(new QPushButton(tr("Add as a new test"), this))
    , m_save(new QPushButton(tr("Save changes"), this))
    , m_remove(new QPushButton(tr("Remove"), this))
    , m_undo(new QPushButton(tr("Undo"), this)) {
    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("Tests of behaviour"));
    m_checks->setModel(m_checksModel);
    m_checks->setAccessibleName(tr("What the chosen test compared"));
    m_table->setColumnWidth(BehaviourModel::Name, space(this, 55));
    m_table->setColumnWidth(BehaviourModel::Kind, space(this, 50));
    m_table->setColumnWidth(BehaviourModel::Outcome, space(this, 36));
    m_table->horizontalHeader()->setStretchLastSection(false);
    m_table->horizontalHeader()->setSectionResizeMode(BehaviourModel::Text, QHeaderView::Stretch);
    m_checks->setColumnWidth(ChecksModel::Outcome, space(this, 22));
    m_checks->setColumnWidth(ChecksModel::Change, space(this, 32));
    m_checks->horizontalHeader()->setStretchLastSection(false);
    for (const int column : {ChecksModel::Expected, ChecksModel::Found})
        m_checks->horizontalHeader()->setSectionResizeMode(column, QHeaderView::Stretch);
    setMuted(m_note);
    m_progress->setAccessibleName(tr("Progress of the tests"));
    m_progress->setFixedWidth(space(this, 40));
    m_run->setAccessibleName(m_run->text());
    auto* head = new QHBoxLayout;
    head->setSpacing(space(this, 2));
    head->addWidget(m_note, 1);
    head->addWidget(m_undo);
    head->addWidget(m_progress);
    for (QPushButton* button : {m_import, m_export}) {
        button->setAccessibleName(button->text());
        button->setVisible(m_dialogs != nullptr);
        head->addWidget(button);
    }
    m_import->setToolTip(tr("Add the tests of a JSON file; one that is here already is not added"));
    m_export->setToolTip(tr("Write all tests as JSON, as evenspan-cli test-cases does"));
    head->addWidget(m_run);
    auto* form = new QWidget(this);
    buildForm(form);
    auto* bottom = new QSplitter(Qt::Horizontal, this);
    bottom->setChildrenCollapsible(false);
    bottom->addWidget(form);
    bottom->addWidget(m_checks);
    bottom->setStretchFactor(1, 1);
    auto* split = new QSplitter(Qt::Vertical, this);
    split->setChildrenCollapsible(false);
    split->addWidget(m_table);
    split->addWidget(bottom);
    split->setStretchFactor(0, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, space(this, 3), 0, 0);
    column->setSpacing(space(this, 2));
    column->addWidget(m_banner);
    column->addLayout(head);
    column->addWidget(split, 1);

    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        &BehaviourTab::showChosen);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &BehaviourTab::showForm);
    connect(m_add, &QPushButton::clicked, this, [this] { save(true); });
    connect(m_save, &QPushButton::clicked, this, [this] { save(false); });
    connect(m_remove, &QPushButton::clicked, this, &BehaviourTab::remove);
    connect(m_undo, &QPushButton::clicked, this, [this] {
        if (auto before = std::exchange(m_before, std::nullopt))
            keep(std::move(*before), 0);
    });
    connect(m_run, &QPushButton::clicked, this, &BehaviourTab::run);
    connect(m_import, &QPushButton::clicked, this, &BehaviourTab::importFile);
    connect(m_export, &QPushButton::clicked, this, &BehaviourTab::exportFile);
    connect(&m_workbench, &Workbench::projectChanged, this, [this] {
        if (m_workbench.isOpen() && m_workbench.project().path == m_path)
            return showState(); // it may have become read-only
        m_before.reset();
        m_waiting.clear();
        m_path.clear();
        take({});
        m_path.clear();
        if (m_workbench.isOpen())
            load();
    });
    showForm();
    showState();
    if (m_workbench.isOpen())
        load();
}

BehaviourTab::~BehaviourTab() {
    *m_alive = false;
    if (m_ticket)
        m_workbench.forget(m_ticket);
    if (m_ask && m_desk)
        m_desk->cancel(m_ask);
}

QWidget* BehaviourTab::focusTarget() {
    return m_model->tests().empty() ? static_cast<QWidget*>(m_name) : m_table;
}

void BehaviourTab::showChoice(const store::RunRow& run, const InspectionRequest&) {
    if (m_chosen.id == run.id && m_chosen.finished == run.finished)
        return;
    if (m_ask)
        m_desk->cancel(std::exchange(m_ask, 0));
    m_chosen = run;
    m_model->setReport({});
    load();
}

void BehaviourTab::load() {
    if (m_ticket)
        m_workbench.forget(m_ticket);
    m_ticket = m_workbench.query<Kept>(
        [run = m_chosen](store::Reader& reader, std::stop_token) -> Result<Kept> {
            auto tests = keptBehaviourTests(reader);
            if (!tests)
                return tests.error();
            Kept kept{std::move(*tests), {}};
            if (run.id.value == 0)
                return kept;
            auto report = keptBehaviourReport(reader, run);
            if (!report)
                return report.error();
            kept.report = std::move(*report);
            return kept;
        },
        [this](Result<Kept> kept) {
            m_ticket = 0;
            if (!kept)
                return m_banner->showError(kept.error());
            take(std::move(*kept));
            for (auto& test : std::exchange(m_waiting, {}))
                add(std::move(test));
        });
}

void BehaviourTab::take(Kept kept) {
    // What was changed here since is newer than what was read.
    if (m_workbench.isOpen() && m_path != m_workbench.project().path) {
        m_path = m_workbench.project().path;
        m_model->setTests(std::move(kept.tests));
    } else if (!m_workbench.isOpen()) {
        m_model->setTests({});
    }
    m_model->setReport(std::move(kept.report));
    if (!m_table->currentIndex().isValid() && !m_model->tests().empty())
        m_table->selectRow(0);
    showChosen();
}

void BehaviourTab::add(BehaviourTest test) {
    if (m_path.isEmpty()) {
        m_waiting.push_back(std::move(test));
        return;
    }
    auto tests = m_model->tests();
    test.name = freeTestName(tests, test.name);
    tests.push_back(std::move(test));
    const int row = int(tests.size()) - 1;
    keep(std::move(tests), row);
}

void BehaviourTab::keep(std::vector<BehaviourTest> tests, int row) {
    m_workbench.record([tests](store::Writer& writer) { return keepBehaviourTests(writer, tests); },
        [this, alive = m_alive](const Result<void>& done) {
            if (*alive && !done)
                m_banner->showError(done.error());
        });
    m_model->setTests(std::move(tests));
    m_table->selectRow(std::min(row, int(m_model->tests().size()) - 1));
    showChosen();
}

void BehaviourTab::showChosen() {
    const int row = m_table->currentIndex().row();
    m_checksModel->setResult(m_model->resultOf(row));
    if (row >= 0 && row < int(m_model->tests().size())) {
        const BehaviourTest& test = m_model->tests()[std::size_t(row)];
        m_name->setText(QString::fromStdString(test.name));
        m_kind->setCurrentIndex(m_kind->findData(int(test.kind)));
        m_text->setText(QString::fromStdString(writeMarked(test.text)));
        if (test.kind == BehaviourKind::Invariance)
            for (const auto& [change, box] : m_boxes)
                box->setChecked(std::ranges::find(test.changes, change) != test.changes.end());
        m_names->setPlainText(nameListText(test.names));
        m_least->setValue(test.least);
        m_other->setText(QString::fromStdString(writeMarked(test.other)));
        for (QLineEdit* edit : {m_name, m_text, m_other})
            edit->setCursorPosition(0);
        m_expect->setCurrentIndex(test.rises || test.other.text.empty() ? 0 : 1);
    }
    showState();
}

void BehaviourTab::showState() {
    const bool editable = m_workbench.isOpen() && m_workbench.project().editable();
    const bool chosen = m_table->currentIndex().isValid();
    m_add->setEnabled(editable);
    m_save->setEnabled(editable && chosen);
    m_remove->setEnabled(editable && chosen);
    m_undo->setVisible(m_before.has_value());
    m_undo->setToolTip(tr("Brings back the tests as they were before the removal or the import"));
    m_import->setEnabled(editable);
    m_export->setEnabled(!m_model->tests().empty());
    m_progress->setVisible(m_ask != 0);
    m_run->setText(m_ask ? tr("Cancel") : tr("Run all"));
    m_run->setAccessibleName(m_run->text());
    m_run->setEnabled(m_ask || (m_desk && m_chosen.id.value != 0 && !m_model->tests().empty()));
    QString note;
    if (m_model->tests().empty())
        note = tr("No test yet: write one below, or keep a sentence from Errors or Try it");
    else if (m_ask)
        note = tr("The run is asked…");
    else if (!m_said.isEmpty())
        note = m_said;
    else if (const auto& report = m_model->report(); report && report->tests() > 0) {
        const auto percent = [](double share) { return QLocale().toString(100 * share, 'f', 1); };
        const Proportion rate = report->rate();
        note = tr("%1 % of %n tests pass (95 % interval %2 to %3)", nullptr, int(report->tests()))
                   .arg(percent(rate.estimate), percent(rate.low), percent(rate.high));
    } else
        note = tr("This run was not asked yet");
    m_note->setFullText(note);
}

void BehaviourTab::save(bool fresh) {
    Result<void> sound;
    BehaviourTest test = typed(sound);
    if (!sound)
        return m_banner->showError(sound.error());
    m_banner->clear();
    if (fresh)
        return add(std::move(test));
    auto tests = m_model->tests();
    const int row = m_table->currentIndex().row();
    if (row < 0 || row >= int(tests.size()))
        return;
    tests.erase(tests.begin() + row);
    test.name = freeTestName(tests, test.name);
    tests.insert(tests.begin() + row, std::move(test));
    if (auto report = m_model->report()) { // of the test as it was
        std::erase_if(report->results, [&](const BehaviourResult& one) {
            return one.name == m_model->tests()[std::size_t(row)].name;
        });
        m_model->setReport(std::move(report));
    }
    keep(std::move(tests), row);
}

void BehaviourTab::remove() {
    const int row = m_table->currentIndex().row();
    auto tests = m_model->tests();
    if (row < 0 || row >= int(tests.size()))
        return;
    m_before = tests;
    tests.erase(tests.begin() + row);
    keep(std::move(tests), row);
}

void BehaviourTab::run() {
    if (m_ask) {
        m_desk->cancel(std::exchange(m_ask, 0));
        return showState();
    }
    m_banner->clear();
    m_said.clear();
    m_progress->setShare(-1);
    m_ask = m_desk->behave(
        m_chosen.name, m_model->tests(), [this](double share) { m_progress->setShare(share); },
        [this](Result<BehaviourReport> report) { finish(std::move(report)); });
    showState();
}

void BehaviourTab::finish(Result<BehaviourReport> report) {
    m_ask = 0;
    if (report)
        m_model->setReport(std::move(*report));
    else if (report.error().code != ErrorCode::Cancelled)
        m_banner->showError(report.error());
    showChosen();
}

} // namespace evenspan::ui
