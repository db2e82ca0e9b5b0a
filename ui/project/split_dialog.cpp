// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/project/split_dialog.h"

#include "core/store/reader.h"
#include "ui/common/data_table.h"
#include "ui/common/field.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/project/split_model.h"
#include "ui/shell/documents_model.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPointer>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>
#include <limits>

namespace evenspan::ui {

SplitDialog::SplitDialog(Workbench& workbench, QWidget* parent)
    : JobDialog(tr("Make splits"), tr("Reading the documents…"), tr("Dealing documents…"), parent)
    , m_workbench(workbench)
    , m_banner(new ErrorBanner(this))
    , m_by(new QComboBox(this))
    , m_key(new QComboBox(this))
    , m_from(new QComboBox(this))
    , m_seed(new QSpinBox(this))
    , m_add(plainButton(tr("Add a part"), QStringLiteral("new"), this))
    , m_stratify(new QCheckBox(tr("Each label in the same shares"), this))
    , m_together(new QCheckBox(tr("Keep equal texts together"), this))
    , m_heading(headingLabel({}, this))
    , m_model(new SplitModel(this))
    , m_table(new DataTable(this))
    , m_notes(mutedLabel({}, this)) {
    setWindowTitle(tr("Make splits"));
    m_by->addItem(tr("Each document for itself"), int(SplitBy::Ratio));
    m_by->addItem(tr("Parts of one text together"), int(SplitBy::Document));
    m_by->addItem(tr("Groups by metadata together"), int(SplitBy::Group));
    m_by->addItem(tr("By time, the oldest first"), int(SplitBy::Time));
    m_from->addItem(tr("All documents"));
    for (const auto& [name, counts] : m_workbench.project().info.splits)
        m_from->addItem(name.empty() ? tr("Those in no split")
                                     : tr("Split: %1").arg(splitText(QString::fromStdString(name))),
            QString::fromStdString(name));
    auto* column = new QVBoxLayout(this);
    build(*column);
    setMinimumWidth(space(this, 190));

    m_typing.setSingleShot(true);
    m_typing.setInterval(250);
    connect(&m_typing, &QTimer::timeout, this, &SplitDialog::look);
    connect(m_by, &QComboBox::currentIndexChanged, this, [this] {
        fitChoices();
        later();
    });
    connect(m_from, &QComboBox::currentIndexChanged, this, &SplitDialog::later);
    connect(m_key, &QComboBox::currentTextChanged, this, &SplitDialog::later);
    connect(m_seed, &QSpinBox::valueChanged, this, &SplitDialog::later);
    connect(m_stratify, &QCheckBox::toggled, this, &SplitDialog::later);
    connect(m_together, &QCheckBox::toggled, this, &SplitDialog::later);
    connect(m_add, &QPushButton::clicked, this, [this] {
        addPart({}, 10);
        m_parts.back().name->setFocus();
        later();
    });
    connect(startButton(), &QPushButton::clicked, this, &SplitDialog::apply);
    // What is shown must be what is there.
    connect(&m_workbench, &Workbench::documentsChanged, this, &SplitDialog::later);
    connect(&m_workbench, &Workbench::documentEdited, this, &SplitDialog::later);
    addPart(QStringLiteral("train"), 80);
    addPart(QStringLiteral("validation"), 10);
    addPart(QStringLiteral("test"), 10);
    fitChoices();
    askColumns();
    look();
    m_by->setFocus();
}

SplitDialog::~SplitDialog() {
    *m_alive = false;
    for (const Workbench::Ticket ticket : {m_look, m_columns})
        if (ticket)
            m_workbench.forget(ticket);
}

void SplitDialog::build(QVBoxLayout& column) {
    const int margin = space(this, 6);
    column.setContentsMargins(margin, margin, margin, space(this, 5));
    column.setSpacing(space(this, 4));
    column.addWidget(titleLabel(tr("Make splits"), this));
    column.addWidget(m_banner);
    m_key->setEditable(true);
    m_key->lineEdit()->setPlaceholderText(tr("Name of a metadata column"));
    m_seed->setRange(0, std::numeric_limits<int>::max());
    m_seed->setValue(42);
    m_seed->setToolTip(tr("The same number gives the same splits again, on every machine."));
    m_keyField = new Field(tr("Metadata column"), m_key, this);
    m_seedField = new Field(tr("Seed"), m_seed, this);
    m_key->lineEdit()->setAccessibleName(m_key->accessibleName());
    // In one row, so that the dialog fits a small screen whatever is shown.
    auto* choices = new QHBoxLayout;
    choices->setSpacing(space(this, 4));
    choices->addWidget(new Field(tr("Way"), m_by, this), 3);
    choices->addWidget(m_keyField, 3);
    choices->addWidget(new Field(tr("Documents"), m_from, this), 3);
    choices->addWidget(m_seedField, 2);
    for (QComboBox* box : {m_by, m_key, m_from}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(12);
    }
    column.addLayout(choices);
    m_rows = new QVBoxLayout;
    m_rows->setSpacing(space(this, 2));
    column.addLayout(m_rows);
    auto* foot = new QHBoxLayout;
    m_add->setAutoDefault(false);
    m_add->setAccessibleName(m_add->text());
    foot->addWidget(m_add);
    foot->addStretch(1);
    foot->addWidget(m_stratify);
    foot->addSpacing(space(this, 4));
    foot->addWidget(m_together);
    m_stratify->setAccessibleName(m_stratify->text());
    m_stratify->setToolTip(
        tr("The entities of each label are shared out like the documents, so that "
           "no rare label is missing in a part."));
    m_together->setAccessibleName(m_together->text());
    m_together->setToolTip(
        tr("Documents of one text, but for letter case and blanks, go to the same part: none is "
           "learnt from and tested on."));
    column.addLayout(foot);
    column.addWidget(new Hairline(this));
    m_heading->setObjectName(QStringLiteral("counts"));
    column.addWidget(m_heading);
    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("What each split would get"));
    m_table->setMinimumHeight(space(this, 26));
    column.addWidget(m_table, 1);
    m_notes->setWordWrap(true);
    m_notes->setObjectName(QStringLiteral("notes"));
    column.addWidget(m_notes);
    addFoot(column);
    setTabOrder(m_table, closeButton()); // which were made before all others
    setTabOrder(closeButton(), startButton());
}

