// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/project/project_page.h"

#include "ui/common/colours.h"
#include "ui/common/icons.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/project/document_view.h"
#include "ui/project/import_view.h"
#include "ui/shell/document_actions.h"
#include "ui/shell/documents_model.h"
#include "ui/shell/documents_table.h"
#include "ui/shell/filter_bar.h"
#include "ui/shell/main_window.h"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace evenspan::ui {

ProjectPage::ProjectPage(MainWindow& window, QWidget* parent)
    : Page(parent)
    , m_window(window)
    , m_workbench(window.workbench())
    , m_stack(new QStackedWidget(this))
    , m_documents(new QWidget(this))
    , m_empty(new EmptyState(QStringLiteral("empty"), tr("No documents yet"),
          tr("This page lists the texts of the project. Import plain text or labelled files "
             "(CoNLL, "
             "JSON, brat, spaCy and more), or drop them anywhere in this window."),
          tr("Import files"), this))
    , m_import(new ImportView(m_workbench, window.dialogs(), this))
    , m_banner(new ErrorBanner(this))
    , m_labels(new QLabel(this))
    , m_search(new FilterBar(m_workbench, this))
    , m_split(new QComboBox(this))
    , m_state(new QComboBox(this))
    , m_count(mutedLabel({}, this))
    , m_table(new DocumentsTable(m_workbench, this))
    , m_none(mutedLabel({}, this))
    , m_view(new DocumentView(m_workbench, this))
    , m_trashButton(plainButton({}, QStringLiteral("trash"), this))
    , m_trashHead(new QWidget(this)) {
    auto* head = new QHBoxLayout;
    head->setSpacing(space(this, 10));
    const QStringList names{tr("Documents"), tr("Sentences"), tr("Tokens"), tr("Entities")};
    for (int i = 0; i < 4; ++i) {
        m_figures[i] = new Figure(names[i], this);
        head->addWidget(m_figures[i]);
    }
    m_labels->setTextFormat(Qt::RichText);
    m_labels->setWordWrap(true);
    m_labels->setAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_labels->setAccessibleName(tr("Labels and how often each stands in the texts"));
    head->addWidget(m_labels, 1);
    auto* importButton = new QPushButton(icon(QStringLiteral("import")), tr("Import files"), this);
    importButton->setAccessibleName(tr("Import files"));
    auto* exportButton = new QPushButton(icon(QStringLiteral("export")), tr("Export…"), this);
    exportButton->setAccessibleName(tr("Export documents"));
    auto* ways = new QHBoxLayout;
    ways->setSpacing(space(this, 2));
    ways->addWidget(exportButton);
    ways->addWidget(importButton);
    head->addLayout(ways);

    m_search->setMaximumWidth(space(this, 120));
    m_split->setAccessibleName(tr("Show one split"));
    m_state->setAccessibleName(tr("Show one state"));
    m_state->addItem(tr("Every state"), -1);
    for (int state = 0; state <= int(DocumentState::Disputed); ++state)
        m_state->addItem(stateText(DocumentState(state)), state);
    auto* filters = new QHBoxLayout;
    filters->addWidget(m_search, 4);
    filters->addWidget(m_split, 0, Qt::AlignTop);
    filters->addWidget(m_state, 0, Qt::AlignTop);
    filters->addStretch(1);
    filters->addWidget(m_count, 0, Qt::AlignVCenter);
    filters->addWidget(splitsButton(), 0, Qt::AlignTop);
    filters->addWidget(m_trashButton, 0, Qt::AlignTop);
    buildTrash();

    m_table->rememberColumns(QStringLiteral("documents"),
        {{QStringLiteral("name"), 28}, {QStringLiteral("text"), 0}, {QStringLiteral("split"), 21},
            {QStringLiteral("state"), 23}, {QStringLiteral("sentences"), 21, true, true},
            {QStringLiteral("tokens"), 17, true, true}, {QStringLiteral("entities"), 18},
            {QStringLiteral("score"), 16, false}, {QStringLiteral("uncertainty"), 22, false},
            {QStringLiteral("learning"), 26, false}});
    connectDocumentActions(m_window, *m_table);
    m_none->setAlignment(Qt::AlignCenter);
    m_none->setWordWrap(true);
    m_none->hide();

    auto* left = new QWidget(this);
    auto* column = new QVBoxLayout(left);
    column->setContentsMargins(space(this, 6), 0, space(this, 2), 0);
    column->setSpacing(space(this, 2));
    column->addWidget(m_trashHead);
    column->addLayout(filters);
    column->addWidget(m_none);
    column->addWidget(m_table, 1);
    auto* splitter = new QSplitter(Qt::Horizontal, this);
    splitter->addWidget(left);
    splitter->addWidget(m_view);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({space(this, 222), space(this, 78)});
    splitter->setChildrenCollapsible(true);
    auto* documents = new QVBoxLayout(m_documents);
    documents->setContentsMargins(0, 0, 0, 0);
    documents->setSpacing(space(this, 3));
    auto* top = new QVBoxLayout;
    top->setContentsMargins(space(this, 6), space(this, 4), space(this, 6), 0);
    top->addLayout(head);
    top->addWidget(m_banner);
    documents->addLayout(top);
    documents->addWidget(new Hairline(this));
    documents->addWidget(splitter, 1);

    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_documents);
    m_stack->addWidget(m_import);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_stack);

    connect(m_search, &FilterBar::changed, this, &ProjectPage::applyFilter);
    connect(m_search, &FilterBar::failed, m_banner, &ErrorBanner::showError);
    connect(m_search, &FilterBar::said, this, [this](const QString& text, bool undo) {
        m_window.toast().say(text, undo ? tr("Undo") : QString(),
            [this] { m_window.actions().action(QStringLiteral("edit.undo"))->trigger(); });
    });
    connect(m_split, &QComboBox::currentIndexChanged, this, &ProjectPage::applyFilter);
    connect(m_state, &QComboBox::currentIndexChanged, this, &ProjectPage::applyFilter);
    const auto ask = [this] {
        m_window.actions().action(QStringLiteral("project.import"))->trigger();
    };
    connect(m_empty->button(), &QPushButton::clicked, this, ask);
    connect(importButton, &QPushButton::clicked, this, ask);
    connect(exportButton, &QPushButton::clicked, this,
        [this] { m_window.actions().action(QStringLiteral("project.export"))->trigger(); });
    connect(m_import, &ImportView::closed, this, &ProjectPage::showProject);
    connect(m_import, &ImportView::finished, this, [this](const QString& said) {
        showProject();
        m_window.toast().say(said, tr("Undo"),
            [this] { m_window.actions().action(QStringLiteral("edit.undo"))->trigger(); });
    });
    connect(m_table, &DocumentsTable::listed, this, [this](int documents) {
        m_count->setText(tr("%Ln documents", nullptr, documents));
        m_none->setVisible(documents == 0);
        const bool all = m_search->text().isEmpty() && m_split->currentIndex() <= 0
            && m_state->currentIndex() <= 0;
        m_none->setText(!m_trash ? tr("No document matches. Clear the filter or choose another "
                                      "split.")
                : all ? tr("The trash is empty. Delete, in the list of documents, moves the chosen "
                           "ones here.")
                      : tr("Nothing in the trash matches."));
    });
    connect(&m_table->documents(), &DocumentsModel::searching, this,
        [this](qint64 found, int percent) { m_count->setText(searchingText(found, percent)); });
    connect(m_table, &DocumentsTable::failed, m_banner, &ErrorBanner::showError);
    connect(m_table, &DocumentsTable::currentChangedTo, m_view, &DocumentView::show);
    connect(m_table, &DataTable::activatedRow, m_view,
        [this] { m_view->setFocus(Qt::OtherFocusReason); });
    connect(&m_workbench, &Workbench::projectChanged, this, [this] {
        if (!m_workbench.isOpen())
            return;
        if (m_stack->currentWidget() != m_import)
            showProject();
        else if (m_path != m_workbench.project().path)
            m_import->cancel(); // of the project before
    });
    fillSplits();
    showProject();
}

