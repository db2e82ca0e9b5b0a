// SPDX-License-Identifier: GPL-3.0-or-later
// What the labelling workspace changes.
#include "core/store/suggestions.h"
#include "core/store/writer.h"
#include "core/text/find_equal.h"
#include "core/text/offset_map.h"
#include "ui/common/widgets.h"
#include "ui/label/canvas/canvas_view.h"
#include "ui/label/canvas/canvas_voice.h"
#include "ui/label/label_page.h"
#include "ui/label/navigator_panel.h"
#include "ui/label/palette/palette_panel.h"
#include "ui/shell/documents_model.h"
#include "ui/shell/documents_table.h"
#include "ui/shell/main_window.h"

#include <QAction>
#include <QPushButton>

#include <algorithm>
#include <utility>

namespace evenspan::ui {

namespace {

constexpr std::uint32_t kExcerpt = 24; // code points of a step's name

} // namespace

void LabelPage::showFacts() {
    m_done->setEnabled(m_document && m_workbench.project().editable());
    if (!m_document) {
        m_title->setFullText({});
        m_facts->setFullText({});
        return;
    }
    const auto& row = m_document->row;
    m_title->setFullText(QString::fromStdString(row.name));
    QStringList facts{stateText(row.state), splitText(QString::fromStdString(row.split)),
        tr("%Ln entities", nullptr, int(row.spans))};
    if (!m_hint.isEmpty())
        facts << m_hint;
    if (const LabelKeys& keys = m_palette->keys(); keys.pending())
        facts << tr("Key %1 …").arg(keys.typed().toUpper());
    m_facts->setFullText(facts.join(QStringLiteral("  ·  ")));
}

const store::SpanRow* LabelPage::spanOf(SpanId id) const {
    if (!m_document || id == SpanId{})
        return nullptr;
    for (const auto& span : m_document->spans)
        if (span.id == id)
            return &span;
    return nullptr;
}

QString LabelPage::excerpt(CodePointRange range) const {
    const CodePointRange shown{range.begin, std::min(range.end, range.begin + kExcerpt)};
    const QString text = QString::fromStdString(std::string(m_map->slice(shown))).simplified();
    return shown.end < range.end ? text % QChar(0x2026) : text;
}

void LabelPage::change(const QString& name, std::function<Result<void>(store::Writer&)> body) {
    m_window.toast().hide(); // its "Undo" would now undo this step
    const DocumentId id = m_document->row.id;
    const bool begins = m_document->row.state == DocumentState::Unseen
        || m_document->row.state == DocumentState::Suggested;
    const bool suggested = std::any_of(m_document->spans.begin(), m_document->spans.end(),
        [](const auto& span) { return span.state == SpanState::Suggested && span.run; });
    m_workbench.edit(
        id,
        [name = name.toStdString(), body = std::move(body), id, begins, suggested](
            store::Writer& writer) {
            return writer.group(name, [&]() -> Result<void> {
                if (auto done = body(writer); !done)
                    return done;
                if (suggested) // what was just labelled is suggested no longer, in the same step
                    if (auto gone = store::withdrawContradicted(writer, id); !gone)
                        return gone.error();
                const DocumentId ids[]{id};
                return begins ? writer.setState(ids, DocumentState::InWork) : Result<void>();
            });
        },
        [this, name](const Result<void>& done) {
            if (done)
                speak(*m_canvas, name);
            else
                failed(done.error());
        });
}

void LabelPage::typed(const QString& text) {
    for (const QChar c : text)
        if (const auto label = m_palette->type(c)) {
            const bool chosen =
                m_canvas->picked() != SpanId{} || !m_canvas->cursor().selection().empty();
            if (brushLabel() < 0 || chosen)
                applyLabel(*label);
            if (brushLabel() >= 0)
                setBrush(*label);
        }
    if (const LabelKeys& keys = m_palette->keys(); keys.pending())
        speak(*m_canvas, tr("Key %1 …").arg(keys.typed().toUpper()));
    showFacts();
}

void LabelPage::applyLabel(int label) {
    const auto& labels = m_palette->labels();
    if (!m_document || label < 0 || label >= int(labels.size()))
        return;
    const std::string& name = labels[std::size_t(label)].name;
    const QString shown = QString::fromStdString(name);
    m_lastLabel = label;
    if (const store::SpanRow* span = spanOf(m_canvas->picked())) {
        if (span->label == name && span->state == SpanState::Accepted)
            return;
        store::SpanRow changed = *span;
        changed.label = name;
        changed.state = SpanState::Accepted;
        change(tr("Label “%1” as %2").arg(excerpt(span->range), shown),
            [changed](store::Writer& writer) { return writer.changeSpan(changed); });
        return;
    }
    labelRange(m_canvas->cursor().target(), label);
}

void LabelPage::labelRange(CodePointRange range, int label) {
    if (!m_document || range.empty())
        return;
    const std::string& name = m_palette->labels()[std::size_t(label)].name;
    const QString shown = QString::fromStdString(name);
    m_lastLabel = label;
    for (const auto& span : m_document->spans)
        if (span.range == range && span.label == name && span.state == SpanState::Accepted) {
            m_canvas->pick(span.id); // it is there already: shown, not doubled
            return;
        }
    store::SpanRow span;
    span.document = m_document->row.id;
    span.label = name;
    span.range = range;
    change(tr("Label “%1” as %2").arg(excerpt(range), shown), [span](store::Writer& writer) {
        auto id = writer.addSpan(span);
        return id ? Result<void>() : Result<void>(id.error());
    });
}

void LabelPage::removePicked() {
    const store::SpanRow* span = spanOf(m_canvas->picked());
    if (!span)
        return;
    const QString shown = QString::fromStdString(span->label);
    if (span->state == SpanState::Suggested) {
        store::SpanRow rejected = *span;
        rejected.state = SpanState::Rejected;
        change(tr("Reject “%1” as %2").arg(excerpt(span->range), shown),
            [rejected](store::Writer& writer) { return writer.changeSpan(rejected); });
        return;
    }
    change(tr("Remove %2 from “%1”").arg(excerpt(span->range), shown),
        [id = span->id](store::Writer& writer) { return writer.removeSpan(id); });
}

void LabelPage::propagate() {
    const store::SpanRow* span = spanOf(m_canvas->picked());
    if (!span || span->state != SpanState::Accepted) {
        m_window.toast().say(tr("Pick a labelled entity first: its label goes to all equal words"));
        return;
    }
    std::vector<store::SpanRow> added;
    int conflicts = 0;
    for (const CodePointRange place : findEqual(m_document->text, m_document->grid, span->range)) {
        bool there = false, conflict = false;
        for (const auto& other : m_document->spans) {
            if (other.state == SpanState::Suggested || !other.range.overlaps(place))
                continue;
            // What was rejected here stays rejected; an equal span is there already.
            there = there || (other.range == place && other.label == span->label);
            conflict = conflict || other.state == SpanState::Accepted;
        }
        if (there)
            continue;
        if (conflict) {
            ++conflicts;
            continue;
        }
        store::SpanRow copy;
        copy.document = span->document;
        copy.label = span->label;
        copy.range = place;
        copy.attributes = span->attributes; // equal words say the same
        added.push_back(copy);
    }
    const QString skipped = conflicts
        ? QStringLiteral("  ·  ") % tr("%Ln places hold another entity", nullptr, conflicts)
        : QString();
    if (added.empty()) {
        m_window.toast().say(tr("No other place to label") % skipped);
        return;
    }
    const int count = int(added.size());
    change(tr("Label %1 × “%2” as %3")
               .arg(count)
               .arg(excerpt(span->range), QString::fromStdString(span->label)),
        [added = std::move(added)](store::Writer& writer) -> Result<void> {
            for (const auto& row : added)
                if (auto id = writer.addSpan(row); !id)
                    return id.error();
            return {};
        });
    m_window.toast().say(tr("%Ln more places labelled", nullptr, count) % skipped, tr("Undo"),
        [this] { m_window.actions().action(QStringLiteral("edit.undo"))->trigger(); });
}

void LabelPage::finish(bool withoutEntities) {
    if (!m_document)
        return;
    if (withoutEntities && m_document->row.spans > 0) {
        m_window.toast().say(tr("%Ln entities are labelled here: remove them first", nullptr,
            int(m_document->row.spans)));
        return;
    }
    const DocumentId id = m_document->row.id;
    m_window.toast().hide(); // its "Undo" would now undo this step
    // That there is no entity is said of what is suggested, too.
    std::vector<store::SpanRow> refused;
    for (const store::SpanRow& span : m_document->spans)
        if (withoutEntities && span.state == SpanState::Suggested) {
            refused.push_back(span);
            refused.back().state = SpanState::Rejected;
        }
    const QString named =
        withoutEntities ? tr("Mark “%1” as done without entities") : tr("Mark “%1” as done");
    m_workbench.edit(
        id,
        [id, refused, name = named.arg(m_title->fullText()).toStdString()](store::Writer& writer) {
            return writer.group(name, [&]() -> Result<void> {
                for (const store::SpanRow& span : refused)
                    if (auto done = writer.changeSpan(span); !done)
                        return done;
                const DocumentId ids[]{id};
                return writer.setState(ids, DocumentState::Done);
            });
        },
        [this, id](const Result<void>& done) {
            if (done)
                return speak(*m_canvas, tr("Done"));
            failed(done.error());
            m_navigator->goTo(id); // it is not done
        });
    step(1);
}

void LabelPage::step(int documents) {
    if (!m_navigator->step(documents))
        m_window.toast().say(
            documents > 0 ? tr("This is the last document") : tr("This is the first document"));
}

void LabelPage::focusPalette() {
    m_palette->focusFilter();
}

void LabelPage::listBy(const QString& query) {
    m_navigator->setQuery(query);
    m_navigator->table().setFocus();
}

void LabelPage::goToPlace(DocumentId document, CodePointRange range) {
    if (m_navigator->loading()) {
        m_placeLater = {document, range};
        return;
    }
    if (!m_navigator->goTo(document)) {
        m_window.toast().say(tr("The filter hides this document: clear it first"));
        return;
    }
    m_place = {document, range};
    showPlace();
}

void LabelPage::showPlace() {
    if (!m_place || !m_document || m_document->row.id != m_place->first
        || m_wanted != m_place->first)
        return;
    const CodePointRange range = m_place->second;
    m_place.reset();
    m_canvas->pick({});
    m_canvas->select(range);
    m_canvas->reveal(range);
    m_canvas->setFocus();
}

} // namespace evenspan::ui
