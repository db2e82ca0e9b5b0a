// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/label/label_page.h"

#include "core/store/writer.h"
#include "ui/common/data_table.h"
#include "ui/common/error_text.h"
#include "ui/common/icons.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/label/canvas_view.h"
#include "ui/label/history_panel.h"
#include "ui/label/notes_panel.h"
#include "ui/label/palette_panel.h"
#include "ui/label/spans_model.h"
#include "ui/shell/documents_model.h"
#include "ui/shell/main_window.h"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QListWidget>
#include <QRegularExpression>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabWidget>

#include <algorithm>

namespace evenspan::ui {

LabelPage::LabelPage(MainWindow& window, QWidget* parent)
    : Page(parent)
    , m_window(window)
    , m_workbench(window.workbench())
    , m_stack(new QStackedWidget(this))
    , m_empty(new EmptyState(QStringLiteral("label"), tr("Nothing to label yet"),
          tr("Here you mark names in texts: choose words, press the letter of a label. Import "
             "texts first."),
          tr("Import files"), this))
    , m_banner(new ErrorBanner(this))
    , m_search(new QLineEdit(this))
    , m_state(new QComboBox(this))
    , m_model(new DocumentsModel(m_workbench, this))
    , m_table(new DataTable(this))
    , m_navigator(new QWidget(this))
    , m_sidePanel(new QWidget(this))
    , m_title(headingLabel({}, this))
    , m_facts(mutedLabel({}, this))
    , m_progress(mutedLabel({}, this))
    , m_mistake(mutedLabel({}, this))
    , m_none(mutedLabel(tr("No document matches."), this))
    , m_done(primaryButton(tr("Done, next"), this))
    , m_canvas(new TextCanvas(this))
    , m_palette(new PalettePanel(m_workbench, this))
    , m_spansModel(new SpansModel(this))
    , m_spans(new DataTable(this))
    , m_tabs(new QTabWidget(this))
    , m_notes(new NotesPanel(m_workbench, this))
    , m_history(new HistoryPanel(m_workbench, this)) {
    m_search->setPlaceholderText(tr("Filter, such as state:unseen label:PER acme"));
    m_search->setAccessibleName(tr("Filter the documents"));
    m_search->setToolTip(tr("Words of the text, or label: state: split: name: source: suggested: "
                            "score< spans> tokens> meta.column= ; - denies, OR between terms"));
    m_search->addAction(icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_search->setClearButtonEnabled(true);
    m_state->setAccessibleName(tr("Show one state"));
    m_state->addItem(tr("Every state"), -1);
    for (int state = 0; state <= int(DocumentState::Disputed); ++state)
        m_state->addItem(stateText(DocumentState(state)), state);
    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("Documents"));
    for (const int column : {DocumentsModel::Name, DocumentsModel::Split, DocumentsModel::Sentences,
             DocumentsModel::Tokens})
        m_table->setColumnHidden(column, true);
    m_table->horizontalHeader()->setSectionResizeMode(DocumentsModel::Text, QHeaderView::Stretch);
    m_table->setColumnWidth(DocumentsModel::State, space(this, 17));
    m_table->setColumnWidth(DocumentsModel::Entities, space(this, 18));
    m_none->setAlignment(Qt::AlignCenter);
    m_none->hide();
    auto* left = new QVBoxLayout(m_navigator);
    left->setContentsMargins(space(this, 4), space(this, 3), space(this, 2), space(this, 2));
    left->setSpacing(space(this, 2));
    left->addWidget(m_search);
    m_mistake->setWordWrap(true);
    m_mistake->hide();
    left->addWidget(m_mistake);
    left->addWidget(m_state);
    left->addWidget(m_none);
    left->addWidget(m_table, 1);
    left->addWidget(m_progress);

    m_done->setAccessibleName(m_done->text());
    m_done->setToolTip(tr("Mark this document as done and open the next one (Ctrl+Enter)"));
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_facts->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto* titles = new QVBoxLayout;
    titles->setSpacing(0);
    titles->addWidget(m_title);
    titles->addWidget(m_facts);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(space(this, 4), space(this, 3), space(this, 4), space(this, 1));
    head->addLayout(titles, 1);
    head->addWidget(m_done);
    m_canvas->setAccessibleName(tr("Text"));
    auto* middle = new QWidget(this);
    middle->setMinimumWidth(space(this, 90));
    auto* column = new QVBoxLayout(middle);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space(this, 1));
    column->addLayout(head);
    column->addWidget(m_banner);
    column->addWidget(m_canvas, 1);
    buildSide(m_sidePanel);