QString ProjectPage::breadcrumb() const {
    if (m_stack->currentWidget() == m_import)
        return tr("Import");
    QStringList parts{m_trash ? tr("Trash") : tr("Documents")};
    if (m_split->currentIndex() > 0)
        parts << m_split->currentText();
    if (m_state->currentIndex() > 0)
        parts << m_state->currentText();
    if (const QString filter = m_search->text(); filter.contains(QLatin1Char('"')))
        parts << filter; // has its own marks
    else if (!filter.isEmpty())
        parts << tr("“%1”").arg(filter);
    return parts.join(QStringLiteral("  ›  "));
}

// With large text or a small window the table comes first.
void ProjectPage::resizeEvent(QResizeEvent* event) {
    Page::resizeEvent(event);
    const bool narrow = width() < space(this, 200);
    m_labels->setVisible(!narrow);
    m_view->setVisible(!narrow);
    m_figures[1]->setVisible(!narrow);
    m_figures[2]->setVisible(!narrow);
    m_count->setVisible(!narrow);
    m_splitsButton->setVisible(!narrow && !m_trash);
    m_table->setShortOfRoom(narrow);
}

bool ProjectPage::goUp() {
    if (m_stack->currentWidget() == m_import) {
        m_import->cancel();
        return true;
    }
    if (m_search->clear())
        return true;
    if (m_split->currentIndex() > 0 || m_state->currentIndex() > 0) {
        m_split->setCurrentIndex(0);
        m_state->setCurrentIndex(0);
        return true;
    }
    if (m_trash) {
        showTrash(false);
        return true;
    }
    m_table->setFocus();
    return true;
}

