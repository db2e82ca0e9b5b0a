// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/errors_tab.h"

#include "core/app/inspect/behaviour_tests.h"
#include "ui/common/data_table.h"
#include "ui/common/icons.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/inspect/inspect_texts.h"
#include "ui/inspect/mention_view.h"
#include "ui/inspect/mentions_model.h"
#include "ui/shell/span_score_text.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace evenspan::ui {

ErrorsTab::ErrorsTab(Workbench& workbench, QWidget* parent)
    : InspectTab(parent)
    , m_workbench(workbench)
    , m_facets(new FacetTree(this))
    , m_search(new QLineEdit(this))
    , m_count(new ElidedLabel(this))
    , m_clear(plainButton(tr("Drop the filter"), QStringLiteral("close"), this))
    , m_filters(new QPushButton(tr("Filters"), this))
    , m_table(new DataTable(this))
    , m_model(new MentionsModel(this))
    , m_middle(new QStackedWidget(this))
    , m_where(new ElidedLabel(this))
    , m_view(new MentionView(
          [&workbench](const std::string& label) { return workbench.project().colourOf(label); },
          this))
    , m_open(new QPushButton(tr("Open"), this))
    , m_test(new QPushButton(tr("Make a test"), this)) {
    m_search->setPlaceholderText(tr("Find in mentions"));
    m_search->setAccessibleName(tr("Find in mentions"));
    m_search->addAction(icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_search->setClearButtonEnabled(true);
    m_search->setMaximumWidth(space(this, 70));
    setMuted(m_count);
    m_clear->setAccessibleName(m_clear->text());
    m_filters->setAccessibleName(m_filters->text());
    m_filters->setCheckable(true);
    m_filters->setChecked(true);
    m_filters->setToolTip(tr("Show the filters at the left"));
    connect(m_filters, &QPushButton::toggled, m_facets, &QWidget::setVisible);
    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("Mentions"));
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setSortingEnabled(true);
    m_table->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    m_table->rememberColumns(QStringLiteral("mentions"),
        {{QStringLiteral("class"), 42}, {QStringLiteral("text"), 0}, {QStringLiteral("gold"), 26},
            {QStringLiteral("predicted"), 26}, {QStringLiteral("score"), 36},
            {QStringLiteral("seen"), 38, false}, {QStringLiteral("length"), 16, false},
            {QStringLiteral("document"), 30}});
    m_open->setAccessibleName(tr("Open the mention in the labelling workspace"));
    m_open->setToolTip(tr("Open the mention in the labelling workspace (Enter)"));
    m_test->setAccessibleName(m_test->text());
    m_test->setToolTip(
        tr("Keep the sentence with its labels as a test of behaviour for every run"));
    setMuted(m_where);

    auto* bar = new QHBoxLayout;
    bar->setSpacing(space(this, 2));
    bar->addWidget(m_filters);
    bar->addWidget(m_search);
    bar->addWidget(m_count, 1);
    bar->addWidget(m_clear);
    auto* none = mutedLabel(tr("No mention passes the filter."), this);
    none->setAlignment(Qt::AlignCenter);
    m_middle->addWidget(m_table);
    m_middle->addWidget(none);
    auto* top = new QWidget(this);
    auto* topColumn = new QVBoxLayout(top);
    topColumn->setContentsMargins(space(this, 3), 0, 0, 0);
    topColumn->setSpacing(space(this, 2));
    topColumn->addLayout(bar);
    topColumn->addWidget(m_middle, 1);
    auto* bottom = new QWidget(this);
    auto* area = new QScrollArea(bottom);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setWidget(m_view);
    area->setAccessibleName(tr("The sentence"));
    auto* head = new QHBoxLayout;
    head->addWidget(m_where, 1);
    head->addWidget(m_test);
    head->addWidget(m_open);
    auto* bottomColumn = new QVBoxLayout(bottom);
    bottomColumn->setContentsMargins(space(this, 3), space(this, 2), 0, 0);
    bottomColumn->setSpacing(space(this, 2));
    bottomColumn->addLayout(head);
    bottomColumn->addWidget(area, 1);
    auto* right = new QSplitter(Qt::Vertical, this);
    right->setChildrenCollapsible(false);
    right->addWidget(top);
    right->addWidget(bottom);
    right->setStretchFactor(0, 3);
    right->setStretchFactor(1, 1);
    right->setSizes({space(this, 90), space(this, 44)});
    auto* all = new QSplitter(Qt::Horizontal, this);
    all->setChildrenCollapsible(false);
    all->addWidget(m_facets);
    all->addWidget(right);
    all->setSizes({space(this, 88), space(this, 206)});
    all->setStretchFactor(1, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, space(this, 3), 0, 0);
    column->addWidget(all);

    connect(m_facets, &FacetTree::wantedChanged, this, &ErrorsTab::ask);
    connect(m_search, &QLineEdit::textChanged, this, &ErrorsTab::ask);
    connect(m_model, &MentionsModel::orderWanted, this, &ErrorsTab::ask);
    connect(m_clear, &QPushButton::clicked, this, &ErrorsTab::goUp);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        &ErrorsTab::showChosen);
    connect(m_table, &DataTable::activatedRow, this,
        [this](const QModelIndex& index) { open(index.row()); });
    connect(m_test, &QPushButton::clicked, this, &ErrorsTab::makeTest);
    connect(m_open, &QPushButton::clicked, this, [this] { open(m_table->currentIndex().row()); });
    showChosen();
}

