// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/review/review_page.h"

#include "core/store/reader.h"
#include "ui/common/theme.h"
#include "ui/common/two_line_delegate.h"
#include "ui/common/widgets.h"
#include "ui/review/doubt_card.h"
#include "ui/review/queue_model.h"
#include "ui/review/queue_texts.h"
#include "ui/shell/main_window.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QKeyEvent>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace evenspan::ui {

namespace {

const QString kCrossTrain = QStringLiteral("train.kfold");
constexpr int kPollMilliseconds = 100;

} // namespace

ReviewPage::ReviewPage(MainWindow& window, PlaceOpener open, QWidget* parent)
    : Page(parent)
    , m_window(window)
    , m_workbench(window.workbench())
    , m_open(std::move(open))
    , m_source(new QComboBox(this))
    , m_kind(new QComboBox(this))
    , m_decided(new QCheckBox(tr("Decided too"), this))
    , m_again(new QPushButton(tr("Look again"), this))
    , m_precision(new QLabel(this))
    , m_note(mutedLabel({}, this))
    , m_banner(new ErrorBanner(this))
    , m_busy(new QWidget(this))
    , m_busyText(mutedLabel({}, this))
    , m_progress(new ProgressStrip(this))
    , m_stack(new QStackedWidget(this))
    , m_work(new QSplitter(Qt::Horizontal, this))
    , m_empty(
          new EmptyState(QStringLiteral("review"), tr("Labels that may be wrong will stand here"),
              tr("Looking for label errors…"), tr("Cross-train…"), this))
    , m_list(new QListView(this))
    , m_count(mutedLabel({}, this))
    , m_card(new DoubtCard(
          [this](const std::string& label) { return m_workbench.project().colourOf(label); }, this))
    , m_model(new QueueModel(this)) {
    build();
    m_poll.setInterval(kPollMilliseconds);
    connect(&m_poll, &QTimer::timeout, this, [this] {
        const auto total = m_done->second.load();
        m_progress->setShare(total ? double(m_done->first.load()) / double(total) : -1);
    });
    connect(m_source, &QComboBox::currentIndexChanged, this, &ReviewPage::look);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &ReviewPage::filter);
    connect(m_decided, &QCheckBox::toggled, this, &ReviewPage::filter);
    connect(m_again, &QPushButton::clicked, this, &ReviewPage::look);
    connect(m_card, &DoubtCard::decided, this, &ReviewPage::decide);
    connect(m_card, &DoubtCard::openWanted, this, &ReviewPage::openPlace);
    connect(m_list, &QListView::doubleClicked, this, &ReviewPage::openPlace);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
        &ReviewPage::showCurrent);
    connect(m_empty->button(), &QPushButton::clicked, this, [this] {
        if (QAction* action = m_window.actions().action(kCrossTrain))
            action->trigger();
    });
    // An undo, or an edit elsewhere, may take decisions back.
    connect(&m_workbench, &Workbench::documentEdited, this, &ReviewPage::readDecisions);
    connect(&m_workbench, &Workbench::documentsChanged, this, &ReviewPage::readDecisions);
    connect(&m_workbench, &Workbench::projectChanged, this, [this] {
        if (m_workbench.project().path != m_project && isVisible())
            shown();
    });
    connect(&m_workbench, &Workbench::trainingChanged, this, [this] {
        if (isVisible())
            readNames();
    });
}

ReviewPage::~ReviewPage() {
    *m_alive = false;
    for (const Workbench::Ticket ticket : {m_names, m_looking, m_reading})
        if (ticket)
            m_workbench.forget(ticket);
}

