// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/audit/audit_setup.h"

#include "core/store/run_marks.h"
#include "ui/audit/group_choices.h"
#include "ui/common/field.h"
#include "ui/common/texts.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace evenspan::ui {

Result<std::vector<store::RunRow>> runsToAudit(store::Reader& reader, std::stop_token stop) {
    auto runs = reader.runs(stop);
    if (!runs)
        return runs.error();
    auto marks = store::runMarks(reader, stop);
    if (!marks)
        return marks.error();
    std::vector<store::RunRow> out;
    for (const auto& run : *runs) {
        const auto found = marks->find(run.id);
        const bool trashed = found != marks->end() && found->second.trashed.has_value();
        if (!trashed
            && (run.state == store::RunState::Finished || run.state == store::RunState::Stopped))
            out.insert(out.begin(), run);
    }
    return out;
}

AuditSetup::AuditSetup(Workbench& workbench, std::filesystem::path suites, QWidget* parent)
    : QWidget(parent)
    , m_workbench(workbench)
    , m_suites(std::move(suites))
    , m_banner(new ErrorBanner(this))
    , m_run(new QComboBox(this))
    , m_split(new QComboBox(this))
    , m_groups(new GroupChoices(this))
    , m_pairs(new QCheckBox(tr("Also each two of these columns and attributes together"), this))
    , m_sensitive(new QCheckBox(
          tr("These groups say something sensitive of people: origin, gender, belief, health"),
          this))
    , m_purpose(new QLineEdit(this))
    , m_purposeField(new Field(tr("Purpose of the audit"), m_purpose, this))
    , m_margin(new QDoubleSpinBox(this))
    , m_name(new QLineEdit(this))
    , m_nameField(new Field(tr("Name of the audit"), m_name, this))
    , m_start(primaryButton(tr("Start the audit"), this)) {
    m_margin->setRange(0.5, 50);
    m_margin->setDecimals(1);
    m_margin->setValue(5);
    m_margin->setSuffix(tr(" points"));
    m_run->setAccessibleName(tr("Model"));
    m_split->setAccessibleName(tr("Text"));
    m_groups->setAccessibleName(tr("Groups"));
    m_margin->setAccessibleName(tr("Difference that would matter"));
    m_purposeField->setHint(tr("Stands in the report. Needed for sensitive groups."));
    m_nameField->setHint(tr("An audit of the same name is replaced."));
    auto* inside = new QWidget;
    auto* column = new QVBoxLayout(inside);
    column->setContentsMargins(space(this, 6), space(this, 6), space(this, 6), space(this, 6));
    column->setSpacing(space(this, 2));
    const auto ask = [&](const QString& question, const QString& words) {
        column->addSpacing(space(this, 3));
        column->addWidget(headingLabel(question, inside));
        auto* text = mutedLabel(words, inside);
        text->setWordWrap(true);
        column->addWidget(text);
    };
    column->addWidget(titleLabel(tr("New audit"), inside));
    column->addWidget(m_banner);
    ask(tr("1. Which model?"), tr("A run that has been trained."));
    column->addWidget(m_run, 0, Qt::AlignLeft);
    ask(tr("2. On which text?"),
        tr("Text with labels that the model has not learnt from: a test split says most."));
    column->addWidget(m_split, 0, Qt::AlignLeft);
    ask(tr("3. Which groups?"),
        tr("Tick what may be served unequally. A test suite puts names of lists into the same "
           "sentences and needs to know nothing of people in your text. With nothing ticked, the "
           "forms of words are compared."));
    column->addWidget(m_groups);
    auto* edit = new QPushButton(tr("Edit test suites…"), inside);
    edit->setToolTip(tr("The names and sentences with which audits compare groups"));
    column->addWidget(edit, 0, Qt::AlignLeft);
    column->addSpacing(space(this, 2));
    m_pairs->setToolTip(tr("Intersections: two properties can each look even while their "
                           "combination is not. Needs two ticks among columns and attributes."));
    column->addWidget(m_pairs);
    column->addWidget(m_sensitive);
    column->addWidget(m_purposeField);
    ask(tr("4. What difference would matter?"),
        tr("A smaller gap counts as none that matters. Five points: of a hundred mentions, five "
           "fewer are found in one group."));
    column->addWidget(m_margin, 0, Qt::AlignLeft);
    column->addSpacing(space(this, 3));
    column->addWidget(m_nameField);
    auto* back = new QPushButton(tr("Back"), inside);
    auto* row = new QHBoxLayout;
    row->setSpacing(space(this, 2));
    row->addWidget(m_start);
    row->addWidget(back);
    row->addStretch(1);
    column->addSpacing(space(this, 2));
    column->addLayout(row);
    column->addStretch(1);
    inside->setMaximumWidth(space(this, 190));
    auto* scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(inside);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(scroll);
    connect(m_start, &QPushButton::clicked, this, [this] { Q_EMIT wanted(request()); });
    connect(back, &QPushButton::clicked, this, &AuditSetup::left);
    connect(edit, &QPushButton::clicked, this, &AuditSetup::suitesWanted);
    connect(m_run, &QComboBox::activated, this, &AuditSetup::choose);
    connect(m_split, &QComboBox::activated, this, &AuditSetup::choose);
    connect(m_groups, &QListWidget::itemChanged, this, &AuditSetup::check);
    connect(m_sensitive, &QCheckBox::toggled, this, &AuditSetup::check);
    connect(m_purpose, &QLineEdit::textChanged, this, &AuditSetup::check);
    connect(m_name, &QLineEdit::textChanged, this, &AuditSetup::check);
    check();
}

