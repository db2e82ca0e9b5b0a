// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/label/label_page.h"

#include "core/store/writer.h"
#include "ui/common/data_table.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/label/active_time.h"
#include "ui/label/canvas/brush_bar.h"
#include "ui/label/canvas/canvas_options.h"
#include "ui/label/canvas/canvas_view.h"
#include "ui/label/history_panel.h"
#include "ui/label/navigator_panel.h"
#include "ui/label/notes_panel.h"
#include "ui/label/palette/label_panel.h"
#include "ui/label/palette/palette_panel.h"
#include "ui/label/spans_model.h"
#include "ui/shell/document_actions.h"
#include "ui/shell/documents_table.h"
#include "ui/shell/main_window.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QListWidget>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabWidget>

#include <algorithm>

namespace evenspan::ui {

LabelPage::LabelPage(MainWindow& window, std::shared_ptr<Encoders> encoders, QWidget* parent)
    : Page(parent)
    , m_window(window)
    , m_workbench(window.workbench())
    , m_stack(new QStackedWidget(this))
    , m_empty(new EmptyState(QStringLiteral("label"), tr("Nothing to label yet"),
          tr("Here you mark names in texts: choose words, press the letter of a label. Import "
             "texts first."),
          tr("Import files"), this))
    , m_banner(new ErrorBanner(this))
    , m_navigator(new NavigatorPanel(m_workbench, this))
    , m_sidePanel(new QWidget(this))
    , m_title(new ElidedLabel(this))
    , m_facts(new ElidedLabel(this))
    , m_done(primaryButton(tr("Done, next"), this))
    , m_canvas(new TextCanvas(this))
    , m_palette(new PalettePanel(m_workbench, this))
    , m_spansModel(new SpansModel(this))
    , m_spans(new DataTable(this))
    , m_tabs(new QTabWidget(this))
    , m_notes(new NotesPanel(m_workbench, this))
    , m_history(new HistoryPanel(m_workbench, this)) {
    m_done->setAccessibleName(m_done->text());
    m_done->setToolTip(tr("Mark this document as done and open the next one (Ctrl+Enter)"));
    m_title->setFont(scaledFont(font(), 15 / 13.0, true));
    setMuted(m_facts);
    auto* titles = new QVBoxLayout;
    titles->setSpacing(0);
    titles->addWidget(m_title);
    titles->addWidget(m_facts);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(space(this, 4), space(this, 3), space(this, 4), space(this, 1));
    head->addLayout(titles, 1);
    buildCanvas(std::move(encoders));
    head->addWidget(m_options->button());
    head->addWidget(m_done);
    m_canvas->setAccessibleName(tr("Text"));
    auto* middle = new QWidget(this);
    middle->setMinimumWidth(space(this, 90));
    auto* column = new QVBoxLayout(middle);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space(this, 1));
    column->addLayout(head);
    column->addWidget(m_banner);
    column->addWidget(m_brushBar);
    column->addWidget(m_canvas, 1);
    buildFoot(column);
    buildSide(m_sidePanel);

    auto* splitter = new QSplitter(Qt::Horizontal, this);
    for (QWidget* part : std::initializer_list<QWidget*>{m_navigator, middle, m_sidePanel})
        splitter->addWidget(part);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({space(this, 84), space(this, 150), space(this, 62)});
    splitter->setCollapsible(1, false);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(splitter);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_stack);

    connect(m_empty->button(), &QPushButton::clicked, this,
        [this] { m_window.actions().action(QStringLiteral("project.import"))->trigger(); });
    connect(m_done, &QPushButton::clicked, this, [this] { finish(false); });
    connect(m_navigator, &NavigatorPanel::documentChosen, this, &LabelPage::load);
    connect(m_navigator, &NavigatorPanel::failed, m_banner, &ErrorBanner::showError);
    connect(m_navigator, &NavigatorPanel::placeChosen, this, &LabelPage::goToPlace);
    connect(m_navigator, &NavigatorPanel::listed, this, [this] {
        if (const auto place = std::exchange(m_placeLater, std::nullopt))
            goToPlace(place->first, place->second);
    });
    connect(m_navigator, &NavigatorPanel::said, this, [this](const QString& text, bool undo) {
        if (undo)
            sayWithUndo(text);
        else
            m_window.toast().say(text);
    });
    connectDocumentActions(m_window, m_navigator->table());
    connect(m_navigator, &NavigatorPanel::opened, m_canvas, [this] { m_canvas->setFocus(); });
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
            if (span && !parts.empty())
                changeParts(*span, parts, tr("Move the ends of “%1”").arg(excerpt(span->range)));
        });
    connect(m_canvas, &TextCanvas::spanPicked, this, [this](SpanId id) {
        if (const int row = m_spansModel->rowOf(id); row >= 0)
            m_spans->selectRow(row);
        m_window.actions().refresh();
    });
    connect(&m_workbench, &Workbench::projectChanged, this, &LabelPage::showProject);
    connect(&m_workbench, &Workbench::documentEdited, this, [this](DocumentId id) {
        // Where the next document is on its way, that one must come.
        if (m_document && m_document->row.id == id && m_wanted == id)
            refresh();
    });
    connect(&m_workbench, &Workbench::documentsChanged, this, [this] {
        if (m_workbench.isOpen())
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
    buildLabels(column);
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
    m_time->flush();
    if (m_ticket)
        m_workbench.forget(m_ticket);
}

QString LabelPage::breadcrumb() const {
    return m_document ? tr("Label  ›  %1").arg(QString::fromStdString(m_document->row.name))
                      : tr("Label");
}

bool LabelPage::goUp() {
    m_palette->dropTyped();
    showFacts();
    if (m_labelPanel->isVisible()) { // first what is typed, then the view
        if (m_labelPanel->dropTyped())
            return true;
        m_canvas->setFocus();
        showLists(true);
        return true;
    }
    if (m_sidePanel->isAncestorOf(focusWidget())) {
        m_palette->clearFilter();
        m_canvas->setFocus();
        return true;
    }
    if (m_navigator->clearFilter())
        return true;
    const bool there = m_canvas->hasFocus();
    m_canvas->setFocus();
    return !there || !m_window.hasWayBack();
}

QList<QWidget*> LabelPage::panels() const {
    if (m_stack->currentWidget() == m_empty)
        return {m_empty->button()};
    QList<QWidget*> all = m_navigator->panels();
    all << m_canvas;
    if (m_labelPanel->isVisible())
        all << m_labelPanel;
    else
        all << m_palette->list() << m_tabs->currentWidget();
    return all;
}

void LabelPage::shown() {
    m_options->reload(); // the settings page may have changed them
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
    m_done->setEnabled(m_document && project.editable());
    if (m_path != project.path) {
        m_path = project.path;
        m_document.reset();
        m_banner->clear();
        m_navigator->reset();
    }
    m_palette->load();
    if (m_document && coloursChanged())
        showSpans(true);
}

} // namespace evenspan::ui
