// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/launch/series_dialog.h"

#include "ui/common/theme.h"
#include "ui/common/widgets.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace evenspan::ui {

SeriesDialog::SeriesDialog(Workbench& workbench, bool searches, const Texts& texts, QWidget* parent)
    : QDialog(parent)
    , m_workbench(workbench)
    , m_banner(new ErrorBanner(this))
    , m_training(workbench.training())
    , m_searches(searches)
    , m_texts(texts)
    , m_pages(new QStackedWidget(this))
    , m_names(new QComboBox(this))
    , m_new(new QPushButton(texts.newOne, this))
    , m_goOn(new QPushButton(tr("Go on"), this))
    , m_stop(new QPushButton(tr("Stop"), this))
    , m_start(primaryButton(texts.start, this))
    , m_back(new QPushButton(tr("Back"), this))
    , m_close(new QPushButton(tr("Close"), this)) {
    setWindowTitle(texts.title);
    resize(space(this, 230), space(this, 170));
    m_names->setAccessibleName(texts.name);
    m_names->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_names->hide();
    auto* head = new QHBoxLayout;
    head->addWidget(titleLabel(texts.title, this), 1);
    head->addWidget(m_names);
    auto* foot = new QHBoxLayout;
    foot->setSpacing(space(this, 2));
    for (QPushButton* button : {m_new, m_goOn, m_stop, m_back, m_close, m_start}) {
        button->setAutoDefault(false);
        button->setAccessibleName(button->text());
        if (button == m_back)
            foot->addStretch();
        foot->addWidget(button);
    }
    auto* column = new QVBoxLayout(this);
    const int margin = space(this, 6);
    column->setContentsMargins(margin, margin, margin, space(this, 5));
    column->setSpacing(space(this, 4));
    column->addLayout(head);
    column->addWidget(m_banner);
    column->addWidget(m_pages, 1);
    column->addWidget(new Hairline(this));
    column->addLayout(foot);

    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_back, &QPushButton::clicked, this,
        [this] { showPage(m_entries.empty() ? Empty : Shown); });
    connect(m_new, &QPushButton::clicked, this, [this] { showPage(Form); });
    connect(m_start, &QPushButton::clicked, this, [this] {
        if (refusal().isEmpty())
            start(wanted());
    });
    connect(m_goOn, &QPushButton::clicked, this, [this] { start(again(current())); });
    connect(m_stop, &QPushButton::clicked, this, [this] { m_training->stop(); });
    connect(m_names, &QComboBox::currentIndexChanged, this, [this](int at) {
        if (at >= 0)
            showEntry(std::size_t(at));
        showButtons();
    });
    if (!m_training)
        return;
    connect(m_training, &TrainingService::changed, this, [this] {
        const auto& series = m_training->state().series;
        const qint64 done = series && series->search == m_searches ? series->done : -1;
        if (std::exchange(m_done, done) != done)
            reload();
        showButtons();
    });
    // A run that began or ended is another state of a trial.
    connect(m_training, &TrainingService::trainingChanged, this, &SeriesDialog::reload);
    connect(m_training, &TrainingService::seriesEnded, this,
        [this](const QString&, const Result<void>& result) {
            if (!result)
                m_banner->showError(result.error());
        });
}

SeriesDialog::~SeriesDialog() {
    *m_alive = false;
    if (m_ticket)
        m_workbench.forget(m_ticket);
}

void SeriesDialog::begin(Reading reading, EmptyState* empty, QWidget* shown, QWidget* form) {
    m_reading = std::move(reading);
    m_empty = empty;
    m_pages->addWidget(empty);
    m_pages->addWidget(shown);
    m_pages->addWidget(form);
    empty->button()->setAccessibleName(empty->button()->text());
    empty->button()->setVisible(m_training != nullptr);
    connect(empty->button(), &QPushButton::clicked, this, [this] { showPage(Form); });
    showButtons();
    reload();
}