AuditSetup::~AuditSetup() {
    for (const auto ticket : {m_ticket, m_counting})
        if (ticket)
            m_workbench.forget(ticket);
}

QWidget* AuditSetup::focusTarget() const {
    return m_run;
}

void AuditSetup::load() {
    if (m_ticket)
        m_workbench.forget(m_ticket);
    m_ticket = m_workbench.query<AuditChoices>(
        [suites = m_suites](store::Reader& reader, std::stop_token stop) {
            return auditChoices(reader, suites, stop);
        },
        [this](Result<AuditChoices> choices) {
            m_ticket = 0;
            if (!choices)
                return m_banner->showError(choices.error());
            m_banner->clear();
            take(std::move(*choices));
        });
}

AuditRun AuditSetup::run() const {
    for (const auto& each : m_facts.runs)
        if (each.name == m_run->currentText().toStdString())
            return each;
    return {};
}

void AuditSetup::choose() {
    m_groups->setChoices(m_facts, run());
    m_groups->setCounts({});
    check();
    if (m_counting)
        m_workbench.forget(std::exchange(m_counting, 0));
    if (m_split->count() == 0)
        return;
    using Counts = std::map<std::string, SwapCount>;
    m_counting = m_workbench.query<Counts>(
        [split = m_split->currentData().toString().toStdString(), where = run().where](
            store::Reader& reader, std::stop_token stop) {
            return countSwaps(reader, split, where, stop);
        },
        [this](Result<Counts> counts) {
            m_counting = 0;
            m_groups->setCounts(counts ? std::move(*counts) : Counts());
            check();
        });
}

void AuditSetup::take(AuditChoices choices) {
    m_facts = std::move(choices);
    const QString before = m_run->currentText();
    const QVariant text = m_split->currentData();
    m_run->clear();
    for (const auto& run : m_facts.runs)
        m_run->addItem(shown(run.name));
    m_run->setCurrentIndex(qMax(m_facts.runs.empty() ? -1 : 0, m_run->findText(before)));
    m_split->clear();
    for (const auto& [split, counts] : m_workbench.project().info.splits)
        if (counts.documents > 0)
            m_split->addItem(split.empty()  ? tr("No split")
                    : split == "train"      ? tr("Training (learnt from: says little)")
                    : split == "validation" ? tr("Validation")
                    : split == "test"       ? tr("Test")
                                            : shown(split),
                shown(split));
    m_split->setCurrentIndex(std::max({0, m_split->findData(QStringLiteral("validation")),
        m_split->findData(QStringLiteral("test"))}));
    if (const int test = m_split->findData(QStringLiteral("test")); test >= 0)
        m_split->setCurrentIndex(test);
    if (const int same = text.isValid() ? m_split->findData(text) : -1; same >= 0)
        m_split->setCurrentIndex(same);
    choose();
    if (m_name->text().isEmpty())
        for (int number = 1;; ++number) {
            const QString name = tr("Audit %1").arg(number);
            if (std::find(m_facts.audits.begin(), m_facts.audits.end(), name.toStdString())
                == m_facts.audits.end()) {
                m_name->setText(name);
                break;
            }
        }
    check();
}

AuditRequest AuditSetup::request() const {
    AuditRequest out;
    out.name = m_name->text().trimmed().toStdString();
    out.run = m_run->currentText().toStdString();
    out.split = m_split->currentData().toString().toStdString();
    m_groups->addTo(out);
    if (m_pairs->isEnabled() && m_pairs->isChecked())
        for (auto& pair : m_groups->pairs())
            out.groups.push_back(std::move(pair));
    out.sensitive = m_sensitive->isChecked();
    out.purpose = m_purpose->text().trimmed().toStdString();
    out.margin = m_margin->value() / 100;
    return out;
}

void AuditSetup::check() {
    // What is marked so already needs no one to know it.
    const bool marked = m_groups->anySensitive(m_facts.sensitive);
    if (marked) {
        const QSignalBlocker quiet(m_sensitive);
        m_sensitive->setChecked(true);
    }
    m_sensitive->setEnabled(!marked);
    m_pairs->setEnabled(!m_groups->pairs().empty());
    const bool purposeless = m_sensitive->isChecked() && m_purpose->text().trimmed().isEmpty();
    m_purposeField->refuse(purposeless
            ? tr("Say what the audit is for: sensitive groups are looked at for a purpose only.")
            : QString());
    const bool nameless = m_name->text().trimmed().isEmpty();
    m_nameField->refuse(
        nameless && !m_facts.runs.empty() ? tr("Give the audit a name.") : QString());
    m_start->setEnabled(!purposeless && !nameless && m_run->count() > 0 && m_split->count() > 0);
    m_start->setToolTip(m_run->count() == 0 ? tr("Fine-tune a model first") : QString());
}

} // namespace evenspan::ui
