// SPDX-License-Identifier: GPL-3.0-or-later
// Notes, history, uncertain places and work on many places at once.
#include "core/store/moments.h"
#include "core/text/offset_map.h"
#include "ui/common/data_table.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/label/canvas/canvas_view.h"
#include "ui/label/canvas/canvas_voice.h"
#include "ui/label/history_panel.h"
#include "ui/label/label_page.h"
#include "ui/label/navigator_panel.h"
#include "ui/label/notes_panel.h"
#include "ui/label/propagate_dialog.h"
#include "ui/label/rules/rules_panel.h"
#include "ui/shell/documents_table.h"
#include "ui/shell/main_window.h"

#include <QAction>
#include <QListWidget>
#include <QSettings>
#include <QTabBar>
#include <QTabWidget>

#include <algorithm>

namespace evenspan::ui {

namespace {

const QString kNavigator = QStringLiteral("label/navigator");
const QString kSide = QStringLiteral("label/side");

} // namespace

void LabelPage::buildReview() {
    m_tabs->addTab(m_spans, tr("Entities"));
    m_tabs->addTab(m_notes, tr("Notes"));
    m_tabs->addTab(m_history, tr("History"));
    m_tabs->addTab(new RulesPanel(
                       m_window,
                       [this] {
                           return RuleScope{m_document ? m_document->row.id : DocumentId{},
                               m_navigator->filter()};
                       },
                       this),
        tr("Rules"));
    m_tabs->setDocumentMode(true);
    m_tabs->setAccessibleName(tr("About this document"));
    m_tabs->tabBar()->setAccessibleName(m_tabs->accessibleName());
    connect(m_notes, &NotesPanel::failed, this, &LabelPage::failed);
    connect(m_history, &HistoryPanel::failed, this, &LabelPage::failed);
    connect(m_notes, &NotesPanel::loaded, this, &LabelPage::showFlags);
    connect(m_notes, &NotesPanel::jumpRequested, this, &LabelPage::jump);
    connect(m_history, &HistoryPanel::restoreRequested, this,
        [this](qint64 group, const QString& name) {
            if (!m_document)
                return;
            const DocumentId id = m_document->row.id;
            m_workbench.edit(
                id,
                [id, group, name = name.toStdString()](store::Writer& writer) {
                    return store::restoreDocument(writer, id, group, name);
                },
                [this](const Result<void>& done) {
                    if (!done)
                        failed(done.error());
                    else
                        sayWithUndo(tr("The document is as it was then"));
                });
        });
}

// A span of another document is picked when that document comes.
void LabelPage::jump(DocumentId document, SpanId span) {
    if (!m_document || m_document->row.id != document) {
        m_pickNext = span;
        if (!m_navigator->goTo(document)) {
            m_pickNext = {};
            m_window.toast().say(tr("The filter hides this document: clear it first"));
        }
        return;
    }
    if (const store::SpanRow* found = spanOf(span)) {
        m_canvas->pick(span);
        m_canvas->reveal(found->range);
    }
    m_canvas->setFocus();
}

void LabelPage::sayWithUndo(const QString& text) {
    m_window.toast().say(text, tr("Undo"),
        [this] { m_window.actions().action(QStringLiteral("edit.undo"))->trigger(); });
}

void LabelPage::showFlags() {
    if (!m_document)
        return;
    std::vector<CanvasSpan> changed;
    for (const CanvasSpan& span : m_canvas->spans())
        if (const bool flagged = m_notes->isFlagged(span.id); flagged != span.flagged) {
            changed.push_back(span);
            changed.back().flagged = flagged;
        }
    if (!changed.empty())
        m_canvas->updateSpans(changed, {});
}

void LabelPage::comment() {
    m_tabs->setCurrentWidget(m_notes);
    m_notes->comment(m_canvas->picked());
}

void LabelPage::flag() {
    const SpanId span = m_canvas->picked();
    if (span != SpanId{})
        speak(*m_canvas, m_notes->isFlagged(span) ? tr("Flag taken away") : tr("Flagged"));
    m_notes->flag(span);
}

void LabelPage::showHistory() {
    m_tabs->setCurrentWidget(m_history);
    m_history->list()->setFocus(Qt::ShortcutFocusReason);
}

void LabelPage::foldNavigator() {
    QSettings().setValue(kNavigator, !m_navigator->isVisible());
    fitPanels();
}

void LabelPage::foldSide() {
    QSettings().setValue(kSide, !m_sidePanel->isVisible());
    fitPanels();
}

// In a narrow window the text comes first.
void LabelPage::fitPanels() {
    const QSettings settings;
    m_navigator->setVisible(
        settings.value(kNavigator, true).toBool() && width() >= space(this, 250));
    m_sidePanel->setVisible(settings.value(kSide, true).toBool() && width() >= space(this, 160));
    if (!m_canvas->hasFocus() && !isAncestorOf(focusWidget()))
        m_canvas->setFocus();
}

// Suggestions and flagged entities, in the order of the text, round from the end to the start.
void LabelPage::goUncertain(bool forward) {
    std::vector<const CanvasSpan*> places;
    for (const CanvasSpan& span : m_canvas->spans())
        if (span.suggested || span.flagged)
            places.push_back(&span);
    if (places.empty()) {
        m_window.toast().say(tr("Nothing in this document is uncertain"));
        return;
    }
    const auto place = [](const CanvasSpan* span) { return std::pair(span->hull(), span->id); };
    std::ranges::sort(places, {}, place);
    const CanvasSpan* picked = nullptr;
    for (const CanvasSpan& span : m_canvas->spans())
        if (span.id == m_canvas->picked())
            picked = &span;
    const std::uint32_t at = m_canvas->cursor().target().begin;
    const auto here =
        picked ? place(picked) : std::pair(CodePointRange{at, forward ? at : 0}, SpanId{});
    const CanvasSpan* next = forward ? places.front() : places.back();
    if (forward) {
        const auto found = std::ranges::upper_bound(places, here, {}, place);
        next = found == places.end() ? next : *found;
    } else {
        const auto found = std::ranges::lower_bound(places, here, {}, place);
        next = found == places.begin() ? next : *std::prev(found);
    }
    const SpanId id = next->id;
    const CodePointRange range = next->hull();
    m_canvas->pick(id);
    m_canvas->reveal(range);
    m_canvas->setFocus();
}

void LabelPage::propagateWide() {
    const store::SpanRow* span = spanOf(m_canvas->picked());
    if (!span || span->state != SpanState::Accepted) {
        m_window.toast().say(tr("Pick a labelled entity first: its label goes to all equal words"));
        return;
    }
    auto* dialog = new PropagateDialog(m_workbench, std::string(m_map->slice(span->range)),
        span->label, m_document->row.id, m_navigator->filter(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAttributes(span->attributes);
    if (m_navigator->table().selectedCount() > 1)
        dialog->setChosen(m_navigator->table().selectedIds());
    connect(dialog, &PropagateDialog::labelled, this,
        [this](qint64 count) { sayWithUndo(tr("%Ln more places labelled", nullptr, int(count))); });
    dialog->open();
}

} // namespace evenspan::ui
