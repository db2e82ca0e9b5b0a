// SPDX-License-Identifier: GPL-3.0-or-later
// Labels and attributes on the labelling page: the view of a label, and what is said of an entity.
#include "core/store/writer.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/label/canvas/canvas_view.h"
#include "ui/label/label_page.h"
#include "ui/label/palette/attribute_schema_dialog.h"
#include "ui/label/palette/attributes_dialog.h"
#include "ui/label/palette/label_panel.h"
#include "ui/label/palette/palette_panel.h"
#include "ui/shell/main_window.h"

#include <QAction>
#include <QListWidget>
#include <QTabWidget>
#include <QVBoxLayout>

namespace evenspan::ui {

// The view of a label takes the place of the lists until it is left.
void LabelPage::buildLabels(QVBoxLayout* side) {
    m_labelPanel = new LabelPanel(m_workbench, *m_palette, m_sidePanel);
    m_labelPanel->hide();
    side->addWidget(m_labelPanel, 1);
    connect(m_palette, &PalettePanel::chosen, this, &LabelPage::applyLabel);
    connect(m_palette, &PalettePanel::clicked, this, &LabelPage::chooseLabel);
    connect(m_palette, &PalettePanel::left, m_canvas, [this] { m_canvas->setFocus(); });
    connect(m_palette, &PalettePanel::changed, this, &LabelPage::sayWithUndo);
    connect(m_palette, &PalettePanel::notice, m_banner, &ErrorBanner::showNotice);
    connect(m_palette, &PalettePanel::failed, m_banner, &ErrorBanner::showError);
    connect(m_palette, &PalettePanel::loaded, m_labelPanel, &LabelPanel::labelsLoaded);
    connect(
        m_palette, &PalettePanel::wanted, this, [this](LabelId label, PalettePanel::Wanted what) {
            m_labelPanel->setVisible(true);
            m_labelPanel->show(label, what);
            showLists(false);
        });
    connect(m_labelPanel, &LabelPanel::closed, this, [this] {
        m_palette->setVisible(true);
        m_palette->list()->setFocus(Qt::OtherFocusReason);
        showLists(true);
    });
    connect(m_labelPanel, &LabelPanel::changed, this, &LabelPage::sayWithUndo);
    connect(m_labelPanel, &LabelPanel::failed, m_banner, &ErrorBanner::showError);
    connect(m_labelPanel, &LabelPanel::jumpRequested, this, &LabelPage::jump);
    connect(&m_workbench, &Workbench::documentEdited, m_labelPanel, &LabelPanel::examplesStale);
}

// Whoever calls it has set the focus: a hidden widget would pass it on to any other.
void LabelPage::showLists(bool lists) {
    m_palette->setVisible(lists);
    m_tabs->setVisible(lists);
    m_labelPanel->setVisible(!lists);
}

void LabelPage::aboutLabel() {
    LabelId label = m_palette->list()->hasFocus() ? m_palette->current() : LabelId{};
    if (const store::SpanRow* span = spanOf(m_canvas->picked()); span && label == LabelId{})
        if (const store::LabelRow* row = m_palette->find(span->label))
            label = row->id;
    if (label == LabelId{})
        label = m_labelPanel->isVisible() ? m_labelPanel->label() : m_palette->current();
    if (label == LabelId{} && !m_palette->labels().empty())
        label = m_palette->labels().front().id;
    if (label == LabelId{}) {
        m_palette->focusFilter();
        return;
    }
    if (!m_sidePanel->isVisible())
        foldSide();
    Q_EMIT m_palette->wanted(label, PalettePanel::Wanted::About);
}

void LabelPage::editAttributes() {
    if (!m_document)
        return;
    const store::SpanRow* span = spanOf(m_canvas->picked());
    const DocumentId document = m_document->row.id;
    const bool begins = span
        && (m_document->row.state == DocumentState::Unseen
            || m_document->row.state == DocumentState::Suggested);
    const QString about = span
        ? tr("“%1” as %2").arg(excerpt(span->range), QString::fromStdString(span->label))
        : QString::fromStdString(m_document->row.name);
    const std::string step = (span ? tr("Attributes of “%1”").arg(excerpt(span->range))
                                   : tr("Attributes of %1").arg(about))
                                 .toStdString();
    AttributesDialog::Save save;
    if (span)
        save = [row = *span, step, begins](
                   store::Writer& writer, const AttributesDialog::Values& values) {
            return writer.group(step, [&]() -> Result<void> {
                store::SpanRow now = row;
                now.attributes = values;
                const DocumentId ids[]{row.document};
                if (auto done = writer.changeSpan(now); !done || !begins)
                    return done;
                return writer.setState(ids, DocumentState::InWork);
            });
        };
    else
        save = [document, step](store::Writer& writer, const AttributesDialog::Values& values) {
            return writer.group(step, [&] { return writer.setMetadata(document, values); });
        };
    auto* dialog = new AttributesDialog(m_workbench,
        span ? store::AttributeTarget::Span : store::AttributeTarget::Document, about, document,
        span ? span->attributes : m_document->row.metadata, std::move(save), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &AttributesDialog::defineRequested, this, &LabelPage::defineAttributes);
    connect(dialog, &QDialog::finished, m_canvas, [this] { m_canvas->setFocus(); });
    dialog->open();
}

void LabelPage::defineAttributes() {
    auto* dialog = new AttributeSchemaDialog(m_workbench, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &AttributeSchemaDialog::changed, this, &LabelPage::sayWithUndo);
    connect(dialog, &QDialog::finished, m_canvas, [this] { m_canvas->setFocus(); });
    dialog->open();
}

} // namespace evenspan::ui
