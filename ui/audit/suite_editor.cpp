// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/audit/suite_editor.h"

#include "ui/audit/suite_grid.h"
#include "ui/audit/suite_try.h"
#include "ui/audit/suite_words.h"
#include "ui/common/field.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QSplitter>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

namespace evenspan::ui {

SuiteEditor::SuiteEditor(
    Workbench& workbench, LiveDesk* desk, FileDialogs& dialogs, QWidget* parent)
    : QWidget(parent)
    , m_workbench(workbench)
    , m_dialogs(dialogs)
    , m_title(new ElidedLabel(this))
    , m_state(new ElidedLabel(this))
    , m_duplicate(primaryButton(tr("Duplicate to change it"), this))
    , m_import(plainButton(tr("Import…"), QStringLiteral("import"), this))
    , m_export(plainButton(tr("Export…"), QStringLiteral("export"), this))
    , m_views(new QTabWidget(this))
    , m_names(new SuiteGrid(
          {tr("Names of the suite"), tr("Find a name"), tr("Add name"), tr("Paste"), tr("Remove")},
          {28, 26, 24, 21, 18, 14}, this))
    , m_sentences(new SuiteGrid({tr("Sentences of the suite"), tr("Find a sentence"),
                                    tr("Add sentence"), tr("Paste"), tr("Remove")},
          {24, 96}, this))
    , m_findings(new QListWidget(this))
    , m_try(new SuiteTry(workbench, desk, this)) {
    m_title->setFont(scaledFont(font(), 15.0 / 13, true));
    // In one line: a text that wraps would ask for every table's best height, and the page scroll.
    setMuted(m_state);
    m_import->setToolTip(tr("Add the rows of a file to the table that is shown: CSV with the "
                            "columns name, group, frequency, position, script; for sentences, one "
                            "a line"));
    m_export->setToolTip(tr("Write the names as CSV, or the whole suite as JSON"));
    m_views->setDocumentMode(true);
    m_views->tabBar()->setExpanding(false);
    m_views->tabBar()->setDrawBase(false);
    m_views->setAccessibleName(tr("Parts of the suite"));
    m_findings->setAccessibleName(tr("What to know of the suite"));
    m_findings->setFrameShape(QFrame::NoFrame);
    m_findings->setWordWrap(true);
    m_views->addTab(m_names, tr("Names"));
    m_views->addTab(m_sentences, tr("Sentences"));
    m_views->addTab(makeAbout(), tr("About"));
    auto* head = new QHBoxLayout;
    head->setSpacing(space(this, 2));
    head->addWidget(m_title, 1);
    for (QPushButton* each : {m_import, m_export, m_duplicate})
        head->addWidget(each);
    auto* known = new QWidget(this);
    auto* left = new QVBoxLayout(known);
    left->setContentsMargins(0, space(this, 2), space(this, 2), 0);
    left->setSpacing(space(this, 1));
    auto* caption = new QLabel(tr("What to know before its figures are believed"), known);
    caption->setFont(scaledFont(font(), 1, true));
    caption->setWordWrap(true);
    left->addWidget(caption);
    left->addWidget(m_findings, 1);
    auto* trying = new QWidget(this);
    auto* right = new QVBoxLayout(trying);
    right->setContentsMargins(space(this, 2), space(this, 2), 0, 0);
    right->addWidget(m_try);
    auto* below = new QSplitter(Qt::Horizontal, this);
    below->addWidget(known);
    below->addWidget(trying);
    below->setChildrenCollapsible(false);
    below->setSizes({5000, 5000});
    m_views->setMinimumHeight(space(this, 56));
    below->setMinimumHeight(space(this, 30));
    auto* splitter = new QSplitter(Qt::Vertical, this);
    splitter->addWidget(m_views);
    splitter->addWidget(below);
    splitter->setChildrenCollapsible(false);
    splitter->setSizes({6500, 3500});
    splitter->setStretchFactor(0, 2);
    splitter->setStretchFactor(1, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space(this, 2));
    column->addLayout(head);
    column->addWidget(m_state);
    column->addWidget(splitter, 1);

    connect(m_duplicate, &QPushButton::clicked, this, &SuiteEditor::duplicateWanted);
    connect(m_import, &QPushButton::clicked, this, &SuiteEditor::importFile);
    connect(m_export, &QPushButton::clicked, this, &SuiteEditor::exportFile);
    connect(m_views, &QTabWidget::currentChanged, this, &SuiteEditor::tryRow);
    for (const auto& [view, grid] :
        {std::pair(Names, m_names), std::pair(Sentences, m_sentences)}) {
        connect(grid, &SuiteGrid::addWanted, this, [this, view = view] { addRow(view); });
        connect(grid, &SuiteGrid::pasted, this,
            [this, view = view](const QString& text) { paste(view, text); });
        connect(grid, &SuiteGrid::rowChosen, this, &SuiteEditor::tryRow);
        connect(grid, &SuiteGrid::removeWanted, this, [this, view = view](const QList<int>& rows) {
            if (m_document)
                (view == Names ? m_document->names() : m_document->templates())->remove(rows);
        });
    }
    connect(m_findings, &QListWidget::itemActivated, this, [this](QListWidgetItem* item) {
        const auto& finding = m_found[std::size_t(m_findings->row(item))];
        if (finding.code == "no_label")
            return openView(About);
        openView(finding.ofTemplates ? Sentences : Names);
        (finding.ofTemplates ? m_sentences : m_names)->select(finding.rows);
    });
    connect(m_findings, &QListWidget::itemClicked, m_findings, &QListWidget::itemActivated);
    setDocument(nullptr);
}

QWidget* SuiteEditor::makeAbout() {
    auto* inside = new QWidget;
    auto* column = new QVBoxLayout(inside);
    column->setContentsMargins(0, space(this, 3), space(this, 4), space(this, 2));
    column->setSpacing(space(this, 3));
    m_name = new QLineEdit(inside);
    m_nameField = new Field(tr("Name of the suite"), m_name, inside);
    m_label = new QComboBox(inside);
    m_label->setEditable(true);
    auto* label = new Field(tr("Label of the names"), m_label, inside);
    label->setHint(tr("As what a run is to find them: PER for people, LOC for places. An audit "
                      "offers the suite where the run knows this label."));
    const auto line = [&](SuiteDocument::Fact fact, const QString& caption, const QString& hint) {
        m_facts[fact] = new QLineEdit(inside);
        auto* field = new Field(caption, m_facts[fact], inside);
        field->setHint(hint);
        connect(m_facts[fact], &QLineEdit::editingFinished, this, [this, fact] {
            if (m_document)
                m_document->setFact(fact, m_facts[fact]->text());
        });
        return field;
    };
    const auto beside = [&](QWidget* one, QWidget* other) {
        auto* row = new QHBoxLayout;
        row->setSpacing(space(this, 4));
        row->addWidget(one, 1, Qt::AlignTop);
        row->addWidget(other, 1, Qt::AlignTop);
        column->addLayout(row);
    };
    beside(m_nameField, label);
    beside(line(SuiteDocument::Language, tr("Language of the sentences"), tr("en, zh")),
        line(SuiteDocument::Date, tr("Date"), tr("When the names were taken")));
    beside(line(SuiteDocument::Source, tr("Source"), tr("Where the names come from")),
        line(SuiteDocument::Licence, tr("Licence"), tr("Under which they may be used")));
    column->addWidget(line(SuiteDocument::Rule, tr("How the names were chosen"),
        tr("These four stand in the report, so that its readers can judge the list.")));
    column->addStretch(1);
    connect(m_name, &QLineEdit::editingFinished, this, &SuiteEditor::renamed);
    const auto take = [this] {
        if (m_document)
            m_document->setFact(SuiteDocument::Label, m_label->currentText());
    };
    connect(m_label, &QComboBox::activated, this, take);
    connect(m_label->lineEdit(), &QLineEdit::editingFinished, this, take);
    auto* scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(inside);
    return scroll;
}

void SuiteEditor::renamed() {
    if (!m_document || !m_document->editable())
        return;
    const QString name = m_name->text().trimmed();
    const bool taken = name != m_document->fact(SuiteDocument::Name) && m_taken.contains(name);
    m_nameField->refuse(name.isEmpty() ? tr("A suite needs a name.")
            : taken                    ? tr("Another suite has this name: choose a different one.")
                                       : QString());
    if (!name.isEmpty() && !taken)
        m_document->setFact(SuiteDocument::Name, name);
}

void SuiteEditor::setDocument(SuiteDocument* document) {
    if (m_document)
        m_document->disconnect(this);
    m_document = document;
    const bool editable = document && document->editable();
    m_names->setModel(document ? document->names() : nullptr, editable);
    m_sentences->setModel(document ? document->templates() : nullptr, editable);
    m_import->setVisible(editable);
    m_export->setEnabled(document);
    m_duplicate->setVisible(document && !editable && !m_workbench.project().readOnly);
    if (document) {
        connect(document, &SuiteDocument::edited, this, &SuiteEditor::showAll);
        connect(document, &SuiteDocument::taken, this, &SuiteEditor::showAll);
    }
    m_nameField->refuse({});
    setFindings({});
    showAll();
}

void SuiteEditor::showAll() {
    showFacts();
    showCounts();
    tryRow();
}

void SuiteEditor::showFacts() {
    const bool editable = m_document && m_document->editable();
    const auto text = [&](SuiteDocument::Fact fact) {
        return m_document ? m_document->fact(fact) : QString();
    };
    m_title->setFullText(text(SuiteDocument::Name));
    m_name->setText(text(SuiteDocument::Name));
    m_label->setEditText(text(SuiteDocument::Label));
    m_name->setReadOnly(!editable);
    m_label->setEnabled(editable);
    for (int fact = 0; fact < SuiteDocument::Facts; ++fact)
        if (m_facts[fact]) {
            m_facts[fact]->setText(text(SuiteDocument::Fact(fact)));
            m_facts[fact]->setReadOnly(!editable);
        }
}

void SuiteEditor::showCounts() {
    const auto count = [](const QString& name, const SuiteRowsModel* model) -> QString {
        return name + QStringLiteral("  ") + number(model->rowCount());
    };
    m_views->setTabText(Names, m_document ? count(tr("Names"), m_document->names()) : tr("Names"));
    m_views->setTabText(
        Sentences, m_document ? count(tr("Sentences"), m_document->templates()) : tr("Sentences"));
}

void SuiteEditor::setLabels(const QStringList& labels) {
    const QSignalBlocker blocker(m_label);
    m_label->clear();
    m_label->addItems(labels);
    m_label->setEditText(m_document ? m_document->fact(SuiteDocument::Label) : QString());
}

void SuiteEditor::setTaken(const QStringList& names) {
    m_taken = names;
}

void SuiteEditor::setState(const QString& text, bool wrong) {
    m_state->setFullText(text);
    m_state->setVisible(!text.isEmpty());
    m_state->setProperty("wrong", wrong);
}

void SuiteEditor::setFindings(std::vector<fairness::DraftFinding> findings) {
    const int before = m_findings->currentRow();
    m_found = std::move(findings);
    m_findings->clear();
    for (const auto& finding : m_found) {
        auto* item = new QListWidgetItem(SuiteWords::finding(finding), m_findings);
        item->setToolTip(SuiteWords::advice(finding.code));
        item->setData(Qt::AccessibleDescriptionRole, SuiteWords::advice(finding.code));
        if (finding.wrong)
            item->setForeground(Colours::of(palette()).error);
    }
    if (m_found.empty() && m_document) {
        auto* none = new QListWidgetItem(tr("Nothing to remark."), m_findings);
        none->setFlags(Qt::NoItemFlags);
    }
    m_findings->setCurrentRow(qMin(before, int(m_found.size()) - 1));
}

void SuiteEditor::openView(View view) {
    m_views->setCurrentIndex(view);
    if (view == About)
        m_name->setFocus();
}

void SuiteEditor::loadRuns() {
    m_try->load();
}

QList<QWidget*> SuiteEditor::panels() const {
    QList<QWidget*> out{m_views->tabBar()};
    if (m_views->currentIndex() == About)
        out << m_name;
    else
        out << (m_views->currentIndex() == Names ? m_names : m_sentences)->table();
    return out << m_findings;
}

void SuiteEditor::tryRow() {
    if (!m_document)
        return;
    auto suite = fairness::soundPart(m_document->draft());
    const bool names = m_views->currentIndex() != Sentences;
    const int row = (names ? m_names : m_sentences)->currentRow();
    std::string text;
    const auto* model = names ? m_document->names() : m_document->templates();
    if (row >= 0 && row < model->rowCount())
        text = model->rows()[row][names ? 0 : 1].toStdString();
    m_try->setRow(std::move(suite), names ? text : std::string(), names ? std::string() : text);
}

} // namespace evenspan::ui
