// SPDX-License-Identifier: GPL-3.0-or-later
// How a document comes onto the canvas, and what of it is read again after a change.
#include "core/store/reader.h"
#include "core/text/offset_map.h"
#include "ui/common/data_table.h"
#include "ui/common/widgets.h"
#include "ui/label/active_time.h"
#include "ui/label/canvas/canvas_view.h"
#include "ui/label/canvas/canvas_voice.h"
#include "ui/label/history_panel.h"
#include "ui/label/label_page.h"
#include "ui/label/notes_panel.h"
#include "ui/label/palette/palette_panel.h"
#include "ui/label/spans_model.h"
#include "ui/shell/main_window.h"

#include <map>
#include <unordered_map>
#include <utility>

namespace evenspan::ui {

void LabelPage::load(DocumentId id) {
    m_wanted = id;
    if (m_document && m_document->row.id == id) { // its text is here and never changes
        refresh();
        return;
    }
    if (m_ticket)
        m_workbench.forget(m_ticket);
    m_ticket = 0;
    if (id == DocumentId{}) {
        m_document.reset();
        m_canvas->setDocument({});
        m_spansModel->setSpans({}, {});
        m_map.reset();
        m_time->setDocument({});
        m_notes->setDocument({});
        m_history->setDocument({});
        showFacts();
        Q_EMIT breadcrumbChanged();
        return;
    }
    m_ticket = m_workbench.query<Opened>(
        [id](store::Reader& reader, std::stop_token stop) -> Result<Opened> {
            const auto moment = store::lastMoment(reader);
            if (!moment)
                return moment.error();
            auto document = reader.document(id, stop);
            if (!document)
                return document.error();
            auto since = store::changesSince(reader, id, *moment, 2'000, stop);
            if (!since)
                return since.error();
            store::applyChanges(*since, document->spans);
            return Opened{std::move(*document), std::move(*since)};
        },
        [this](Result<Opened> opened) {
            m_ticket = 0;
            if (opened)
                take(std::move(*opened));
            else
                m_banner->showError(opened.error());
        });
}

void LabelPage::take(Opened opened) {
    m_spansModel->setSpans({}, {}); // it reads from the text that goes
    m_document = std::move(opened.document);
    m_document->row = std::move(opened.since.row);
    m_moment = opened.since.now;
    m_hash = std::move(opened.since.sha256);
    m_map = std::make_shared<const OffsetMap>(m_document->text);
    coloursChanged();
    m_canvas->setDocument({m_document->text, m_document->grid, canvasSpans()});
    showSpans(false);
    if (const SpanId next = std::exchange(m_pickNext, {}); next != SpanId{})
        jump(m_document->row.id, next);
    showPlace();
    m_time->setDocument(m_document->row.id);
    speak(*m_canvas, m_title->fullText() % QStringLiteral(", ") % m_facts->fullText());
    wantSuggestions();
    Q_EMIT breadcrumbChanged();
}

// Only what an action changed is read again: a key press in a text of 10 MB with 20,000 spans costs
// no more than in a line.
void LabelPage::refresh() {
    const DocumentId id = m_document->row.id;
    if (m_ticket)
        m_workbench.forget(m_ticket);
    m_ticket = m_workbench.query<store::DocumentChanges>(
        [id, since = m_moment](store::Reader& reader, std::stop_token stop) {
            return store::changesSince(reader, id, since, 2'000, stop);
        },
        [this, id](Result<store::DocumentChanges> changes) {
            m_ticket = 0;
            if (!changes) {
                m_banner->showError(changes.error());
                return;
            }
            if (!m_document || m_document->row.id != id
                || m_document->gridVersion != changes->gridVersion.value_or(m_document->gridVersion)
                || m_hash != changes->sha256) {
                m_document.reset();
                load(id);
                return;
            }
            takeChanges(std::move(*changes));
        });
}

void LabelPage::takeChanges(store::DocumentChanges changes) {
    store::applyChanges(changes, m_document->spans);
    m_document->row = std::move(changes.row);
    m_moment = changes.now;
    if (coloursChanged() || changes.whole) {
        showSpans(true);
        return;
    }
    std::vector<CanvasSpan> drawn;
    std::vector<SpanId> removed = changes.removed;
    for (const auto& span : changes.spans) {
        if (span.state == SpanState::Rejected)
            removed.push_back(span.id);
        else
            drawn.push_back(canvasSpan(span));
    }
    if (!drawn.empty() || !removed.empty()) {
        m_canvas->updateSpans(drawn, removed);
        m_spansModel->updateSpans(changes.spans, changes.removed);
    }
    if (changes.notes)
        m_notes->setDocument(m_document->row.id);
    m_history->setDocument(m_document->row.id);
    showFacts();
    m_window.actions().refresh();
}

bool LabelPage::coloursChanged() {
    std::map<std::string, int> now;
    for (const auto& [label, spans] : m_workbench.project().info.labels)
        now[label] = m_palette->colourOf(label);
    std::swap(now, m_coloured);
    return now != m_coloured;
}

CanvasSpan LabelPage::canvasSpan(const store::SpanRow& span) const {
    CanvasSpan drawn;
    drawn.id = span.id;
    drawn.parts = span.parts.empty() ? std::vector{span.range} : span.parts;
    drawn.label = QString::fromStdString(span.label);
    drawn.colour = m_palette->colourOf(span.label);
    drawn.suggested = span.state == SpanState::Suggested;
    drawn.score = span.score.value_or(-1);
    drawn.flagged = m_notes->isFlagged(span.id);
    drawn.note = attributesText(span.attributes);
    return drawn;
}

std::vector<CanvasSpan> LabelPage::canvasSpans() const {
    std::vector<CanvasSpan> out;
    out.reserve(m_document->spans.size());
    std::map<std::string, QString> labels; // one string for all spans of a label
    for (const auto& span : m_document->spans) {
        if (span.state == SpanState::Rejected)
            continue;
        out.push_back(canvasSpan(span));
        out.back().label = labels.try_emplace(span.label, out.back().label).first->second;
    }
    return out;
}

void LabelPage::showSpans(bool compare) {
    if (compare) {
        std::unordered_map<SpanId, const CanvasSpan*> before;
        before.reserve(m_canvas->spans().size());
        for (const CanvasSpan& span : m_canvas->spans())
            before[span.id] = &span;
        std::vector<CanvasSpan> changed;
        for (CanvasSpan& span : canvasSpans()) {
            const auto found = before.find(span.id);
            const bool known = found != before.end();
            if (!known || !(*found->second == span))
                changed.push_back(std::move(span));
            if (known)
                before.erase(found);
        }
        std::vector<SpanId> removed;
        for (const auto& [id, span] : before)
            removed.push_back(id);
        if (!changed.empty() || !removed.empty())
            m_canvas->updateSpans(changed, removed);
    }
    m_spansModel->setSpans(m_document->spans, m_map);
    m_notes->setDocument(m_document->row.id);
    m_history->setDocument(m_document->row.id);
    showFacts();
    m_window.actions().refresh();
}

} // namespace evenspan::ui
