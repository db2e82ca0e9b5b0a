// SPDX-License-Identifier: GPL-3.0-or-later
// What the inspection page says of itself: that it reads, that there is nothing and why, what is
// left out.
#include "ui/common/error_text.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/inspect/inspect_page.h"
#include "ui/shell/span_score_text.h"

#include <QComboBox>
#include <QPushButton>
#include <QStackedWidget>
#include <QTabWidget>

namespace evenspan::ui {

void InspectPage::take(Result<InspectionPtr> inspection) {
    if (!inspection) {
        m_inspection.reset();
        showState();
        const ErrorText text = errorText(inspection.error());
        const bool empty = inspection.error().code == ErrorCode::Empty;
        const bool undecided = request().undecided;
        if (empty && !undecided)
            return sayNothing(tr("Nothing here is labelled to the end"),
                tr("No document of this split is marked as done, so there is nothing to hold the "
                   "run against. What it marks in documents without labels can be shown."),
                tr("Show documents without labels"), [this] {
                    m_splitBox->setCurrentIndex(m_splitBox->count() - 1);
                    choiceChanged();
                });
        if (empty)
            return sayNothing(tr("Every document is done"),
                tr("There is no document that waits for labels. Choose a split to see what the run "
                   "marked beside what is labelled."));
        const QString words =
            text.detail.isEmpty() ? text.remedy : text.remedy % QStringLiteral("\n") % text.detail;
        return sayNothing(text.what, words, tr("Try again"), [this] { ask(); });
    }
    m_inspection = *inspection;
    for (const Place& place : m_places)
        if (m_inspection->gold || place.tab->worksWithoutGold())
            place.tab->showInspection(m_inspection);
    showState();
    showNotice();
    applyWantedFilter();
}

void InspectPage::showMentions(const QString& run, const QString& split, MentionFilter filter) {
    m_wantedFilter.emplace(run, std::move(filter));
    const int row = m_runBox->findText(run), at = m_splitBox->findData(split);
    const bool same =
        row >= 0 && row == m_runBox->currentIndex() && (at < 0 || at == m_splitBox->currentIndex());
    if (at >= 0)
        m_splitBox->setCurrentIndex(at);
    if (row < 0)
        return choose(run);
    m_runBox->setCurrentIndex(row);
    if (same)
        applyWantedFilter();
    else
        choiceChanged();
}

void InspectPage::applyWantedFilter() {
    if (!m_wantedFilter || !m_inspection || m_ask)
        return;
    const auto [run, filter] = *std::exchange(m_wantedFilter, std::nullopt);
    if (run != m_runBox->currentText())
        return;
    m_places.front().tab->showOnly(filter);
    m_tabs->setCurrentIndex(0);
    if (isVisible())
        m_places.front().tab->focusTarget()->setFocus();
}

// What the inspection could not hold, each with what it means.
void InspectPage::showNotice() {
    if (!m_inspection || m_ask)
        return;
    const Inspection& shown = *m_inspection;
    QStringList lines;
    if (shown.weightsGone)
        lines << tr("The weights of this run are gone: this is what it marked when it was last "
                    "asked.");
    if (shown.scoreMissed)
        lines << tr("The scores are those of then: %1.")
                     .arg(scoringName({shown.score, shown.temperature}));
    if (shown.unpredicted > 0)
        lines << tr(
            "%Ln documents are left out: nothing is kept of them", nullptr, int(shown.unpredicted));
    if (!shown.unknownLabels.empty()) {
        QStringList names;
        for (const auto& label : shown.unknownLabels)
            names << QString::fromStdString(label);
        lines << tr("The run was not trained on %1: every such entity counts as missed.")
                     .arg(names.join(tr(", ")));
    }
    if (shown.beyond > 0)
        lines << tr("Only the first %1 documents are shown; %2 more are left out.")
                     .arg(number(qint64(shown.request.most)), number(qint64(shown.beyond)));
    const int stale = int(m_staleScores.stale.documents);
    if (stale > 0)
        lines << tr("Suggestions in %Ln documents are still scored as before.", nullptr, stale);
    m_banner->clear();
    m_banner->setAction({}, {});
    if (lines.isEmpty())
        return;
    m_banner->showNotice(lines.join(QLatin1Char(' ')));
    if (stale > 0)
        m_banner->setAction(
            tr("Suggest anew"), [this] { suggestAnew(m_workbench, m_staleScores.run); });
}

void InspectPage::showState() {
    const bool busy = m_ask != 0;
    m_progress->setVisible(busy);
    m_cancel->setVisible(busy);
    QString note;
    if (busy) {
        note = tr("The run reads the documents…");
    } else if (m_inspection) {
        const auto& shown = *m_inspection;
        QStringList parts{tr("%Ln documents", nullptr, int(shown.documents.size())),
            tr("%Ln mentions", nullptr, int(shown.table->size()))};
        for (const auto& [key, value] : shown.where)
            parts << QString::fromStdString(key + "=" + value);
        if (shown.undecided > 0 && shown.gold)
            parts << tr("%Ln undecided left out", nullptr, int(shown.undecided));
        note = parts.join(QStringLiteral("  ·  "));
    }
    m_note->setFullText(note);
    for (const Place& place : m_places) {
        const bool fits = !m_inspection || m_inspection->gold || place.tab->worksWithoutGold();
        place.stack->setCurrentIndex(
            !place.tab->wantsInspection() || (m_inspection && fits) ? 1 : 0);
    }
    if (busy)
        sayNothing(tr("The run reads the documents"),
            tr("What it marked comes here; other pages can be used meanwhile."), tr("Cancel"),
            [this] { cancel(); });
    else if (!m_inspection)
        sayNothing(tr("Not read yet"), tr("The run has not read these documents."), tr("Read them"),
            [this] { ask(); });
    else
        sayNothing(tr("Nothing to compare with"),
            tr("These documents have no labels. Choose a split with labels to see this."));
}

void InspectPage::sayNothing(
    const QString& title, const QString& text, const QString& action, std::function<void()> run) {
    m_emptyAction = std::move(run);
    for (const Place& place : m_places) {
        place.empty->setTexts(title, text);
        place.empty->button()->setText(action);
        place.empty->button()->setAccessibleName(action);
        place.empty->button()->setVisible(!action.isEmpty());
    }
}

} // namespace evenspan::ui