    auto* splitter = new QSplitter(Qt::Horizontal, this);
    for (QWidget* part : {m_navigator, middle, m_sidePanel})
        splitter->addWidget(part);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({space(this, 84), space(this, 150), space(this, 62)});
    splitter->setCollapsible(1, false);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(splitter);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_stack);

    m_typing.setSingleShot(true);
    m_typing.setInterval(150);
    const auto filter = [this] {
        store::DocumentFilter wanted;
        if (m_state->currentIndex() > 0)
            wanted.states = {DocumentState(m_state->currentData().toInt())};
        auto query = store::parseQuery(m_search->text().toStdString());
        if (!query) { // the list stays as it was until the filter can be read
            const ErrorText text = errorText(query.error());
            m_mistake->setText(QStringList{text.what, text.remedy, text.detail}
                                   .filter(QRegularExpression(QStringLiteral(".")))
                                   .join(QStringLiteral("  ·  ")));
            m_mistake->show();
            return;
        }
        m_mistake->hide();
        wanted.query = std::move(*query);
        m_shownFilter = wanted;
        m_model->setFilter(wanted);
    };
    connect(&m_typing, &QTimer::timeout, this, filter);
    connect(m_search, &QLineEdit::textChanged, &m_typing, qOverload<>(&QTimer::start));
    connect(m_state, &QComboBox::currentIndexChanged, this, filter);
    connect(m_empty->button(), &QPushButton::clicked, this,
        [this] { m_window.actions().action(QStringLiteral("project.import"))->trigger(); });
    connect(m_done, &QPushButton::clicked, this, [this] { finish(false); });
    connect(m_model, &DocumentsModel::loaded, this, [this](int documents) {
        m_none->setVisible(documents == 0);
        const int row = std::max(0, m_model->rowOf(m_keep));
        m_keep = {};
        if (documents > 0)
            goTo(row);
        else
            load({});
    });
    connect(m_model, &DocumentsModel::failed, m_banner, &ErrorBanner::showError);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        [this](const QModelIndex& index) { load(m_model->id(index.row())); });
    connect(m_table, &DataTable::activatedRow, m_canvas, [this] { m_canvas->setFocus(); });
    connect(m_canvas, &TextCanvas::labelKeyTyped, this, &LabelPage::typed);
    connect(m_canvas, &TextCanvas::removeRequested, this, [this] { removePicked(); });
    connect(m_canvas, &TextCanvas::acceptRequested, this, [this](SpanId id) {
        const store::SpanRow* span = spanOf(id);
        if (!span || span->state == SpanState::Accepted)
            return;
        store::SpanRow accepted = *span;
        accepted.state = SpanState::Accepted;
        change(
            tr("Accept “%1” as %2").arg(excerpt(span->range), QString::fromStdString(span->label)),
            [accepted](store::Writer& writer) { return writer.changeSpan(accepted); });
    });
    connect(m_canvas, &TextCanvas::rangeChangeRequested, this,
        [this](SpanId id, const std::vector<CodePointRange>& parts) {
            const store::SpanRow* span = spanOf(id);
            if (!span || parts.size() != 1 || parts.front() == span->range)
                return;
            store::SpanRow moved = *span;
            moved.range = parts.front();
            change(tr("Move the ends of “%1”").arg(excerpt(span->range)),
                [moved](store::Writer& writer) { return writer.changeSpan(moved); });
        });
    connect(m_canvas, &TextCanvas::spanPicked, this, [this](SpanId id) {
        if (const int row = m_spansModel->rowOf(id); row >= 0)
            m_spans->selectRow(row);
        m_window.actions().refresh();
    });
    connect(&m_workbench, &Workbench::projectChanged, this, &LabelPage::showProject);
    connect(&m_workbench, &Workbench::documentEdited, this, [this](DocumentId id) {
        m_model->refreshRow(id);
        // Where the next document is on its way, that one must come.
        if (m_document && m_document->row.id == id && m_wanted == id)
            refresh();
    });
    connect(&m_workbench, &Workbench::documentsChanged, this, [this] {
        if (!m_workbench.isOpen())
            return;
        m_keep = m_document ? m_document->row.id : DocumentId{};
        m_model->reload();
        m_palette->load();
    });
    showProject();
}

