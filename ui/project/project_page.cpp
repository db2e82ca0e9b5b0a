// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/project/project_page.h"

#include "ui/common/colours.h"
#include "ui/common/data_table.h"
#include "ui/common/file_dialogs.h"
#include "ui/common/icons.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/project/document_view.h"
#include "ui/project/import_view.h"
#include "ui/shell/documents_model.h"
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
          tr("This page lists the texts of the project. Import column files such as CoNLL, or "
             "plain text, or drop files anywhere in this window."),
          tr("Import files"), this))
    , m_import(new ImportView(m_workbench, this))
    , m_banner(new ErrorBanner(this))
    , m_labels(new QLabel(this))
    , m_search(new QLineEdit(this))
    , m_split(new QComboBox(this))
    , m_state(new QComboBox(this))
    , m_count(mutedLabel({}, this))
    , m_model(new DocumentsModel(m_workbench, this))
    , m_table(new DataTable(this))
    , m_none(mutedLabel(tr("No document matches. Clear the search or choose another split."), this))
    , m_view(new DocumentView(m_workbench, this)) {
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
    head->addWidget(importButton, 0, Qt::AlignVCenter);

    m_search->setPlaceholderText(tr("Find in the texts"));
    m_search->setAccessibleName(tr("Find in the texts"));
    m_search->addAction(icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_search->setClearButtonEnabled(true);
    m_search->setMaximumWidth(space(this, 80));
    m_split->setAccessibleName(tr("Show one split"));
    m_state->setAccessibleName(tr("Show one state"));
    m_state->addItem(tr("Every state"), -1);
    for (int state = 0; state <= int(DocumentState::Disputed); ++state)
        m_state->addItem(stateText(DocumentState(state)), state);
    auto* filters = new QHBoxLayout;
    filters->addWidget(m_search, 2);
    filters->addWidget(m_split);
    filters->addWidget(m_state);
    filters->addStretch(1);
    filters->addWidget(m_count);

    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("Documents"));
    QHeaderView* header = m_table->horizontalHeader();
    header->setSectionResizeMode(DocumentsModel::Text, QHeaderView::Stretch);
    const std::pair<int, int> widths[]{{DocumentsModel::Name, 28}, {DocumentsModel::Split, 21},
        {DocumentsModel::State, 19}, {DocumentsModel::Sentences, 21}, {DocumentsModel::Tokens, 17},
        {DocumentsModel::Entities, 18}};
    for (const auto& [column, steps] : widths)
        m_table->setColumnWidth(column, space(this, steps));
    m_none->setAlignment(Qt::AlignCenter);
    m_none->hide();

    auto* left = new QWidget(this);
    auto* column = new QVBoxLayout(left);
    column->setContentsMargins(space(this, 6), 0, space(this, 2), 0);
    column->setSpacing(space(this, 2));
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

    m_typing.setSingleShot(true);
    m_typing.setInterval(150);
    connect(&m_typing, &QTimer::timeout, this, &ProjectPage::applyFilter);
    connect(m_search, &QLineEdit::textChanged, &m_typing, qOverload<>(&QTimer::start));
    connect(m_split, &QComboBox::currentIndexChanged, this, &ProjectPage::applyFilter);
    connect(m_state, &QComboBox::currentIndexChanged, this, &ProjectPage::applyFilter);
    const auto ask = [this] {
        m_window.actions().action(QStringLiteral("project.import"))->trigger();
    };
    connect(m_empty->button(), &QPushButton::clicked, this, ask);
    connect(importButton, &QPushButton::clicked, this, ask);
    connect(m_import, &ImportView::closed, this, &ProjectPage::showProject);
    connect(m_import, &ImportView::finished, this, [this](const ImportReport& report) {
        showProject();
        m_window.toast().say(tr("%Ln documents imported", nullptr, int(report.counts.documents)),
            tr("Undo"),
            [this] { m_window.actions().action(QStringLiteral("edit.undo"))->trigger(); });
    });
    connect(m_model, &DocumentsModel::loaded, this, [this](int documents) {
        m_count->setText(tr("%Ln documents", nullptr, documents));
        m_none->setVisible(documents == 0);
        if (documents > 0)
            m_table->setCurrentIndex(m_model->index(0, 0));
        else
            m_view->show({});
    });
    connect(m_model, &DocumentsModel::failed, m_banner, &ErrorBanner::showError);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        [this](const QModelIndex& index) { m_view->show(m_model->id(index.row())); });
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
    connect(&m_workbench, &Workbench::documentsChanged, m_model, [this] {
        if (m_workbench.isOpen())
            m_model->reload();
    });
    fillSplits();
    showProject();
}