void SplitDialog::addPart(const QString& name, double percent) {
    PartRow part{new QWidget(this), new QComboBox, new QDoubleSpinBox,
        plainButton({}, QStringLiteral("close"))};
    auto* line = new QHBoxLayout(part.row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(space(this, 2));
    line->addWidget(part.name, 1);
    line->addWidget(part.share);
    line->addWidget(part.remove);
    part.name->setEditable(true);
    part.name->lineEdit()->setMaxLength(100);
    part.name->lineEdit()->setPlaceholderText(tr("Name of the split"));
    for (const char* known : {"train", "validation", "test"})
        part.name->addItem(QString::fromLatin1(known));
    for (const auto& [split, counts] : m_workbench.project().info.splits)
        if (!split.empty() && part.name->findText(QString::fromStdString(split)) < 0)
            part.name->addItem(QString::fromStdString(split));
    part.name->setCurrentText(name);
    part.name->setAccessibleName(tr("Name of the split"));
    part.name->lineEdit()->setAccessibleName(part.name->accessibleName());
    part.share->setRange(0.1, 100);
    part.share->setDecimals(1);
    part.share->setSuffix(tr(" %"));
    part.share->setValue(percent);
    part.share->setAccessibleName(tr("Share of the split, per cent"));
    part.share->setToolTip(tr("Of the sum of all shares"));
    part.remove->setAutoDefault(false);
    part.remove->setAccessibleName(tr("Leave this part out"));
    part.remove->setToolTip(part.remove->accessibleName());
    connect(part.name, &QComboBox::currentTextChanged, this, &SplitDialog::later);
    connect(part.share, &QDoubleSpinBox::valueChanged, this, &SplitDialog::later);
    connect(part.remove, &QPushButton::clicked, this, [this, row = part.row] { removePart(row); });
    m_rows->addWidget(part.row);
    QWidget* before = m_parts.empty() ? static_cast<QWidget*>(m_seed) : m_parts.back().remove;
    for (QWidget* next : QList<QWidget*>{part.name, part.share, part.remove}) {
        setTabOrder(before, next);
        before = next;
    }
    m_parts.push_back(part);
    for (const PartRow& one : m_parts)
        one.remove->setEnabled(m_parts.size() > 2);
    m_add->setEnabled(m_parts.size() < kMostParts);
}

void SplitDialog::removePart(QWidget* row) {
    const auto at = std::find_if(
        m_parts.begin(), m_parts.end(), [&](const PartRow& part) { return part.row == row; });
    if (at == m_parts.end() || m_parts.size() <= 2)
        return;
    const auto next = m_parts.erase(at);
    (next == m_parts.end() ? m_parts.back() : *next).name->setFocus();
    row->hide();
    row->deleteLater();
    for (const PartRow& one : m_parts)
        one.remove->setEnabled(m_parts.size() > 2);
    m_add->setEnabled(true);
    later();
}

void SplitDialog::fitChoices() {
    const auto by = SplitBy(m_by->currentData().toInt());
    m_keyField->setVisible(by == SplitBy::Group || by == SplitBy::Time);
    m_seedField->setVisible(by != SplitBy::Time);
    m_stratify->setEnabled(by != SplitBy::Time);
    m_together->setEnabled(by != SplitBy::Time);
}

void SplitDialog::askColumns() {
    using Names = std::vector<std::string>;
    m_columns = m_workbench.query<Names>(
        [](store::Reader& reader, std::stop_token stop) { return reader.metadataColumns(stop); },
        [this](Result<Names> names) {
            m_columns = 0;
            if (!names)
                return; // a name can be typed
            const QSignalBlocker blocker(m_key);
            const QString typed = m_key->currentText();
            for (const std::string& name : *names)
                m_key->addItem(QString::fromStdString(name));
            m_key->setCurrentText(typed);
        });
}

SplitRequest SplitDialog::request() const {
    SplitRequest out;
    out.by = SplitBy(m_by->currentData().toInt());
    if (out.by == SplitBy::Group || out.by == SplitBy::Time)
        out.key = m_key->currentText().trimmed().toStdString();
    out.stratify = m_stratify->isEnabled() && m_stratify->isChecked();
    out.together = m_together->isEnabled() && m_together->isChecked();
    out.seed = std::uint64_t(m_seed->value());
    if (m_from->currentIndex() > 0)
        out.from = m_from->currentData().toString().toStdString();
    out.parts.clear();
    for (const PartRow& part : m_parts)
        out.parts.push_back(
            {part.name->currentText().trimmed().toStdString(), part.share->value() / 100});
    return out;
}

void SplitDialog::later() {
    if (isDoing())
        return;
    m_plan.reset();
    startButton()->setEnabled(false);
    m_typing.start();
}

void SplitDialog::look() {
    if (m_look)
        m_workbench.forget(m_look);
    m_look = 0;
    m_typing.stop();
    m_plan.reset();
    m_banner->clear();
    startButton()->setEnabled(false);
    const SplitRequest asked = request();
    // The column is still to be chosen: that is no mistake.
    if ((asked.by == SplitBy::Group || asked.by == SplitBy::Time) && asked.key.empty()) {
        endLooking();
        m_heading->setText(asked.by == SplitBy::Time
                ? tr("Choose the metadata column that holds the time")
                : tr("Choose the metadata column that holds the group"));
        m_model->setPlan({});
        m_notes->clear();
        return;
    }
    m_look = m_workbench.query<SplitPlan>(
        [asked, share = beginLooking()](store::Reader& reader, std::stop_token stop) {
            return planSplits(reader, asked, stop,
                [&](std::uint64_t done, std::uint64_t total) { share->set(done, total); });
        },
        [this](Result<SplitPlan> plan) {
            m_look = 0;
            endLooking();
            if (plan) {
                m_plan = std::make_shared<SplitPlan>(std::move(*plan));
                return show(*m_plan);
            }
            m_heading->setText(tr("No splits can be made by these choices"));
            m_model->setPlan({});
            m_notes->clear();
            m_banner->showError(plan.error());
        });
}

void SplitDialog::show(const SplitPlan& plan) {
    qint64 documents = 0;
    for (const PlannedPart& part : plan.parts)
        documents += qint64(part.documents.size());
    m_heading->setText(tr("%Ln documents would be dealt like this", nullptr, int(documents)));
    m_model->setPlan(plan.parts);
    for (int column = 0; column < m_model->columnCount(); ++column)
        m_table->resizeColumnToContents(column);
    m_notes->setText(notesOf(plan));
    m_notes->setVisible(!m_notes->text().isEmpty());
    startButton()->setEnabled(m_workbench.project().editable() && documents > 0);
}

QString SplitDialog::notesOf(const SplitPlan& plan) const {
    QStringList notes;
    for (const PlannedPart& part : plan.parts)
        if (part.documents.empty())
            notes << tr("%1 would get no document: what must stay together is too large.")
                         .arg(splitText(QString::fromStdString(part.part.name)));
    if (plan.left > 0)
        notes << tr("%Ln documents have no time and keep their split.", nullptr, int(plan.left));
    if (plan.alone > 0)
        notes << tr(
            "%Ln documents lack the column: each is dealt for itself.", nullptr, int(plan.alone));
    if (plan.skew > 0.05)
        notes << tr(
            "%1 % of the entities stand in another part than an even mix of labels asks for.")
                     .arg(QLocale().toString(100 * plan.skew, 'f', 0));
    for (const auto& leak : plan.repeats.leaks) { // in both directions: one says it
        if (notes.size() >= 4)
            break;
        if (leak.split > leak.other)
            continue;
        notes << tr("%1 and %2 have %Ln texts in common.", nullptr, int(leak.alike))
                     .arg(splitText(QString::fromStdString(leak.split)),
                         splitText(QString::fromStdString(leak.other)));
    }
    return notes.join(QLatin1Char('\n'));
}

void SplitDialog::apply() {
    if (!m_plan || isDoing())
        return;
    m_banner->clear();
    const auto share = beginDoing();
    setBusy(true);
    QStringList names;
    qint64 documents = 0;
    for (const PlannedPart& part : m_plan->parts) {
        names << splitText(QString::fromStdString(part.part.name));
        documents += qint64(part.documents.size());
    }
    const QString said =
        tr("%Ln documents dealt to %1", nullptr, int(documents)).arg(names.join(tr(", ")));
    m_workbench.edit(
        {},
        [plan = m_plan, name = tr("Make splits").toStdString(), share, stop = stopToken()](
            store::Writer& writer) {
            return applySplits(writer, *plan, name, stop,
                [&](std::uint64_t done, std::uint64_t total) { share->set(done, total); });
        },
        [this, said, alive = m_alive](const Result<void>& written) {
            if (!*alive)
                return;
            endDoing();
            setBusy(false);
            if (written) {
                Q_EMIT dealt(said);
                return accept();
            }
            if (written.error().code == ErrorCode::Cancelled)
                say(tr("Stopped; no split was changed"));
            else
                m_banner->showError(written.error());
            later();
        });
}

void SplitDialog::setBusy(bool busy) {
    for (QWidget* choice : QList<QWidget*>{m_by, m_key, m_from, m_seed, m_add})
        choice->setEnabled(!busy);
    for (const PartRow& part : m_parts)
        part.row->setEnabled(!busy);
    m_stratify->setEnabled(!busy);
    m_together->setEnabled(!busy);
    if (!busy)
        fitChoices();
    startButton()->setEnabled(!busy && m_plan);
}

} // namespace evenspan::ui
