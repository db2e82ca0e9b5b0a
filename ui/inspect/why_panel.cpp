// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/why_panel.h"

#include "core/store/reader.h"
#include "ui/common/data_table.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

#include <cmath>

namespace evenspan::ui {

void WhyModel::show(const WhyAnswer& answer, Kind kind) {
    beginResetModel();
    m_kind = kind;
    m_rows.clear();
    if (kind == Nearest)
        for (const Neighbour& one : answer.nearest)
            m_rows.emplace_back(one.place, one.cosine);
    else
        for (const Influence& one : kind == With ? answer.with : answer.against)
            m_rows.emplace_back(one.place, one.score);
    endResetModel();
}

void WhyModel::clear() {
    beginResetModel();
    m_rows.clear();
    endResetModel();
}

const TrainingPlace* WhyModel::place(int row) const {
    return row >= 0 && row < rowCount() ? &m_rows[std::size_t(row)].first : nullptr;
}

int WhyModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(m_rows.size());
}

int WhyModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(Columns);
}

QVariant WhyModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((index.column() == Figure ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    const auto& [place, figure] = m_rows[std::size_t(index.row())];
    switch (index.column()) {
    case Label:
        return QString::fromStdString(place.label);
    case Words:
        return QString::fromStdString(place.text);
    case Figure:
        return m_kind == Nearest ? QLocale().toString(figure, 'f', 3)
                                 : QString((figure < 0 ? QStringLiteral("−") : QStringLiteral("+"))
                                     % QLocale().toString(std::abs(figure), 'g', 3));
    default: {
        const QString before = QString::fromStdString(place.before),
                      after = QString::fromStdString(place.after);
        return QString(before % QStringLiteral(" [") % QString::fromStdString(place.text)
            % QStringLiteral("] ") % after)
            .trimmed();
    }
    }
}

QVariant WhyModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == Figure ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    const QString names[] = {tr("Label"), tr("Words"),
        m_kind == Nearest ? tr("Likeness") : tr("Weight"), tr("In the training text")};
    const QString tips[] = {tr("As they are labelled in the training text"), QString(),
        m_kind == Nearest ? tr("Cosine of the vectors that the run has of both; 1: alike")
                          : tr("Product of the gradients of the run's last layer there and here"),
        QString()};
    if (section < 0 || section >= Columns)
        return {};
    return role == Qt::DisplayRole ? QVariant(names[section])
        : role == Qt::ToolTipRole  ? QVariant(tips[section])
                                   : QVariant();
}

WhyPanel::WhyPanel(Workbench& workbench, WhyDesk* desk, QWidget* parent)
    : QWidget(parent)
    , m_workbench(workbench)
    , m_desk(desk)
    , m_kind(new QComboBox(this))
    , m_note(new ElidedLabel(this))
    , m_progress(new ProgressStrip(this))
    , m_button(new QPushButton(this))
    , m_banner(new ErrorBanner(this))
    , m_table(new DataTable(this))
    , m_model(new WhyModel(this)) {
    m_kind->setAccessibleName(tr("What of the training text"));
    m_kind->addItem(tr("Mentions most alike"), WhyModel::Nearest);
    m_kind->addItem(tr("Words that speak for it"), WhyModel::With);
    m_kind->addItem(tr("Words that speak against it"), WhyModel::Against);
    m_kind->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    setMuted(m_note);
    m_progress->setAccessibleName(tr("Progress of reading the training text"));
    m_progress->setFixedWidth(space(this, 40));
    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("Places of the training text"));
    m_table->setColumnWidth(WhyModel::Label, space(this, 28));
    m_table->setColumnWidth(WhyModel::Words, space(this, 50));
    m_table->setColumnWidth(WhyModel::Figure, space(this, 24));
    m_table->horizontalHeader()->setStretchLastSection(false);
    m_table->horizontalHeader()->setSectionResizeMode(WhyModel::Text, QHeaderView::Stretch);
    auto* head = new QHBoxLayout;
    head->setSpacing(space(this, 2));
    head->addWidget(m_kind);
    head->addWidget(m_note, 1);
    head->addWidget(m_progress);
    head->addWidget(m_button);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, space(this, 2), 0, 0);
    column->setSpacing(space(this, 2));
    column->addLayout(head);
    column->addWidget(m_banner);
    column->addWidget(m_table, 1);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &WhyPanel::showRows);
    connect(m_button, &QPushButton::clicked, this, [this] {
        if (m_asked) {
            m_desk->stop();
            m_asked = false;
            return showState();
        }
        if (m_stale) {
            m_desk->release();
            m_read.reset();
            m_stale = false;
        }
        ask();
    });
    connect(m_table, &DataTable::activatedRow, this, [this](const QModelIndex& index) {
        if (const TrainingPlace* place = m_model->place(index.row()))
            open(*place);
    });
    const auto changed = [this] {
        m_stale = m_read.has_value();
        showState();
    };
    connect(&m_workbench, &Workbench::documentEdited, this, changed);
    connect(&m_workbench, &Workbench::documentsChanged, this, changed);
    connect(&m_workbench, &Workbench::projectChanged, this, [this] {
        if (m_read
            && (!m_workbench.isOpen()
                || m_workbench.project().path.toStdString() != m_read->project)) {
            m_read.reset();
            m_stale = false;
            clear();
            if (m_desk)
                m_desk->release();
        }
    });
    showState();
}