bool SeriesDialog::trains(const QString& name) const {
    return m_training && m_training->state().series
        && m_training->state().series->search == m_searches
        && m_training->state().series->name == name;
}

QString SeriesDialog::current() const {
    return m_names->currentText();
}

void SeriesDialog::showPage(PageIndex page) {
    m_pages->setCurrentIndex(page);
    m_names->setVisible(page == Shown);
    if (page == Form) {
        openForm();
        firstField()->setFocus();
    } else if (page == Shown) {
        m_names->setFocus();
    } else {
        m_empty->button()->setFocus();
    }
    showButtons();
}

void SeriesDialog::formChanged() {
    showButtons();
}

void SeriesDialog::showButtons() {
    const bool form = m_pages->currentIndex() == Form;
    const bool idle = m_training && m_training->state().possible && !m_training->state().training;
    const QString busy = m_training && m_training->state().training
        ? tr("Another training is under way.")
        : QString();
    const int at = m_names->currentIndex();
    const bool unfinished =
        at >= 0 && std::size_t(at) < m_entries.size() && m_entries[std::size_t(at)].unfinished;
    const bool live = trains(current());
    m_new->setVisible(m_training && m_pages->currentIndex() == Shown);
    m_goOn->setVisible(m_training && !form && unfinished && !live);
    m_goOn->setEnabled(idle);
    m_goOn->setToolTip(busy);
    m_stop->setVisible(!form && live);
    m_stop->setEnabled(live && m_training->state().ending == TrainingService::Ending::None);
    m_back->setVisible(form);
    m_close->setVisible(!form);
    m_start->setVisible(form);
    const QString refused = form ? refusal() : QString();
    m_start->setEnabled(idle && refused.isEmpty());
    m_start->setToolTip(refused.isEmpty() ? busy : refused);
    m_start->setAccessibleDescription(m_start->toolTip());
    m_start->setDefault(form);
}

void SeriesDialog::start(TrainSeries series) {
    const QString name = QString::fromStdString(series.name);
    m_banner->clear();
    m_training->startSeries(std::make_shared<const TrainSeries>(std::move(series)),
        [this, alive = m_alive, name](const Result<void>& done) {
            if (!*alive)
                return;
            if (!done)
                return m_banner->showError(done.error());
            m_wantedName = name;
            if (m_pages->currentIndex() == Form)
                showPage(m_entries.empty() ? Empty : Shown);
            reload();
        });
}

void SeriesDialog::reload() {
    if (m_ticket) { // the answer under way may be older than what changed
        m_again = true;
        return;
    }
    m_ticket = m_workbench.query<Found>(
        [reading = m_reading](store::Reader& reader, std::stop_token) { return reading(reader); },
        [this](Result<Found> found) {
            m_ticket = 0;
            if (!found)
                m_banner->showError(found.error());
            else
                show(std::move(*found));
            if (std::exchange(m_again, false))
                reload();
        });
}

void SeriesDialog::show(Found found) {
    if (found.broken)
        m_banner->showError(*found.broken);
    const QString before = std::exchange(m_wantedName, QString());
    const QString shown = before.isEmpty() ? current() : before;
    keep(std::move(found.data));
    m_entries = std::move(found.entries);
    int at = m_entries.empty() ? -1 : 0;
    {
        const QSignalBlocker quiet(m_names);
        m_names->clear();
        for (const Entry& entry : m_entries) {
            if (entry.name == shown)
                at = m_names->count();
            m_names->addItem(entry.name);
        }
        m_names->setCurrentIndex(at);
    }
    if (!before.isEmpty() && current() != before && m_training && m_training->state().training)
        m_wantedName = before; // it has not been kept yet
    if (at >= 0)
        showEntry(std::size_t(at));
    if (m_pages->currentIndex() != Form) {
        const PageIndex page = m_entries.empty() ? Empty : Shown;
        if (m_pages->currentIndex() != page || m_names->isVisible() != (page == Shown))
            showPage(page);
    }
    showButtons();
}

} // namespace evenspan::ui
