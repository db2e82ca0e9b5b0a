// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/audit/audit_setup.h"

#include "core/app/sensitive_attributes.h"
#include "core/store/annotations.h"
#include "core/store/run_marks.h"
#include "ui/common/field.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace evenspan::ui {

namespace {

constexpr int kGroup = Qt::UserRole + 1; // of an item: what the request calls it

QString shown(const std::string& text) {
    return QString::fromStdString(text);
}

} // namespace

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
    , m_groups(new QListWidget(this))
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
    m_groups->setFrameShape(QFrame::NoFrame);
    m_groups->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // the page scrolls
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
    connect(m_groups, &QListWidget::itemChanged, this, &AuditSetup::check);
    connect(m_sensitive, &QCheckBox::toggled, this, &AuditSetup::check);
    connect(m_purpose, &QLineEdit::textChanged, this, &AuditSetup::check);
    connect(m_name, &QLineEdit::textChanged, this, &AuditSetup::check);
    check();
}

AuditSetup::~AuditSetup() {
    if (m_ticket)
        m_workbench.forget(m_ticket);
}

QWidget* AuditSetup::focusTarget() const {
    return m_run;
}

void AuditSetup::load() {
    if (m_ticket)
        m_workbench.forget(m_ticket);
    m_ticket = m_workbench.query<Facts>(
        [suites = m_suites](store::Reader& reader, std::stop_token stop) -> Result<Facts> {
            Facts out;
            auto runs = runsToAudit(reader, stop);
            if (!runs)
                return runs.error();
            for (const auto& run : *runs)
                out.runs.push_back(run.name);
            auto columns = reader.metadataColumns(stop);
            if (!columns)
                return columns.error();
            out.columns = std::move(*columns);
            auto attributes = store::attributes(reader);
            if (!attributes)
                return attributes.error();
            for (const auto& attribute : *attributes)
                if (attribute.target == store::AttributeTarget::Span)
                    out.attributes.push_back(attribute.name);
            auto names = suiteNames(reader, suites);
            if (!names)
                return names.error();
            for (const auto& name : *names)
                if (auto suite = openSuite(reader, suites, name))
                    out.suites.emplace_back(name, suite->label);
            auto sensitive = sensitiveAttributes(reader);
            if (!sensitive)
                return sensitive.error();
            for (const auto& each : *sensitive)
                if (each.state != SensitiveState::Allowed)
                    out.sensitive.insert(each.key);
            auto audits = auditNames(reader);
            if (!audits)
                return audits.error();
            out.audits = std::move(*audits);
            return out;
        },
        [this](Result<Facts> facts) {
            m_ticket = 0;
            if (!facts)
                return m_banner->showError(facts.error());
            m_banner->clear();
            take(std::move(*facts));
        });
}

void AuditSetup::addHeading(const QString& text) {
    auto* item = new QListWidgetItem(text, m_groups);
    item->setFlags(Qt::ItemIsEnabled);
    item->setFont(scaledFont(font(), 1, true));
    item->setSizeHint({0, space(this, 8)});
}

void AuditSetup::addGroup(const QString& text, const QString& tip, const QString& id, bool on) {
    auto* item = new QListWidgetItem(text, m_groups);
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
    item->setCheckState(on ? Qt::Checked : Qt::Unchecked);
    item->setToolTip(tip);
    item->setData(kGroup, id);
    item->setSizeHint({0, space(this, 7)});
}

void AuditSetup::take(Facts facts) {
    m_facts = std::move(facts);
    m_run->clear();
    for (const auto& run : m_facts.runs)
        m_run->addItem(shown(run));
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
    m_groups->clear();
    if (!m_facts.suites.empty())
        addHeading(tr("Test suites: names associated with groups, in the same sentences"));
    for (const auto& [suite, label] : m_facts.suites)
        addGroup(tr("%1 (%2)").arg(shown(suite), shown(label)),
            tr("Each name of the list in each sentence of the suite"),
            QStringLiteral("suite:") + shown(suite));
    if (!m_facts.columns.empty())
        addHeading(tr("Documents by what is known of them"));
    for (const auto& column : m_facts.columns)
        addGroup(shown(column), tr("Each value of this column of the documents is a group"),
            QStringLiteral("meta:") + shown(column));
    if (!m_facts.attributes.empty())
        addHeading(tr("Mentions by an attribute that people set"));
    for (const auto& attribute : m_facts.attributes)
        addGroup(shown(attribute), tr("Each value of this attribute is a group"),
            QStringLiteral("attribute:") + shown(attribute));
    addHeading(tr("Mentions by the form of their words"));
    addGroup(tr("Writing system"), tr("Latin, Han, Cyrillic…"), QStringLiteral("script"));
    addGroup(tr("Capital letters"), tr("How capital and small letters are used"),
        QStringLiteral("casing"), true);
    addGroup(tr("Number of words"), tr("One, two, three, more"), QStringLiteral("length"), true);
    addGroup(tr("Place in the sentence"), tr("First, inside, last"), QStringLiteral("position"));
    addGroup(tr("Seen in training, or not"),
        tr("Whether the same words are labelled in the training documents"), QStringLiteral("seen"),
        true);
    if (!m_facts.suites.empty())
        addHeading(tr("Mentions whose words stand in a list of names"));
    for (const auto& [suite, label] : m_facts.suites)
        addGroup(tr("Names of %1").arg(shown(suite)),
            tr("Mentions of the text whose words are all of one group of the list"),
            QStringLiteral("list:") + shown(suite));
    int high = 0;
    for (int row = 0; row < m_groups->count(); ++row)
        high += m_groups->sizeHintForRow(row);
    m_groups->setFixedHeight(high + space(this, 2));
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
    for (int row = 0; row < m_groups->count(); ++row) {
        const auto* item = m_groups->item(row);
        const std::string id = item->data(kGroup).toString().toStdString();
        if (id.empty() || item->checkState() != Qt::Checked)
            continue;
        if (id.starts_with("suite:"))
            out.suites.push_back(id.substr(6));
        else
            out.groups.push_back(id);
    }
    out.sensitive = m_sensitive->isChecked();
    out.purpose = m_purpose->text().trimmed().toStdString();
    out.margin = m_margin->value() / 100;
    return out;
}

void AuditSetup::check() {
    // What is marked so already needs no one to know it.
    bool marked = false;
    for (int row = 0; row < m_groups->count(); ++row) {
        const auto* item = m_groups->item(row);
        marked |= item->checkState() == Qt::Checked
            && m_facts.sensitive.contains(item->data(kGroup).toString().toStdString());
    }
    if (marked) {
        const QSignalBlocker quiet(m_sensitive);
        m_sensitive->setChecked(true);
    }
    m_sensitive->setEnabled(!marked);
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