WhyPanel::~WhyPanel() {
    if (m_desk)
        m_desk->stop();
    if (m_ticket)
        m_workbench.forget(m_ticket);
}

QWidget* WhyPanel::focusTarget() const {
    return m_model->rowCount() > 0 ? static_cast<QWidget*>(m_table) : m_kind;
}

void WhyPanel::setTarget(const LiveRun& run, const std::string& text, const ExplainTarget& target) {
    m_target = Target{run, text, target};
    m_answer.reset();
    // While the training text of the run is being read, a newer choice must not throw that away.
    if (m_read == run)
        ask();
    showRows();
}

void WhyPanel::clear() {
    m_target.reset();
    m_answer.reset();
    if (m_read && m_asked) { // only an answer is on its way
        m_desk->stop();
        m_asked = false;
    }
    showRows();
}

void WhyPanel::ask() {
    if (!m_desk || !m_target)
        return;
    m_banner->clear();
    m_asked = true;
    m_progress->setShare(-1);
    const LiveRun run = m_target->run;
    const ExplainTarget words = m_target->words;
    m_desk->ask(
        run, m_target->text, words, [this](double share) { m_progress->setShare(share); },
        [this, run, words, text = m_target->text](Result<WhyAnswer> answer) {
            m_asked = false;
            if (!answer)
                return take(std::move(answer));
            m_read = run;
            const bool same = m_target && m_target->run == run && m_target->text == text
                && m_target->words.sentence == words.sentence
                && m_target->words.begin == words.begin && m_target->words.end == words.end
                && m_target->words.classes == words.classes;
            if (same)
                return take(std::move(answer));
            // Something else was chosen while the training text was read.
            if (m_target && m_target->run == run)
                ask();
            showState();
        });
    showState();
}

void WhyPanel::take(Result<WhyAnswer> answer) {
    if (answer)
        m_answer = std::move(*answer);
    else if (answer.error().code != ErrorCode::Cancelled)
        m_banner->showError(answer.error());
    showRows();
}

void WhyPanel::showRows() {
    if (m_answer)
        m_model->show(*m_answer, WhyModel::Kind(m_kind->currentData().toInt()));
    else
        m_model->clear();
    if (m_model->rowCount() > 0)
        m_table->selectRow(0);
    showState();
}

void WhyPanel::showState() {
    m_progress->setVisible(m_asked);
    m_button->setText(m_asked ? tr("Cancel")
            : m_stale         ? tr("Read again")
                              : tr("Read the training text"));
    m_button->setAccessibleName(m_button->text());
    m_button->setVisible(m_asked || m_stale || !m_read || !m_target || m_target->run != *m_read);
    m_button->setEnabled(m_asked || (m_desk && m_desk->possible() && m_target));
    const auto number = [](std::size_t n) { return QLocale().toString(qulonglong(n)); };
    QString text;
    if (!m_target)
        text = tr("Choose a word or an entity to see what of the training text stands behind it");
    else if (m_asked && m_read != m_target->run)
        text = tr("The run reads what it learnt from, once…");
    else if (m_asked)
        text = tr("Asking…");
    else if (!m_answer)
        text = tr("The training text was not read yet");
    else if (m_stale)
        text = tr("Labels have changed since the training text was read");
    else if (m_kind->currentData().toInt() == WhyModel::Nearest)
        text = tr("Of %1 labelled mentions").arg(number(m_answer->mentions));
    else
        text = tr("About the first word's tag; of %1 words the %2 that taught most")
                   .arg(number(m_answer->words), number(m_answer->kept));
    m_note->setFullText(text);
}

// From words of a sentence to a range of the document.
void WhyPanel::open(const TrainingPlace& place) {
    if (m_ticket)
        m_workbench.forget(m_ticket);
    m_ticket = m_workbench.query<CodePointRange>(
        [place](store::Reader& reader, std::stop_token stop) -> Result<CodePointRange> {
            auto document = reader.document(DocumentId(place.document), stop);
            if (!document)
                return document.error();
            const TokenGrid& grid = document->grid;
            if (place.sentence >= grid.sentenceCount()
                || place.end > grid.sentence(place.sentence).size() || place.begin >= place.end)
                return Error{ErrorCode::NotFound, "The document is not as it was when it was read",
                    document->row.name, "Read the training text again."};
            const auto words = grid.sentence(place.sentence);
            return CodePointRange{words[place.begin].begin, words[place.end - 1].end};
        },
        [this, id = DocumentId(place.document)](Result<CodePointRange> range) {
            m_ticket = 0;
            if (!range)
                return m_banner->showError(range.error());
            Q_EMIT placeWanted(id, *range);
        });
}

} // namespace evenspan::ui
