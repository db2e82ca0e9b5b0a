// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/audit/try_names_tab.h"

#include "core/store/reader.h"
#include "ui/audit/trial_view.h"
#include "ui/common/field.h"
#include "ui/common/texts.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"

#include <QLabel>
#include <QLineEdit>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace evenspan::ui {

namespace {

constexpr int kKeyPause = 150; // ms without a key before the run is asked

} // namespace

TryNamesTab::TryNamesTab(
    Workbench& workbench, LiveDesk* desk, std::filesystem::path suites, QWidget* parent)
    : AuditTab(parent)
    , m_workbench(workbench)
    , m_desk(desk)
    , m_suites(std::move(suites))
    , m_stack(new QStackedWidget(this))
    , m_none(mutedLabel({}, this))
    , m_banner(new ErrorBanner(this))
    , m_name(new QLineEdit(this))
    , m_pattern(new QLineEdit(this))
    , m_patternField(new Field(tr("Sentence"), m_pattern, this))
    , m_view(new TrialView(this)) {
    m_none->setAlignment(Qt::AlignCenter);
    m_none->setWordWrap(true);
    m_name->setClearButtonEnabled(true);
    m_pattern->setClearButtonEnabled(true);
    m_patternField->setHint(tr("With {name} where the name stands. Empty: every sentence of the "
                               "suite."));
    auto* name = new Field(tr("Name"), m_name, this);
    name->setHint(tr("Empty: the first twenty names of each group."));
    auto* fields = new QHBoxLayout;
    fields->setSpacing(space(this, 4));
    fields->addWidget(name, 1, Qt::AlignTop);
    fields->addWidget(m_patternField, 2, Qt::AlignTop);
    auto* page = new QWidget(this);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space(this, 3));
    column->addLayout(fields);
    column->addWidget(m_view, 1);
    m_stack->addWidget(m_none);
    m_stack->addWidget(page);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, space(this, 3), 0, 0);
    all->addWidget(m_banner);
    all->addWidget(m_stack, 1);
    m_pause.setSingleShot(true);
    m_pause.setInterval(kKeyPause);
    connect(&m_pause, &QTimer::timeout, this, &TryNamesTab::ask);
    for (QLineEdit* edit : {m_name, m_pattern})
        connect(edit, &QLineEdit::textChanged, &m_pause, qOverload<>(&QTimer::start));
}

TryNamesTab::~TryNamesTab() {
    *m_alive = false;
    if (m_reading)
        m_workbench.forget(m_reading);
}

QWidget* TryNamesTab::focusTarget() {
    return m_stack->currentIndex() == 1 ? static_cast<QWidget*>(m_name) : m_none;
}

std::string TryNamesTab::suiteName() const {
    if (!m_audit || m_dimension >= m_audit->audit.dimensions.size())
        return {};
    const std::string& id = m_audit->audit.dimensions[m_dimension].id;
    return id.rfind("suite:", 0) == 0 ? id.substr(6) : std::string();
}

void TryNamesTab::showAudit(const AuditPtr& audit, std::size_t dimension) {
    if (m_audit == audit && m_dimension == dimension)
        return;
    m_audit = audit;
    m_dimension = dimension;
    m_facts.reset();
    m_banner->clear();
    read();
}

FiguresModel* TryNamesTab::model() const {
    return m_view->model();
}

void TryNamesTab::read() {
    if (m_reading)
        m_workbench.forget(std::exchange(m_reading, 0));
    const std::string name = suiteName();
    m_stack->setCurrentIndex(0);
    m_none->setText(!m_desk ? tr("This installation cannot ask a model.")
            : name.empty()
            ? tr("Names are tried in the sentences of a test suite. Choose one among the kinds of "
                 "groups above, or make an audit with one.")
            : tr("Reading the suite…"));
    if (!m_desk || name.empty())
        return;
    m_reading = m_workbench.query<Facts>(
        [name, run = m_audit->audit.run, suites = m_suites,
            path = m_workbench.project().path.toStdString()](
            store::Reader& reader, std::stop_token stop) -> Result<Facts> {
            auto suite = openSuite(reader, suites, name);
            if (!suite)
                return suite.error();
            auto row = reader.run(run, stop);
            if (!row)
                return row.error();
            return Facts{std::move(*suite), {path, run, row->finished.value_or(0)}};
        },
        [this](Result<Facts> facts) {
            m_reading = 0;
            if (!facts)
                return m_banner->showError(facts.error());
            m_facts = std::move(*facts);
            if (m_pattern->placeholderText().isEmpty() && !m_facts->suite.templates.empty())
                m_pattern->setPlaceholderText(shown(m_facts->suite.templates.front().text));
            m_stack->setCurrentIndex(1);
            ask();
        });
}

void TryNamesTab::ask() {
    const std::uint64_t number = ++m_asked;
    m_banner->clear();
    m_patternField->refuse({});
    if (!m_facts)
        return;
    const QString name = m_name->text().trimmed(), pattern = m_pattern->text().trimmed();
    if (name.isEmpty() && pattern.isEmpty()) {
        m_view->clear(tr("Write a name, a sentence, or both. Nothing is kept: the suite stays as "
                         "it is."));
        return;
    }
    auto trial = makeTrial(m_facts->suite, name.toStdString(), pattern.toStdString());
    if (!trial) {
        m_patternField->refuse(tr("Write {name} once where the name is to stand."));
        return;
    }
    m_desk->read(m_facts->run, trial->text,
        [this, number, trial = *trial, alive = std::weak_ptr(m_alive)](
            Result<LiveReading> reading) {
            if (alive.expired() || number != m_asked)
                return;
            if (!reading)
                return m_banner->showError(reading.error());
            m_view->show(trial, trialAnswers(trial, reading->sentences),
                m_pattern->text().trimmed().isEmpty());
        });
}

} // namespace evenspan::ui