void LabelPage::buildSide(QWidget* side) {
    m_spans->setModel(m_spansModel);
    m_spans->setAccessibleName(tr("Entities of this document"));
    m_spans->setColumnWidth(SpansModel::Label, space(this, 22));
    m_spans->horizontalHeader()->setSectionResizeMode(SpansModel::Text, QHeaderView::Stretch);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(space(this, 2), space(this, 3), space(this, 4), space(this, 2));
    column->setSpacing(space(this, 2));
    column->addWidget(m_palette, 2);
    column->addWidget(m_tabs, 3);
    buildReview();
    connect(m_palette, &PalettePanel::chosen, this, &LabelPage::applyLabel);
    connect(m_palette, &PalettePanel::left, m_canvas, [this] { m_canvas->setFocus(); });
    connect(m_palette, &PalettePanel::changed, this, &LabelPage::sayWithUndo);
    connect(m_palette, &PalettePanel::said, this,
        [this](const QString& text) { m_window.toast().say(text); });
    connect(m_palette, &PalettePanel::notice, m_banner, &ErrorBanner::showNotice);
    connect(m_palette, &PalettePanel::failed, m_banner, &ErrorBanner::showError);
    connect(m_spans->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        [this](const QModelIndex& index) {
            const SpanId id = m_spansModel->id(index.row());
            if (const store::SpanRow* span = spanOf(id); span && m_spans->hasFocus()) {
                m_canvas->pick(id);
                m_canvas->reveal(span->range);
            }
        });
    connect(m_spans, &DataTable::activatedRow, m_canvas, [this] { m_canvas->setFocus(); });
}

LabelPage::~LabelPage() {
    if (m_ticket)
        m_workbench.forget(m_ticket);
}

QString LabelPage::breadcrumb() const {
    return m_document ? tr("Label  ›  %1").arg(QString::fromStdString(m_document->row.name))
                      : tr("Label");
}

bool LabelPage::goUp() {
    m_palette->keys().drop();
    showFacts();
    if (m_sidePanel->isAncestorOf(focusWidget())) {
        m_palette->clearFilter();
        m_canvas->setFocus();
        return true;
    }
    if (!m_search->text().isEmpty()) {
        m_search->clear();
        return true;
    }
    m_canvas->setFocus();
    return true;
}

QList<QWidget*> LabelPage::panels() const {
    if (m_stack->currentWidget() == m_empty)
        return {m_empty->button()};
    return {m_table, m_canvas, m_palette->list(), m_tabs->currentWidget()};
}

void LabelPage::shown() {
    if (m_stack->currentWidget() == m_empty)
        m_empty->button()->setFocus();
    else
        m_canvas->setFocus();
}

void LabelPage::resizeEvent(QResizeEvent* event) {
    Page::resizeEvent(event);
    fitPanels();
}

void LabelPage::showProject() {
    if (!m_workbench.isOpen())
        return;
    const ProjectState& project = m_workbench.project();
    m_stack->setCurrentIndex(project.info.total.documents > 0 ? 1 : 0);
    const auto of = [&project](const char* state) {
        const auto found = project.info.states.find(state);
        return found == project.info.states.end() ? std::int64_t{0} : found->second;
    };
    m_progress->setText(
        tr("%1 of %2 documents are done")
            .arg(number(of("done") + of("reviewed")), number(project.info.total.documents)));
    m_done->setEnabled(!project.readOnly);
    if (!project.notice.what.empty())
        m_banner->showError(project.notice);
    if (m_path != project.path) {
        m_path = project.path;
        m_search->clear();
        m_banner->clear();
        m_shownFilter = {};
        m_model->setFilter({});
    }
    m_palette->load();
}

} // namespace evenspan::ui
