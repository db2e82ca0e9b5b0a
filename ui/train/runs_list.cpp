// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/runs_list.h"

#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/train/live/run_delegate.h"

#include <QComboBox>
#include <QJsonDocument>
#include <QJsonObject>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace evenspan::ui {

RunsList::RunsList(QWidget* parent)
    : QWidget(parent)
    , m_filter(new QLineEdit(this))
    , m_shown(new QComboBox(this))
    , m_list(new QListWidget(this))
    , m_none(mutedLabel({}, this)) {
    m_filter->setPlaceholderText(tr("Name, model, #tag"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setAccessibleName(tr("Filter the runs"));
    m_shown->addItems({tr("All runs"), tr("With a star"), tr("Archived"), tr("In the trash")});
    m_shown->setAccessibleName(tr("Which runs are shown"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setAccessibleName(tr("Runs"));
    m_list->setItemDelegate(new RunDelegate(m_list));
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_list->setMouseTracking(true);
    m_list->viewport()->setAutoFillBackground(false);
    m_list->installEventFilter(this);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    m_none->setWordWrap(true);
    m_none->hide();
    setFocusProxy(m_list);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space(this, 2));
    column->addWidget(m_filter);
    column->addWidget(m_shown);
    column->addWidget(m_none);
    column->addWidget(m_list, 1);
    connect(m_list, &QListWidget::currentRowChanged, this, &RunsList::chosenChanged);
    connect(m_list, &QListWidget::itemSelectionChanged, this, &RunsList::selectionChanged);
    connect(m_list, &QListWidget::customContextMenuRequested, this, [this](const QPoint& at) {
        if (!selected().empty())
            Q_EMIT menuWanted(m_list->viewport()->mapToGlobal(at));
    });
    connect(m_filter, &QLineEdit::textChanged, this, &RunsList::applyFilter);
    connect(m_shown, &QComboBox::currentIndexChanged, this, &RunsList::applyFilter);
}

const store::RunMarks& RunsList::marksOf(const store::RunRow& run) const {
    static const store::RunMarks none;
    const auto found = m_marks.find(run.id);
    return found == m_marks.end() ? none : found->second;
}

void RunsList::setRuns(const std::vector<store::RunRow>& runs, const QString& live) {
    m_live = live;
    m_runs.assign(runs.rbegin(), runs.rend());
    fill();
}

void RunsList::setMarks(const Marks& marks) {
    m_marks = marks;
    fill();
}

void RunsList::fill() {
    const int at = m_list->currentRow();
    const QString before = at >= 0 ? m_list->item(at)->text() : QString();
    // Newest first within both parts.
    std::stable_sort(m_runs.begin(), m_runs.end(),
        [](const auto& a, const auto& b) { return a.id.value > b.id.value; });
    std::stable_partition(
        m_runs.begin(), m_runs.end(), [this](const auto& run) { return marksOf(run).star; });
    QStringList selected;
    for (const QListWidgetItem* item : m_list->selectedItems())
        selected << item->text();
    {
        const QSignalBlocker blocker(m_list);
        m_list->clear();
        for (const store::RunRow& run : m_runs)
            RunDelegate::fill(new QListWidgetItem(m_list), run,
                QString::fromStdString(run.name) == m_live, marksOf(run));
        choose(before);
        if (selected.size() > 1)
            for (int i = 0; i < m_list->count(); ++i)
                m_list->item(i)->setSelected(selected.contains(m_list->item(i)->text()));
    }
    applyFilter();
}

bool RunsList::matches(const store::RunRow& run) const {
    const store::RunMarks& marks = marksOf(run);
    switch (Shown(m_shown->currentIndex())) {
    case Current:
        if (marks.archived || marks.trashed)
            return false;
        break;
    case Starred:
        if (!marks.star || marks.trashed)
            return false;
        break;
    case Archived:
        if (!marks.archived || marks.trashed)
            return false;
        break;
    case Trash:
        if (!marks.trashed)
            return false;
        break;
    }
    QStringList tags;
    for (const std::string& tag : marks.tags)
        tags << QString::fromStdString(tag);
    const auto recipe = QJsonDocument::fromJson(QByteArray::fromStdString(run.recipe)).object();
    const QString text = QString::fromStdString(run.name) % QLatin1Char('\n')
        % recipe[QLatin1String("model")].toString() % QLatin1Char('\n')
        % QString::fromStdString(marks.note) % QLatin1Char('\n') % tags.join(QLatin1Char('\n'));
    for (const QString& word : m_filter->text().split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        const bool found = word.startsWith(QLatin1Char('#'))
            ? std::any_of(tags.begin(), tags.end(),
                [&](const QString& tag) {
                    return tag.startsWith(word.mid(1), Qt::CaseInsensitive);
                })
            : text.contains(word, Qt::CaseInsensitive);
        if (!found)
            return false;
    }
    return true;
}

void RunsList::applyFilter() {
    int first = -1;
    for (int i = 0; i < m_list->count(); ++i) {
        const bool shown = matches(m_runs[std::size_t(i)]);
        m_list->item(i)->setHidden(!shown);
        if (shown && first < 0)
            first = i;
    }
    m_list->setVisible(first >= 0 || m_runs.empty());
    m_none->setVisible(first < 0 && !m_runs.empty());
    if (m_none->isVisibleTo(this))
        m_none->setText(!m_filter->text().isEmpty() ? tr("No run matches. Clear the filter to see "
                                                         "all of them.")
                : m_shown->currentIndex() == Starred
                ? tr("No run has a star. Press * on a run to give it one.")
                : m_shown->currentIndex() == Archived ? tr("No run is archived.")
                : m_shown->currentIndex() == Trash    ? tr("The trash is empty.")
                                                      : tr("Every run is archived or in the "
                                                              "trash."));
    const int at = m_list->currentRow();
    if (first >= 0 && (at < 0 || m_list->item(at)->isHidden()))
        m_list->setCurrentRow(first);
    Q_EMIT selectionChanged();
}

void RunsList::setShown(Shown which) {
    m_shown->setCurrentIndex(which);
}

void RunsList::choose(const QString& name) {
    const QSignalBlocker blocker(m_list);
    for (std::size_t i = 0; i < m_runs.size(); ++i)
        if (QString::fromStdString(m_runs[i].name) == name)
            m_list->setCurrentRow(int(i));
}

const store::RunRow* RunsList::chosen() const {
    const int row = m_list->currentRow();
    return row >= 0 && row < int(m_runs.size()) ? &m_runs[std::size_t(row)] : nullptr;
}

std::vector<store::RunRow> RunsList::selected() const {
    std::vector<store::RunRow> out;
    for (int i = 0; i < m_list->count(); ++i)
        if (m_list->item(i)->isSelected() && !m_list->item(i)->isHidden())
            out.push_back(m_runs[std::size_t(i)]);
    return out;
}

bool RunsList::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Delete) {
            Q_EMIT trashWanted();
            return true;
        }
        if (key->key() == Qt::Key_Asterisk) {
            Q_EMIT starWanted();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace evenspan::ui