QList<QWidget*> ProjectPage::panels() const {
    if (m_stack->currentWidget() == m_documents)
        return {m_search->field(), m_table, m_view->findChild<QWidget*>()->parentWidget()};
    if (m_stack->currentWidget() == m_empty)
        return {m_empty->button()};
    return {m_import};
}

void ProjectPage::shown() {
    if (m_stack->currentWidget() == m_empty)
        m_empty->button()->setFocus();
    if (m_stack->currentWidget() == m_documents)
        m_table->setFocus();
}

QList<std::pair<QString, QString>> ProjectPage::keyHints() const {
    const auto keys = [](const QKeySequence& of) { return of.toString(QKeySequence::NativeText); };
    return {{tr("Move the chosen documents to the trash"), keys(QKeySequence(Qt::Key_Delete))},
        {tr("Choose more documents"), keys(QKeySequence(Qt::SHIFT | Qt::Key_Down))},
        {tr("Copy the chosen rows"), keys(QKeySequence::Copy)},
        {tr("What may be typed into the filter"), keys(QKeySequence(Qt::Key_Down))}};
}

void ProjectPage::fillSplits() {
    const QString kept = m_split->currentData().toString();
    const bool all = m_split->currentIndex() <= 0;
    const QSignalBlocker blocker(m_split);
    m_split->clear();
    m_split->addItem(tr("Every split"), QStringLiteral("*"));
    for (const auto& [split, counts] : m_workbench.project().info.splits) {
        const QString name = QString::fromStdString(split);
        m_split->addItem(splitText(name), name);
    }
    const int at = all ? 0 : m_split->findData(kept);
    m_split->setCurrentIndex(qMax(0, at));
}

