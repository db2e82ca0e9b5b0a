// SPDX-License-Identifier: GPL-3.0-or-later
// What the labelling workspace changes, and its actions.
#include "core/store/reader.h"
#include "core/store/suggestions.h"
#include "core/store/writer.h"
#include "core/text/find_equal.h"
#include "core/text/offset_map.h"
#include "ui/common/colours.h"
#include "ui/common/data_table.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/label/active_time.h"
#include "ui/label/canvas_view.h"
#include "ui/label/history_panel.h"
#include "ui/label/label_page.h"
#include "ui/label/navigator_panel.h"
#include "ui/label/notes_panel.h"
#include "ui/label/palette_panel.h"
#include "ui/label/rules_panel.h"
#include "ui/label/spans_model.h"
#include "ui/shell/document_actions.h"
#include "ui/shell/documents_model.h"
#include "ui/shell/documents_table.h"
#include "ui/shell/main_window.h"
#include "ui/shell/suggestion_service.h"

#include <QAction>

#include <algorithm>
#include <map>
#include <unordered_map>
#include <utility>

namespace evenspan::ui {

namespace {

constexpr std::uint32_t kExcerpt = 24; // code points of a step's name

} // namespace

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

void LabelPage::showFacts() {
    if (!m_document) {
        m_title->clear();
        m_facts->clear();
        return;
    }
    const auto& row = m_document->row;
    m_title->setText(QString::fromStdString(row.name));
    QStringList facts{stateText(row.state), splitText(QString::fromStdString(row.split)),
        tr("%Ln entities", nullptr, int(row.spans))};
    if (!m_hint.isEmpty())
        facts << m_hint;
    if (const LabelKeys& keys = m_palette->keys(); keys.pending())
        facts << tr("Key %1 …").arg(keys.typed().toUpper());
    m_facts->setText(facts.join(QStringLiteral("  ·  ")));
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
        [this](const Result<void>& done) {
            if (!done)
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
    const QString name = QString::fromStdString(m_document->row.name);
    m_workbench.edit(
        id,
        [id](store::Writer& writer) {
            const DocumentId ids[]{id};
            return writer.setState(ids, DocumentState::Done);
        },
        [this, id](const Result<void>& done) {
            if (done)
                return;
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

void addLabelPage(MainWindow& window, std::shared_ptr<Encoders> encoders) {
    addDocumentActions(window);
    window.addPage({QStringLiteral("label"), QStringLiteral("label"), LabelPage::tr("Label"),
        LabelPage::tr("Mark names in the texts"),
        [&window, encoders = std::move(encoders)](
            QWidget* parent) { return new LabelPage(window, encoders, parent); }});
    addCanvasActions(window);
    const auto page = [&window] { return qobject_cast<LabelPage*>(window.currentPage()); };
    const auto ready = [&window, page] {
        const LabelPage* shown = page();
        return shown && shown->hasDocument() && window.workbench().project().editable();
    };
    const auto here = [page] { return page() && page()->hasDocument(); };
    const auto add = [&](const char* id, const QString& text, const char* keys,
                         std::function<void(LabelPage&)> run, std::function<bool()> enabled) {
        window.actions().add({QString::fromLatin1(id), text, {},
            QKeySequence(QString::fromLatin1(keys)), LabelPage::tr("Labelling"),
            [page, run = std::move(run)] {
                if (LabelPage* shown = page())
                    run(*shown);
            },
            std::move(enabled)});
    };
    add(
        "label.done", LabelPage::tr("Done and next document"), "Ctrl+Return",
        [](LabelPage& p) { p.finish(false); }, ready);
    add(
        "label.none", LabelPage::tr("Done without entities and next document"), "Ctrl+Shift+Return",
        [](LabelPage& p) { p.finish(true); }, ready);
    add(
        "label.next", LabelPage::tr("Next document"), "Ctrl+PgDown",
        [](LabelPage& p) { p.step(1); }, here);
    add(
        "label.previous", LabelPage::tr("Previous document"), "Ctrl+PgUp",
        [](LabelPage& p) { p.step(-1); }, here);
    add(
        "label.propagate", LabelPage::tr("Label equal words of this document"), "Ctrl+D",
        [](LabelPage& p) { p.propagate(); }, ready);
    add(
        "label.propagate_wide", LabelPage::tr("Label equal words, after a look…"), "Ctrl+Shift+D",
        [](LabelPage& p) { p.propagateWide(); }, ready);
    add(
        "label.accept_above", LabelPage::tr("Accept suggestions from a score on…"), "Ctrl+Shift+A",
        [](LabelPage& p) { p.acceptAbove(); }, ready);
    add(
        "label.reject_many", LabelPage::tr("Reject suggestions…"), "Ctrl+Shift+X",
        [](LabelPage& p) { p.rejectMany(); }, ready);
    const auto suggesting = [&window, ready] {
        const SuggestionService* service = window.workbench().suggestions();
        return ready() && service && service->state().possible;
    };
    add(
        "label.suggest_from", LabelPage::tr("Suggestions from a run…"), "Ctrl+M",
        [](LabelPage& p) { p.chooseSuggesting(); }, suggesting);
    add(
        "label.suggest_shown", LabelPage::tr("Suggest for all documents shown"), "Ctrl+Shift+G",
        [](LabelPage& p) { p.suggestForShown(); },
        [&window, suggesting] {
            return suggesting() && !window.workbench().suggestions()->state().run.isEmpty();
        });
    add(
        "label.progress", LabelPage::tr("Progress by state and label"), "Ctrl+Shift+P",
        [](LabelPage& p) { p.showProgressTables(); }, here);
    add(
        "label.uncertain_next", LabelPage::tr("Next uncertain place"), "F8",
        [](LabelPage& p) { p.goUncertain(true); }, here);
    add(
        "label.uncertain_previous", LabelPage::tr("Previous uncertain place"), "Shift+F8",
        [](LabelPage& p) { p.goUncertain(false); }, here);
    add(
        "label.comment", LabelPage::tr("Comment"), "Ctrl+;", [](LabelPage& p) { p.comment(); },
        ready);
    add(
        "label.flag", LabelPage::tr("Flag, or take the flag away"), "Ctrl+Shift+F",
        [](LabelPage& p) { p.flag(); }, ready);
    add(
        "label.history", LabelPage::tr("History of this document"), "Ctrl+H",
        [](LabelPage& p) { p.showHistory(); }, here);
    add(
        "label.navigator", LabelPage::tr("Fold the list of documents"), "F9",
        [](LabelPage& p) { p.foldNavigator(); }, here);
    add(
        "label.side", LabelPage::tr("Fold labels and entities"), "Shift+F9",
        [](LabelPage& p) { p.foldSide(); }, here);
    add(
        "label.about", LabelPage::tr("About the label"), "F3", [](LabelPage& p) { p.aboutLabel(); },
        here);
    add(
        "label.attributes", LabelPage::tr("Attributes of the entity or document…"), "Ctrl+E",
        [](LabelPage& p) { p.editAttributes(); }, ready);
    add(
        "label.attribute_schema", LabelPage::tr("Define attributes…"), "",
        [](LabelPage& p) { p.defineAttributes(); }, ready);
    add(
        "label.palette", LabelPage::tr("Find or add a label"), "Ctrl+L",
        [](LabelPage& p) { p.focusPalette(); }, here);
    addRuleActions(window);
}

} // namespace evenspan::ui