QString ProjectPage::breadcrumb() const {
    if (m_stack->currentWidget() == m_import)
        return tr("Import");
    QStringList parts{tr("Documents")};
    if (m_split->currentIndex() > 0)
        parts << m_split->currentText();
    if (m_state->currentIndex() > 0)
        parts << m_state->currentText();
    if (!m_search->text().isEmpty())
        parts << tr("“%1”").arg(m_search->text());
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
    for (const int column : {DocumentsModel::Sentences, DocumentsModel::Tokens})
        m_table->setColumnHidden(column, narrow);
}

bool ProjectPage::goUp() {
    if (m_stack->currentWidget() == m_import) {
        m_import->cancel();
        return true;
    }
    if (!m_search->text().isEmpty()) {
        m_search->clear();
        return true;
    }
    if (m_split->currentIndex() > 0 || m_state->currentIndex() > 0) {
        m_split->setCurrentIndex(0);
        m_state->setCurrentIndex(0);
        return true;
    }
    m_table->setFocus();
    return true;
}

QList<QWidget*> ProjectPage::panels() const {
    if (m_stack->currentWidget() == m_documents)
        return {m_search, m_table, m_view->findChild<QWidget*>()->parentWidget()};
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
    if (!project.notice.what.empty())
        m_banner->showError(project.notice);
    fillSplits();
    m_stack->setCurrentWidget(total.documents ? m_documents : static_cast<QWidget*>(m_empty));
    if (m_path != project.path) {
        m_path = project.path;
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
    m_typing.stop();
    store::DocumentFilter filter;
    if (m_split->currentIndex() > 0)
        filter.split = m_split->currentData().toString().toStdString();
    if (m_state->currentIndex() > 0)
        filter.states = {DocumentState(m_state->currentData().toInt())};
    filter.text = m_search->text().toStdString();
    m_count->setText(tr("Searching…"));
    m_model->setFilter(filter);
    Q_EMIT breadcrumbChanged();
}

void ProjectPage::import(const QStringList& paths) {
    m_stack->setCurrentWidget(m_import);
    m_import->preview(paths);
    Q_EMIT breadcrumbChanged();
}

void ProjectPage::search(const QString& text) {
    if (m_stack->currentWidget() == m_import)
        return;
    m_search->setText(text);
    applyFilter();
    m_table->setFocus();
}

void ProjectPage::focusSearch() {
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void addProjectPage(MainWindow& window) {
    window.addPage({QStringLiteral("project"), QStringLiteral("project"),
        ProjectPage::tr("Project"), ProjectPage::tr("Documents and imports"),
        [&window](QWidget* parent) { return new ProjectPage(window, parent); }});
    const auto page = [&window] {
        return qobject_cast<ProjectPage*>(window.showPage(QStringLiteral("project")));
    };
    window.setImporter([page](const QStringList& files) {
        if (ProjectPage* shown = page())
            shown->import(files);
    });
    window.setSearcher([page](const QString& text) {
        if (ProjectPage* shown = page())
            shown->search(text);
    });
    const auto writable = [&window] {
        return window.workbench().isOpen() && !window.workbench().project().readOnly;
    };
    const QString group = ProjectPage::tr("Project");
    window.actions().add({QStringLiteral("project.import"), ProjectPage::tr("Import files"),
        QStringLiteral("import"), QKeySequence(QStringLiteral("Ctrl+I")), group,
        [&window, page] {
            const QStringList files =
                window.dialogs().openFiles(&window, ProjectPage::tr("Import files"),
                    ProjectPage::tr("Text and column files (*.txt *.conll *.iob *.bio *.tsv "
                                    "*.csv);;All files (*)"));
            if (files.isEmpty())
                return;
            if (ProjectPage* shown = page())
                shown->import(files);
        },
        writable});
    window.actions().add({QStringLiteral("project.find"), ProjectPage::tr("Find in the texts"),
        QStringLiteral("search"), QKeySequence(QStringLiteral("Ctrl+F")), group,
        [page] {
            if (ProjectPage* shown = page())
                shown->focusSearch();
        },
        [&window] { return window.workbench().isOpen(); }});
}

} // namespace evenspan::ui