void ProjectPage::showProject() {
    if (!m_workbench.isOpen())
        return;
    const ProjectState& project = m_workbench.project();
    const store::Counts& total = project.info.total;
    const std::int64_t values[]{total.documents, total.sentences, total.tokens, total.spans};
    for (int i = 0; i < 4; ++i)
        m_figures[i]->setValue(number(values[i]));
    const Look look = lookOf(palette());
    QString labels;
    for (const auto& [label, count] : project.info.labels) {
        const LabelColour colour = labelColour(project.colourOf(label), look);
        labels += QStringLiteral("<span style=\"background:%1;color:%2\">&nbsp;%3&nbsp;</span>"
                                 "&nbsp;%4&nbsp;&nbsp;&nbsp; ")
                      .arg(colour.fill.name(), colour.text.name(),
                          QString::fromStdString(label).toHtmlEscaped(), number(count));
    }
    m_labels->setText(labels);
    fillSplits();
    const bool other = m_path != project.path;
    m_trash = m_trash && !other;
    m_trashButton->setText(tr("Trash (%1)").arg(number(project.info.trashed)));
    m_trashButton->setAccessibleName(tr("Show the trash"));
    m_trashButton->setVisible(!m_trash && project.info.trashed > 0);
    m_trashHead->setVisible(m_trash);
    m_splitsButton->setVisible(!m_trash && !m_view->isHidden());
    m_stack->setCurrentWidget(
        total.documents || m_trash ? m_documents : static_cast<QWidget*>(m_empty));
    if (other) {
        m_path = project.path;
        m_table->forget();
        m_search->clear();
        m_state->setCurrentIndex(0);
        m_split->setCurrentIndex(0);
        applyFilter();
        if (isVisible())
            shown();
    }
    Q_EMIT breadcrumbChanged();
}

void ProjectPage::applyFilter() {
    store::DocumentFilter filter;
    if (m_split->currentIndex() > 0)
        filter.split = m_split->currentData().toString().toStdString();
    if (m_state->currentIndex() > 0)
        filter.states = {DocumentState(m_state->currentData().toInt())};
    filter.query = m_search->query();
    filter.trash = m_trash;
    m_count->setText(tr("Searching…"));
    m_table->documents().setFilter(filter, m_search->order());
    Q_EMIT breadcrumbChanged();
}

// What the list is, and the way back, above what is in the trash.
void ProjectPage::buildTrash() {
    auto* restore = new QPushButton(icon(QStringLiteral("undo")), tr("Restore"), m_trashHead);
    restore->setToolTip(tr("Bring the chosen documents back"));
    auto* back =
        new QPushButton(icon(QStringLiteral("back")), tr("Back to the documents"), m_trashHead);
    auto* row = new QHBoxLayout(m_trashHead);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space(this, 3));
    row->addWidget(headingLabel(tr("Trash"), m_trashHead));
    auto* note = new ElidedLabel(m_trashHead);
    setMuted(note);
    note->setFullText(tr("Documents here count nowhere and are in no export."));
    row->addWidget(note, 1);
    row->addWidget(restore);
    row->addWidget(back);
    m_trashHead->hide();
    const QAction* action = m_window.actions().action(QStringLiteral("documents.restore"));
    connect(restore, &QPushButton::clicked, action, &QAction::trigger);
    connect(action, &QAction::changed, restore,
        [restore, action] { restore->setEnabled(action->isEnabled()); });
    connect(back, &QPushButton::clicked, this, [this] { showTrash(false); });
    connect(m_trashButton, &QPushButton::clicked, this, [this] { showTrash(true); });
}

void ProjectPage::showTrash(bool on) {
    if (m_stack->currentWidget() == m_import || m_trash == on)
        return;
    m_trash = on;
    m_split->setCurrentIndex(0);
    m_state->setCurrentIndex(0);
    m_search->clear();
    showProject();
    applyFilter();
    m_table->setFocus();
}

void ProjectPage::import(const QStringList& paths) {
    m_stack->setCurrentWidget(m_import);
    m_import->preview(paths);
    Q_EMIT breadcrumbChanged();
}

void ProjectPage::search(const QString& text) {
    if (m_stack->currentWidget() == m_import)
        return;
    QString quoted = text;
    quoted.replace(QLatin1Char('\\'), QStringLiteral("\\\\"));
    quoted.replace(QLatin1Char('"'), QStringLiteral("\\\""));
    m_search->setText(
        text.isEmpty() ? QString() : QString(QLatin1Char('"') % quoted % QLatin1Char('"')));
    m_table->setFocus();
}

void ProjectPage::focusSearch() {
    m_search->focusField();
}

} // namespace evenspan::ui
