// SPDX-License-Identifier: GPL-3.0-or-later
// What the labelling workspace does with the hand on the text: a label kept as a brush, parts of
// discontinuous entities, how the text is shown.
#include "core/store/writer.h"
#include "ui/common/widgets.h"
#include "ui/label/canvas/brush_bar.h"
#include "ui/label/canvas/canvas_options.h"
#include "ui/label/canvas/canvas_view.h"
#include "ui/label/canvas/canvas_voice.h"
#include "ui/label/label_page.h"
#include "ui/label/palette/palette_panel.h"
#include "ui/shell/main_window.h"

#include <algorithm>

namespace evenspan::ui {

void LabelPage::buildCanvas(std::shared_ptr<Encoders> encoders) {
    giveVoice(*m_canvas);
    m_brushBar = new BrushBar(this);
    m_options = new CanvasOptions(
        *m_canvas, m_workbench, std::move(encoders),
        [this](CodePointRange range, std::size_t limit) -> std::optional<SubwordRequest> {
            if (!m_document)
                return std::nullopt;
            return subwordRequest(m_document->text, *m_map, m_document->grid, range, limit);
        },
        this);
    connect(m_options, &CanvasOptions::failed, m_banner, &ErrorBanner::showError);
    connect(m_options, &CanvasOptions::said, this,
        [this](const QString& text) { m_window.toast().say(text); });
    connect(m_brushBar, &BrushBar::left, this, [this] {
        setBrush(-1);
        m_canvas->setFocus();
    });
    connect(m_canvas, &TextCanvas::brushLeft, this, [this] { setBrush(-1); });
    connect(m_canvas, &TextCanvas::brushed, this, [this](CodePointRange range) {
        if (const int label = brushLabel(); label >= 0)
            labelRange(range, label);
    });
    connect(m_canvas, &TextCanvas::joinRequested, this, &LabelPage::join);
    connect(m_canvas, &TextCanvas::escaped, this, [this] {
        m_palette->dropTyped();
        showFacts();
    });
    const auto hint = [this] {
        if (const QString now = joinHint(); now != m_hint) {
            m_hint = now;
            showFacts();
        }
    };
    connect(m_canvas, &TextCanvas::cursorMoved, this, hint);
    connect(m_canvas, &TextCanvas::spanPicked, this, hint);
    connect(&m_workbench, &Workbench::projectChanged, this,
        [this] { m_canvas->setReadOnly(!m_workbench.project().editable()); });
}

int LabelPage::brushLabel() const {
    const auto& labels = m_palette->labels();
    const auto found = std::ranges::find(labels, m_brush, &store::LabelRow::name);
    return m_brush.empty() || found == labels.end() ? -1 : int(found - labels.begin());
}

void LabelPage::setBrush(int label) {
    const auto& labels = m_palette->labels();
    const bool any = label >= 0 && label < int(labels.size());
    m_brush = any ? labels[std::size_t(label)].name : std::string();
    std::optional<CanvasBrush> brush;
    if (any)
        brush = CanvasBrush{QString::fromStdString(m_brush), m_palette->keys().keyOf(label),
            m_palette->colourOf(m_brush)};
    if (brush.has_value() != m_canvas->brush().has_value() || brush)
        speak(*m_canvas,
            brush ? TextCanvas::tr("%1 is in the hand.").arg(brush->label)
                  : tr("No label is in the hand"));
    m_canvas->setBrush(brush);
    m_brushBar->setBrush(brush ? &*brush : nullptr);
}

void LabelPage::toggleBrush() {
    if (brushLabel() >= 0)
        setBrush(-1);
    else if (const int labels = int(m_palette->labels().size()); labels > 0)
        setBrush(std::clamp(m_lastLabel, 0, labels - 1));
    m_canvas->setFocus();
}

// Text first: what is chosen takes the label. Label first: it stays in the hand.
void LabelPage::chooseLabel(int label) {
    const bool chosen = m_canvas->picked() != SpanId{} || !m_canvas->cursor().selection().empty();
    if (chosen)
        applyLabel(label);
    else
        setBrush(label == brushLabel() ? -1 : label);
}

QString LabelPage::joinHint() const {
    if (m_canvas->picked() != SpanId{} || m_canvas->cursor().selection().empty())
        return {};
    const store::SpanRow* span = spanOf(m_canvas->partner());
    return span ? tr("Ctrl+Shift+M adds it to “%1”").arg(excerpt(span->range)) : QString();
}

void LabelPage::joinSelection() {
    const SpanId partner = m_canvas->partner();
    if (partner == SpanId{} || m_canvas->cursor().selection().empty()) {
        m_window.toast().say(tr("Pick an entity, then select the words that belong to it too"));
        return;
    }
    join(partner, m_canvas->cursor().selection());
}

void LabelPage::join(SpanId id, CodePointRange range) {
    const store::SpanRow* span = spanOf(id);
    if (!span)
        return;
    const auto before = span->parts.empty() ? std::vector{span->range} : span->parts;
    const auto parts = withPart(before, range);
    if (parts.empty()) // that is what Delete is for
        return;
    const auto size = [](const std::vector<CodePointRange>& all) {
        std::uint32_t sum = 0;
        for (const CodePointRange& part : all)
            sum += part.size();
        return sum;
    };
    const QString name =
        size(parts) > size(before) ? tr("Add “%1” to “%2”") : tr("Take “%1” out of “%2”");
    changeParts(*span, parts, name.arg(excerpt(range), excerpt(span->range)));
    m_canvas->pick(id);
}

void LabelPage::changeParts(
    const store::SpanRow& span, const std::vector<CodePointRange>& parts, const QString& name) {
    store::SpanRow changed = span;
    changed.range = {parts.front().begin, parts.back().end};
    changed.parts = parts.size() > 1 ? parts : std::vector<CodePointRange>{};
    if (changed == span)
        return;
    change(name, [changed](store::Writer& writer) { return writer.changeSpan(changed); });
}

void addCanvasActions(MainWindow& window) {
    const auto page = [&window] { return qobject_cast<LabelPage*>(window.currentPage()); };
    const auto here = [page] { return page() && page()->hasDocument(); };
    const auto ready = [&window, page] {
        return page() && page()->hasDocument() && window.workbench().project().editable();
    };
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
    using View = CanvasOptions::View;
    add(
        "label.brush", LabelPage::tr("Keep a label in the hand"), "Ctrl+B",
        [](LabelPage& p) { p.toggleBrush(); }, ready);
    add(
        "label.join", LabelPage::tr("Add the selection to the entity picked before"),
        "Ctrl+Shift+M", [](LabelPage& p) { p.joinSelection(); }, ready);
    add(
        "label.view_tokens", LabelPage::tr("Show the token grid"), "F7",
        [](LabelPage& p) { p.options().toggle(View::Tokens); }, here);
    add(
        "label.view_subwords", LabelPage::tr("Show sub-words of the encoder"), "Shift+F7",
        [](LabelPage& p) { p.options().toggle(View::Subwords); }, here);
    add(
        "label.view_windows", LabelPage::tr("Show where the encoder cuts long sentences"),
        "Ctrl+F7", [](LabelPage& p) { p.options().toggle(View::Windows); }, here);
    add(
        "label.encoder", LabelPage::tr("Sub-words of the next encoder"), "Ctrl+Shift+F7",
        [](LabelPage& p) { p.options().nextEncoder(); }, here);
    add(
        "label.spacing", LabelPage::tr("Next line spacing"), "F4",
        [](LabelPage& p) { p.options().nextSpacing(); }, here);
    add(
        "label.text_size", LabelPage::tr("Next size of the text"), "Shift+F4",
        [](LabelPage& p) { p.options().nextSize(); }, here);
    add(
        "label.two_clicks", LabelPage::tr("Two clicks make a selection"), "Ctrl+F4",
        [](LabelPage& p) { p.options().toggleTwoClicks(); }, here);
}

} // namespace evenspan::ui