ErrorsTab::~ErrorsTab() {
    if (m_ticket)
        m_workbench.forget(m_ticket);
}

// With large text or in a small window the mentions come first; the filters are one click away.
void ErrorsTab::resizeEvent(QResizeEvent* event) {
    InspectTab::resizeEvent(event);
    const bool tight = width() < space(this, 190);
    if (std::exchange(m_short, tight) != tight)
        m_filters->setChecked(!tight);
}

// The mention that was chosen is chosen again, so that a look at its labels keeps the place.
void ErrorsTab::showInspection(const InspectionPtr& inspection) {
    if (const TableCase* one = m_model->at(m_table->currentIndex().row())) {
        const auto& sentence = m_model->inspection()->sentences[one->sentence];
        m_keep = {sentence.document,
            {sentence.places[one->begin].begin, sentence.places[one->end - 1].end}};
    }
    m_model->setInspection(inspection);
    ask();
}

void ErrorsTab::showOnly(const MentionFilter& filter) {
    const QSignalBlocker blocker(m_search);
    m_search->setText(QString::fromStdString(filter.text));
    m_facets->setWanted(filter.wanted);
    m_word = filter.word;
    ask();
}

MentionFilter ErrorsTab::filter() const {
    return {m_facets->wanted(), m_search->text().trimmed().toStdString(), m_word};
}

QWidget* ErrorsTab::focusTarget() {
    return m_middle->currentIndex() == 0 ? static_cast<QWidget*>(m_table) : m_facets;
}

bool ErrorsTab::goUp() {
    if (filter().empty())
        return false;
    showOnly({});
    m_table->setFocus();
    return true;
}

ErrorsTab::Answer ErrorsTab::answer(
    const MentionTable& table, const MentionFilter& filter, const std::string& by, bool down) {
    Answer out;
    out.rows = table.select(filter);
    for (const TableColumn& column : table.columns()) {
        FacetTree::Facet facet{column.name, {}};
        if (filter.wanted.contains(column.name)) {
            MentionFilter others = filter;
            others.wanted.erase(column.name);
            facet.groups = table.groups(table.select(others), column.name);
        } else {
            facet.groups = table.groups(out.rows, column.name);
        }
        out.facets.push_back(std::move(facet));
    }
    table.sort(out.rows, by, down);
    return out;
}

void ErrorsTab::ask() {
    const InspectionPtr inspection = m_model->inspection();
    if (!inspection)
        return;
    if (m_ticket)
        m_workbench.forget(m_ticket);
    m_ticket = m_workbench.query<Answer>(
        [inspection, filter = filter(), by = m_model->by(), down = m_model->descending()](
            store::Reader&, std::stop_token) -> Result<Answer> {
            return answer(*inspection->table, filter, by, down);
        },
        [this](Result<Answer> answer) {
            m_ticket = 0;
            if (answer)
                take(std::move(*answer));
        });
}

