// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/label/accept_dialog.h"

#include "core/app/runs/kept_confidence.h"
#include "core/store/labelling.h"
#include "core/store/reader.h"
#include "core/store/writer.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/shell/span_score_text.h"
#include "ui/shell/suggest_anew.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLocale>

#include <cmath>

namespace evenspan::ui {

namespace {

// What the list of makers holds beside each name: a run's id, or one of these.
constexpr qint64 kEverybody = 0, kRules = -1, kImports = -2;

} // namespace

AcceptDialog::AcceptDialog(Workbench& workbench, Decision decision, DocumentId document,
    std::vector<store::SpanRow> here, store::DocumentFilter filter, QWidget* parent)
    : Dialog(parent)
    , m_workbench(workbench)
    , m_decision(decision)
    , m_document(document)
    , m_here(std::move(here))
    , m_filter(std::move(filter))
    , m_scope(new QComboBox(this))
    , m_score(new QDoubleSpinBox(this))
    , m_maker(new QComboBox(this))
    , m_facts(mutedLabel({}, this))
    , m_banner(new ErrorBanner(this))
    , m_ok(primaryButton({}, this)) {
    const bool accepts = m_decision == Decision::Accept;
    setWindowTitle(accepts ? tr("Accept suggestions") : tr("Reject suggestions"));
    m_scope->addItems({tr("In this document"), tr("In the documents shown"), tr("In the project")});
    m_scope->setAccessibleName(tr("Which documents"));
    m_score->setRange(0, 1);
    m_score->setDecimals(2);
    m_score->setSingleStep(0.05);
    m_score->setValue(0.9);
    m_score->setAccessibleName(tr("Lowest score"));
    m_maker->addItem(tr("Everybody"), kEverybody);
    m_maker->addItem(tr("Rules"), kRules);
    m_maker->addItem(tr("Imported predictions"), kImports);
    m_maker->setAccessibleName(tr("Suggested by"));
    m_score->setVisible(accepts);
    m_maker->setVisible(!accepts);
    m_facts->setText(accepts
            ? tr("Suggestions without a score stay. Accepted entities do not make "
                 "a document done.")
            : tr("Rejected suggestions do not come back. Labelled entities stay."));
    m_facts->setWordWrap(true);
    auto* form = new QFormLayout;
    form->addRow(tr("Which documents"), m_scope);
    if (accepts)
        form->addRow(tr("Score of at least"), m_score);
    else
        form->addRow(tr("Suggested by"), m_maker);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    buttons->addButton(m_ok, QDialogButtonBox::AcceptRole);
    m_ok->setDefault(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space(this, 5), space(this, 5), space(this, 5), space(this, 4));
    column->setSpacing(space(this, 3));
    column->addWidget(m_banner);
    column->addLayout(form);
    column->addWidget(m_facts);
    column->addWidget(buttons);
    setMinimumWidth(space(this, 100));
    connect(m_scope, &QComboBox::currentIndexChanged, this, &AcceptDialog::count);
    connect(m_score, &QDoubleSpinBox::valueChanged, this, &AcceptDialog::count);
    connect(m_score, &QDoubleSpinBox::valueChanged, this, [this] { m_scoreTouched = true; });
    connect(m_maker, &QComboBox::currentIndexChanged, this, &AcceptDialog::count);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_ok, &QPushButton::clicked, this, &AcceptDialog::apply);
    if (accepts) {
        askCut();
        askStale();
    } else
        askRuns();
    count();
}

AcceptDialog::~AcceptDialog() {
    *m_alive = false;
    for (const Workbench::Ticket ticket : {m_ticket, m_runs, m_cut, m_stale})
        if (ticket)
            m_workbench.forget(ticket);
}

void AcceptDialog::askRuns() {
    m_runs = m_workbench.runs([this](Result<std::vector<store::RunRow>> runs) {
        m_runs = 0;
        if (!runs)
            m_banner->showError(runs.error());
        else
            for (const store::RunRow& run : *runs)
                m_maker->addItem(
                    tr("Run %1").arg(QString::fromStdString(run.name)), qint64(run.id.value));
    });
}

// Scores of before the project's scoring was changed say something else than the cut.
void AcceptDialog::askStale() {
    m_stale = askStaleScores(m_workbench, [this](Result<StaleScores> found) {
        m_stale = 0;
        if (!found || found->stale.documents == 0)
            return;
        m_banner->showNotice(tr("Suggestions in %Ln documents are still scored as before the "
                                "project's scores were changed.",
            nullptr, int(found->stale.documents)));
        m_banner->setAction(tr("Suggest anew"), [this, run = found->run] {
            if (suggestAnew(m_workbench, run))
                reject(); // what stands here is of before
        });
    });
}

