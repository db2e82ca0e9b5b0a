// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/audit/suite_try.h"

#include "ui/audit/audit_setup.h"
#include "ui/audit/trial_view.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"

#include <QCheckBox>
#include <QComboBox>
#include <QVBoxLayout>

namespace evenspan::ui {

namespace {
constexpr int kPause = 150; // ms without a change before the run is asked
}

SuiteTry::SuiteTry(Workbench& workbench, LiveDesk* desk, QWidget* parent)
    : QWidget(parent)
    , m_workbench(workbench)
    , m_desk(desk)
    , m_on(new QCheckBox(tr("Try the chosen row with"), this))
    , m_runs(new QComboBox(this))
    , m_banner(new ErrorBanner(this))
    , m_view(new TrialView(this)) {
    m_on->setToolTip(tr("Asks the run about the name or the sentence that is chosen above, as it "
                        "stands. Nothing is kept."));
    m_runs->setAccessibleName(tr("Run to try with"));
    m_runs->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_runs->setMinimumContentsLength(8);
    auto* head = new QHBoxLayout;
    head->setSpacing(space(this, 2));
    head->addWidget(m_on);
    head->addWidget(m_runs, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space(this, 2));
    column->addLayout(head);
    column->addWidget(m_banner);
    column->addWidget(m_view, 1);
    m_pause.setSingleShot(true);
    m_pause.setInterval(kPause);
    connect(&m_pause, &QTimer::timeout, this, &SuiteTry::ask);
    connect(m_on, &QCheckBox::toggled, this, &SuiteTry::ask);
    connect(m_runs, &QComboBox::activated, this, &SuiteTry::ask);
}

SuiteTry::~SuiteTry() {
    *m_alive = false;
    if (m_ticket)
        m_workbench.forget(m_ticket);
}

FiguresModel* SuiteTry::model() const {
    return m_view->model();
}

QString SuiteTry::sum() const {
    return m_view->sum();
}

bool SuiteTry::on() const {
    return m_on->isChecked();
}

void SuiteTry::setOn(bool on) {
    m_on->setChecked(on);
}

void SuiteTry::load() {
    if (m_ticket)
        m_workbench.forget(m_ticket);
    using Rows = std::vector<store::RunRow>;
    m_ticket = m_workbench.query<Rows>(runsToAudit, [this](Result<Rows> rows) {
        m_ticket = 0;
        const QString before = m_runs->currentText();
        m_known.clear();
        m_runs->clear();
        if (rows)
            for (const auto& row : *rows) {
                m_known.push_back(
                    {m_workbench.project().path.toStdString(), row.name, row.finished.value_or(0)});
                m_runs->addItem(QString::fromStdString(row.name));
            }
        m_runs->setCurrentIndex(qMax(m_known.empty() ? -1 : 0, m_runs->findText(before)));
        m_on->setEnabled(m_desk && !m_known.empty());
        ask();
    });
}

void SuiteTry::setRow(fairness::Suite suite, const std::string& name, const std::string& pattern) {
    m_suite = std::move(suite);
    m_name = name;
    m_pattern = pattern;
    m_pause.start();
}

void SuiteTry::ask() {
    const std::uint64_t number = ++m_asked;
    m_banner->clear();
    if (!m_desk || m_known.empty())
        return m_view->clear(!m_desk ? tr("This installation cannot ask a model.")
                                     : tr("Fine-tune a model first, then rows can be tried."));
    if (!m_on->isChecked())
        return m_view->clear({});
    if (m_name.empty() && m_pattern.empty())
        return m_view->clear(tr("Choose a name or a sentence above."));
    if (m_pattern.empty() && m_suite.templates.empty())
        return m_view->clear(tr("There is no sentence yet to try the name in."));
    const auto trial = makeTrial(m_suite, m_name, m_pattern);
    if (!trial)
        return m_view->clear(tr("This row cannot be tried before it is mended."));
    if (trial->sentences.empty())
        return m_view->clear(tr("There is no name yet to try the sentence with."));
    const auto run = m_known[std::size_t(qMax(0, m_runs->currentIndex()))];
    m_desk->read(run, trial->text,
        [this, number, trial = *trial, sentences = m_pattern.empty(),
            alive = std::weak_ptr(m_alive)](Result<LiveReading> reading) {
            if (alive.expired() || number != m_asked)
                return;
            if (!reading)
                return m_banner->showError(reading.error());
            m_view->show(trial, trialAnswers(trial, reading->sentences), sentences);
        });
}

} // namespace evenspan::ui