void ReviewPage::build() {
    m_source->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_source->setAccessibleName(tr("What doubts the labels"));
    m_source->setToolTip(tr("A cross-training, whose runs never saw what they judge; or equal "
                            "strings alone, which need no model"));
    m_kind->addItem(tr("All kinds"), -1);
    for (const DoubtKind kind :
        {DoubtKind::Type, DoubtKind::Boundary, DoubtKind::Spurious, DoubtKind::Missing})
        m_kind->addItem(doubtText(kind), int(kind));
    m_kind->setAccessibleName(tr("Kind of error"));
    m_decided->setToolTip(tr("Show places that are decided as well"));
    m_precision->setToolTip(tr("Of the decided places those whose label was wrong, with the 95 % "
                               "interval after Wilson; unsure ones are not counted"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new TwoLineDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setAccessibleName(tr("Labels that may be wrong"));
    m_list->installEventFilter(this);
    m_note->setWordWrap(true);

    auto* head = new QHBoxLayout;
    head->setSpacing(space(this, 2));
    head->addWidget(titleLabel(tr("Label errors"), this));
    head->addSpacing(space(this, 2));
    head->addWidget(m_precision);
    head->addStretch(1);
    head->addWidget(m_source);
    head->addWidget(m_again);

    auto* left = new QWidget(m_work);
    auto* filters = new QHBoxLayout;
    filters->setSpacing(space(this, 2));
    filters->addWidget(m_kind, 1);
    filters->addWidget(m_decided);
    auto* leftColumn = new QVBoxLayout(left);
    leftColumn->setContentsMargins(0, 0, space(this, 2), 0);
    leftColumn->setSpacing(space(this, 2));
    leftColumn->addLayout(filters);
    leftColumn->addWidget(m_list, 1);
    leftColumn->addWidget(m_count);
    auto* scroll = new QScrollArea(m_work);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto* right = new QWidget(scroll);
    auto* rightColumn = new QVBoxLayout(right);
    rightColumn->setContentsMargins(space(this, 4), 0, 0, 0);
    rightColumn->addWidget(m_card);
    rightColumn->addStretch(1);
    scroll->setWidget(right);
    auto* splitter = qobject_cast<QSplitter*>(m_work);
    splitter->addWidget(left);
    splitter->addWidget(scroll);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({space(this, 80), space(this, 160)});
    splitter->setChildrenCollapsible(false);
    m_stack->addWidget(m_work);
    m_stack->addWidget(m_empty);

    auto* stop = new QPushButton(tr("Stop"), m_busy);
    connect(stop, &QPushButton::clicked, this, &ReviewPage::stopLooking);
    auto* busy = new QHBoxLayout(m_busy);
    busy->setContentsMargins(0, 0, 0, 0);
    busy->setSpacing(space(this, 2));
    busy->addWidget(m_busyText);
    busy->addWidget(m_progress, 1);
    busy->addWidget(stop);
    m_busy->hide();

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space(this, 6), space(this, 5), space(this, 6), space(this, 4));
    column->setSpacing(space(this, 3));
    column->addLayout(head);
    column->addWidget(m_banner);
    column->addWidget(m_busy);
    column->addWidget(m_note);
    column->addWidget(m_stack, 1);
    m_note->hide();
    setFocusProxy(m_list);
}

QString ReviewPage::breadcrumb() const {
    return tr("Label errors");
}

QList<QWidget*> ReviewPage::panels() const {
    return {m_list, m_card, m_source};
}

QList<std::pair<QString, QString>> ReviewPage::keyHints() const {
    return {{tr("Fix the label"), QStringLiteral("F")}, {tr("Keep the label"), QStringLiteral("K")},
        {tr("Unsure"), QStringLiteral("U")}, {tr("Show in the text"), tr("Enter")}};
}

void ReviewPage::shown() {
    if (m_workbench.project().path != m_project) {
        m_project = m_workbench.project().path;
        m_queue.reset();
        m_model->setQueue({});
        m_banner->clear();
    }
    readNames();
    m_list->setFocus();
}

QString ReviewPage::chosen() const {
    return m_source->currentData().toString();
}

void ReviewPage::readNames() {
    if (m_names)
        m_workbench.forget(m_names);
    m_names = m_workbench.query<std::vector<std::string>>(
        [](store::Reader& reader, std::stop_token) { return OutOfFold::names(reader); },
        [this](Result<std::vector<std::string>> names) {
            m_names = 0;
            if (!names)
                return m_banner->showError(names.error());
            const QString before = chosen();
            const int count = m_source->count();
            {
                const QSignalBlocker blocker(m_source);
                m_source->clear();
                for (auto name = names->rbegin(); name != names->rend(); ++name)
                    m_source->addItem(tr("Cross-training %1").arg(QString::fromStdString(*name)),
                        QString::fromStdString(*name));
                m_source->addItem(tr("Equal strings alone"), QString());
                const int at = m_source->findData(before);
                // The first cross-training takes over from the strings by itself.
                const bool first = !m_anyKFold && !names->empty();
                m_source->setCurrentIndex(count > 0 && at >= 0 && !first ? at : 0);
            }
            m_anyKFold = !names->empty();
            if (!m_queue || chosen() != before)
                look();
            else
                readDecisions();
        });
}

void ReviewPage::look() {
    if (m_looking)
        m_workbench.forget(m_looking);
    m_banner->clear();
    m_done = std::make_shared<std::pair<std::atomic<std::uint64_t>, std::atomic<std::uint64_t>>>();
    QueueRequest request;
    request.kfold = chosen().toStdString();
    m_busyText->setText(tr("Looking for label errors…"));
    m_progress->setShare(-1);
    m_busy->show();
    m_poll.start();
    m_again->setEnabled(false);
    m_looking = m_workbench.query<LabelQueue>(
        [request, done = m_done,
            folder = store::Project::filesFolder(m_workbench.project().path.toStdString())](
            store::Reader& reader, std::stop_token stop) {
            return makeLabelQueue(
                reader, folder, request, stop, [&done](std::uint64_t at, std::uint64_t total) {
                    done->second = total;
                    done->first = at;
                });
        },
        [this](Result<LabelQueue> queue) { take(std::move(queue)); });
}

void ReviewPage::stopLooking() {
    if (m_looking)
        m_workbench.forget(m_looking);
    m_looking = 0;
    m_poll.stop();
    m_busy->hide();
    m_again->setEnabled(true);
    showState();
}

void ReviewPage::take(Result<LabelQueue> queue) {
    m_looking = 0;
    m_poll.stop();
    m_busy->hide();
    m_again->setEnabled(true);
    m_queue.reset();
    if (queue)
        m_queue = std::make_shared<LabelQueue>(std::move(*queue));
    else if (queue.error().code != ErrorCode::Empty)
        m_banner->showError(queue.error());
    m_model->setQueue(m_queue);
    if (m_model->rowCount() > 0)
        m_list->setCurrentIndex(m_model->index(0));
    QStringList notes;
    if (m_queue && m_queue->changed > 0)
        notes << tr("%Ln documents were tokenised anew since the cross-training: there only equal "
                    "strings are compared.",
            nullptr, int(m_queue->changed));
    if (m_queue && m_queue->unread > 0)
        notes << tr("%Ln decided documents are in no fold: there only equal strings are compared.",
            nullptr, int(m_queue->unread));
    if (m_queue && m_queue->more)
        notes
            << tr("Only the first %1 places are listed.").arg(number(qint64(m_queue->rows.size())));
    if (m_queue && m_queue->kfold.empty() && !m_anyKFold)
        notes << tr("No model was asked: only strings that are labelled otherwise elsewhere are "
                    "found. A cross-training finds far more.");
    m_note->setText(notes.join(QLatin1Char(' ')));
    m_note->setVisible(!notes.isEmpty());
    showState();
    showCurrent();
    readDecisions();
}

void ReviewPage::readDecisions() {
    if (!m_queue || !m_workbench.isOpen())
        return;
    if (m_reading)
        m_workbench.forget(m_reading);
    using Rows = std::vector<store::LabelDecisionRow>;
    m_reading = m_workbench.query<Rows>(
        [](store::Reader& reader, std::stop_token stop) {
            return store::labelDecisions(reader, stop);
        },
        [this](Result<Rows> rows) {
            m_reading = 0;
            if (!rows || !m_queue)
                return;
            m_model->setDecisions(*rows);
            m_precision->setText(precisionText(precisionOf(*rows, m_queue->kfold)));
            showState();
            showCurrent();
        });
}

void ReviewPage::filter() {
    const int kind = m_kind->currentData().toInt();
    m_model->setFilter(kind < 0 ? std::nullopt : std::optional<DoubtKind>(DoubtKind(kind)),
        m_decided->isChecked());
    if (m_model->rowCount() > 0)
        m_list->setCurrentIndex(m_model->index(0));
    showState();
    showCurrent();
}

void ReviewPage::showState() {
    const int shownRows = m_model->rowCount();
    m_count->setText(tr("%Ln places", nullptr, shownRows));
    const bool filtered = m_kind->currentIndex() > 0;
    const bool nothing = shownRows == 0 && !filtered && !m_looking;
    m_empty->button()->setVisible(!m_anyKFold && m_window.actions().action(kCrossTrain) != nullptr);
    if (nothing && m_queue && !m_queue->rows.empty())
        m_empty->setTexts(tr("Every place is decided"),
            tr("Nothing is left in this queue. Train again on the better labels, and cross-train "
               "once more to see what a better model doubts."));
    else if (nothing && m_anyKFold && m_queue)
        m_empty->setTexts(tr("No label is doubted"),
            tr("Runs that never saw the texts give them the labels that they have."));
    else if (nothing)
        m_empty->setTexts(tr("Labels that may be wrong will stand here"),
            tr("Cross-training deals the decided documents into folds and trains a run for each "
               "that never sees it. Where such a run contradicts a label, the label is often "
               "wrong; the likeliest come first, each with what would be right."));
    m_stack->setCurrentWidget(nothing ? static_cast<QWidget*>(m_empty) : m_work);
}

void ReviewPage::showCurrent() {
    const ProjectState& project = m_workbench.project();
    m_card->showRow(m_model->at(m_list->currentIndex().row()), project.editable());
}

// The next place comes to the front at once; the project follows.
void ReviewPage::decide(store::LabelVerdict verdict) {
    const int row = m_list->currentIndex().row();
    const QueueRow* found = m_model->at(row);
    if (!found || !m_queue || !m_workbench.project().editable()
        || found->verdict == store::LabelVerdict::Fix)
        return;
    auto copy = std::make_shared<const QueueRow>(*found);
    const auto before = found->verdict;
    m_banner->clear();
    m_model->setVerdict(row, verdict);
    const int next = m_model->rowOf(copy->document, copy->place) == row ? row + 1 : row;
    if (m_model->rowCount() > 0)
        m_list->setCurrentIndex(m_model->index(qMin(next, m_model->rowCount() - 1)));
    showState();
    showCurrent();
    m_list->setFocus();
    m_workbench.edit(
        copy->document,
        [copy, verdict, kfold = m_queue->kfold](store::Writer& writer) -> Result<void> {
            auto done = decideRow(writer, kfold, *copy, verdict);
            return done ? Result<void>() : Result<void>(done.error());
        },
        [this, alive = m_alive, copy, before](const Result<void>& done) {
            if (!*alive || done)
                return; // documentEdited() brings the figures
            m_model->setVerdictOf(copy->document, copy->place, before);
            if (const int at = m_model->rowOf(copy->document, copy->place); at >= 0)
                m_list->setCurrentIndex(m_model->index(at));
            m_banner->showError(done.error());
            showState();
            showCurrent();
        });
}

void ReviewPage::openPlace() {
    if (const QueueRow* row = m_model->at(m_list->currentIndex().row()); row && m_open) {
        const auto& shownSide = row->given.empty() ? row->proposed : row->given;
        m_open(row->document, shownSide.front().range);
        m_window.setWayBack([this] { m_window.showPage(QStringLiteral("review")); });
        m_window.toast().say(tr("Esc leads back to the label errors"));
    }
}

bool ReviewPage::key(QKeyEvent* event) {
    if (event->modifiers() & ~Qt::KeypadModifier)
        return false;
    switch (event->key()) {
    case Qt::Key_F:
        decide(store::LabelVerdict::Fix);
        return true;
    case Qt::Key_K:
        decide(store::LabelVerdict::Keep);
        return true;
    case Qt::Key_U:
        decide(store::LabelVerdict::Unsure);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        openPlace();
        return true;
    default:
        return false;
    }
}

// The list would search for the letters.
bool ReviewPage::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_list && event->type() == QEvent::KeyPress
        && key(static_cast<QKeyEvent*>(event)))
        return true;
    return Page::eventFilter(watched, event);
}

void ReviewPage::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || !key(event))
        Page::keyPressEvent(event);
}

void addReviewPage(MainWindow& window, PlaceOpener open) {
    window.addPage({QStringLiteral("review"), QStringLiteral("review"), ReviewPage::tr("Review"),
        ReviewPage::tr("Labels that may be wrong, with what would be right"),
        [&window, open = std::move(open)](
            QWidget* parent) { return new ReviewPage(window, open, parent); }});
}

} // namespace evenspan::ui