void ErrorsTab::take(Answer answer) {
    const InspectionPtr inspection = m_model->inspection();
    const auto& table = *inspection->table;
    std::optional<std::uint32_t> chosen;
    if (const int row = m_table->currentIndex().row(); m_model->at(row))
        chosen = m_model->place(row);
    if (m_keep)
        for (std::uint32_t place = 0; place < table.size() && !chosen; ++place) {
            const auto& sentence = inspection->sentences[table.at(place).sentence];
            if (sentence.document == m_keep->first
                && m_keep->second.overlaps({sentence.places[table.at(place).begin].begin,
                    sentence.places[table.at(place).end - 1].end}))
                chosen = place;
        }
    m_keep.reset();
    const auto shown = answer.rows.size();
    m_model->setRows(std::move(answer.rows));
    m_facets->setFacets(answer.facets, inspection->gold,
        scoringShort({inspection->score, inspection->temperature}));
    m_middle->setCurrentIndex(shown > 0 ? 0 : 1);
    const bool filtered = !filter().empty();
    m_clear->setVisible(filtered);
    QString count = filtered
        ? tr("%1 of %2 mentions").arg(number(qint64(shown)), number(qint64(table.size())))
        : tr("%Ln mentions", nullptr, int(table.size()));
    if (m_word)
        count += QStringLiteral("  ·  ")
            % tr("with a word labelled %1 and marked %2")
                  .arg(valueText("gold", m_word->first), valueText("predicted", m_word->second));
    m_count->setFullText(count);
    const int row = chosen ? m_model->rowOf(*chosen) : -1;
    if (shown > 0) {
        m_table->selectRow(qMax(0, row));
        m_table->scrollTo(m_table->currentIndex());
    }
    showChosen();
}

void ErrorsTab::showChosen() {
    const TableCase* one = m_model->at(m_table->currentIndex().row());
    m_view->showCase(m_model->inspection(), one);
    m_open->setEnabled(one != nullptr);
    m_test->setEnabled(one && m_model->inspection()->gold && m_workbench.project().editable());
    if (!one)
        return m_where->setFullText({});
    const auto& sentence = m_model->inspection()->sentences[one->sentence];
    const std::string kind = m_model->inspection()->gold ? caseKindName(one->kind) : "predicted";
    m_where->setFullText(
        tr("%1: %2  ·  %3, sentence %4")
            .arg(classText(kind), classHint(kind),
                QString::fromStdString(m_model->inspection()->documents.at(sentence.document).name),
                number(qint64(sentence.sentence) + 1)));
}

// The sentence as it is labelled: what every run should mark in it.
void ErrorsTab::makeTest() {
    const TableCase* one = m_model->at(m_table->currentIndex().row());
    if (!one)
        return;
    const InspectedSentence& sentence = m_model->inspection()->sentences[one->sentence];
    BehaviourTest test;
    std::vector<CodePointRange> places; // of the words in the sentence alone
    std::uint32_t at = 0;
    for (std::size_t w = 0; w < sentence.words.size(); ++w) {
        if (w > 0 && sentence.blankBefore[w]) {
            test.text.text += ' ';
            ++at;
        }
        const auto size = sentence.places[w].size();
        places.push_back({at, at + size});
        test.text.text += sentence.words[w];
        at += size;
    }
    for (const Mention& mention : sentence.gold)
        test.text.spans.push_back(
            {{places[mention.begin].begin, places[mention.end - 1].end}, mention.label});
    test.name = one->text;
    Q_EMIT testWanted(test);
}

void ErrorsTab::open(int row) {
    const TableCase* one = m_model->at(row);
    if (!one)
        return;
    const auto& sentence = m_model->inspection()->sentences[one->sentence];
    Q_EMIT placeWanted(DocumentId(sentence.document),
        {sentence.places[one->begin].begin, sentence.places[one->end - 1].end});
}

} // namespace evenspan::ui