// Below the cut that somebody chose for the run, a person reads: it is offered as it stands.
void AcceptDialog::askCut() {
    std::optional<RunId> own;
    for (const store::SpanRow& row : m_here)
        if (row.state == SpanState::Suggested && row.run)
            own = row.run;
    struct Cut {
        std::string run;
        RunConfidence kept;
        bool offered = true;
    };
    using Found = std::optional<Cut>;
    m_cut = m_workbench.query<Found>(
        [own](store::Reader& reader, std::stop_token stop) -> Result<Found> {
            auto runs = reader.runs(stop);
            if (!runs)
                return runs.error();
            Found other;
            for (auto run = runs->rbegin(); run != runs->rend(); ++run) {
                if (own && run->id != *own)
                    continue;
                auto kept = keptConfidence(reader, run->id);
                if (!kept)
                    return kept.error();
                // Of older weights or other scores a cut says nothing.
                if (!*kept || !(*kept)->cut || (*kept)->runFinished != run->finished.value_or(0))
                    continue;
                const auto scoring = scoringOf(reader, *run);
                if (!scoring)
                    return scoring.error();
                if (cutUnder(**kept, *scoring))
                    return Found(Cut{run->name, **kept});
                if (!other)
                    other = Cut{run->name, **kept, false};
            }
            return other;
        },
        [this](Result<Found> found) {
            m_cut = 0;
            if (!found || !*found || m_scoreTouched)
                return;
            const RunConfidence& kept = (*found)->kept;
            const QString scores = scoringName({kept.score, kept.cutTemperature});
            if (!(*found)->offered) {
                m_facts->setText(
                    tr("The cut of run %1 is of other scores (%2) than the project goes by now, so "
                       "it is not offered: choose one on the page of inspection, under Confidence. "
                       "Suggestions without a score stay.")
                        .arg(QString::fromStdString((*found)->run), scores));
                return;
            }
            // Rounded up, so that nothing below the cut is accepted.
            m_score->setValue(std::ceil(*kept.cut * 100 - 1e-9) / 100);
            m_facts->setText(
                tr("The cut of run %1 by the score \"%5\": on %2, %3 % of what lies above it is "
                   "right, and %4 % is left to a person. Suggestions without a score stay.")
                    .arg(QString::fromStdString((*found)->run), QString::fromStdString(kept.split),
                        QLocale().toString(100 * kept.cutPrecision, 'f', 1),
                        QLocale().toString(100 * kept.cutLeft, 'f', 1), scores));
        });
}

store::OpenSuggestions AcceptDialog::which() const {
    store::OpenSuggestions out;
    const qint64 maker = m_maker->currentData().toLongLong();
    if (m_decision == Decision::Accept)
        out.from = m_score->value();
    else if (maker > 0)
        out.run = RunId(maker);
    else if (maker != kEverybody)
        out.source = maker == kRules ? SpanSource::Rule : SpanSource::Import;
    return out;
}

std::vector<SpanId> AcceptDialog::chosenHere() const {
    std::vector<SpanId> out;
    const store::OpenSuggestions wanted = which();
    for (const store::SpanRow& row : m_here)
        if (row.state == SpanState::Suggested
            && (!wanted.from || (row.score && *row.score >= *wanted.from))
            && (!wanted.run || row.run == wanted.run)
            && (!wanted.source || row.source == *wanted.source))
            out.push_back(row.id);
    return out;
}

store::DocumentFilter AcceptDialog::scope() const {
    return m_scope->currentIndex() == 1 ? m_filter : store::DocumentFilter{};
}

void AcceptDialog::showCount(qint64 suggestions) {
    m_ok->setText(m_decision == Decision::Accept
            ? tr("Accept %Ln suggestions", nullptr, int(suggestions))
            : tr("Reject %Ln suggestions", nullptr, int(suggestions)));
    m_ok->setEnabled(suggestions > 0);
}

void AcceptDialog::count() {
    if (m_ticket)
        m_workbench.forget(m_ticket);
    m_ticket = 0;
    if (m_scope->currentIndex() == 0) {
        showCount(qint64(chosenHere().size()));
        return;
    }
    m_ok->setEnabled(false);
    m_ticket = m_workbench.query<std::int64_t>(
        [filter = scope(), wanted = which()](store::Reader& reader, std::stop_token stop) {
            return store::countOpen(reader, filter, wanted, stop);
        },
        [this](Result<std::int64_t> found) {
            m_ticket = 0;
            if (found)
                showCount(*found);
            else
                m_banner->showError(found.error());
        });
}

void AcceptDialog::apply() {
    m_ok->setEnabled(false);
    const bool here = m_scope->currentIndex() == 0;
    auto made = std::make_shared<std::int64_t>(0);
    m_workbench.edit(
        here ? m_document : DocumentId{},
        [here, ids = chosenHere(), filter = scope(), wanted = which(), decision = m_decision, made](
            store::Writer& writer) -> Result<void> {
            store::Labelling labelling(writer);
            const bool accepts = decision == Decision::Accept;
            if (here) {
                *made = std::int64_t(ids.size());
                const std::string verb = accepts ? "Accept " : "Reject ";
                return writer.group(verb + std::to_string(ids.size()) + " suggestions", [&] {
                    return accepts ? labelling.accept(ids, {}) : labelling.reject(ids, {});
                });
            }
            auto count = accepts ? labelling.acceptFrom(filter, wanted.from.value_or(0))
                                 : store::rejectOpen(writer, filter, wanted);
            if (!count)
                return count.error();
            *made = *count;
            return {};
        },
        [this, alive = m_alive, made](const Result<void>& done) {
            if (!*alive)
                return;
            if (!done) {
                m_banner->showError(done.error());
                m_ok->setEnabled(true);
                return;
            }
            Q_EMIT decided(*made);
            accept();
        });
}

} // namespace evenspan::ui
