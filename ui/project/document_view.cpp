// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/project/document_view.h"

#include "ui/common/colours.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/shell/documents_model.h"

#include <QEvent>
#include <QFontInfo>
#include <QTextBlock>
#include <QTextEdit>
#include <QVBoxLayout>

#include <algorithm>
#include <map>

namespace evenspan::ui {

DocumentView::DocumentView(Workbench& workbench, QWidget* parent)
    : QWidget(parent)
    , m_workbench(workbench)
    , m_title(headingLabel({}, this))
    , m_facts(mutedLabel({}, this))
    , m_text(new QTextEdit(this))
    , m_legend(new QLabel(this)) {
    m_title->setWordWrap(true);
    m_facts->setWordWrap(true);
    m_legend->setWordWrap(true);
    m_legend->setTextFormat(Qt::RichText);
    m_text->setReadOnly(true);
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setAccessibleName(tr("Text of the document"));
    m_text->setFont(scaledFont(font(), 16 / 13.0));
    m_text->document()->setDocumentMargin(0);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space(this, 4), space(this, 3), space(this, 4), space(this, 3));
    column->addWidget(m_title);
    column->addWidget(m_facts);
    column->addWidget(m_legend);
    column->addSpacing(space(this, 1));
    column->addWidget(m_text, 1);
    show({});
}

DocumentView::~DocumentView() {
    if (m_ticket)
        m_workbench.forget(m_ticket);
}

void DocumentView::show(DocumentId id) {
    if (m_ticket)
        m_workbench.forget(m_ticket);
    m_ticket = 0;
    if (id == DocumentId{}) {
        m_title->clear();
        m_facts->setText(tr("Choose a document to read it here."));
        m_text->clear();
        m_legend->clear();
        return;
    }
    m_ticket = m_workbench.document(id, [this](Result<store::DocumentData> document) {
        m_ticket = 0;
        if (document)
            fill(*document);
        else
            m_facts->setText(QString::fromStdString(document.error().text()));
    });
}

void DocumentView::fill(const store::DocumentData& document) {
    m_document = document;
    m_title->setText(QString::fromStdString(document.row.name));
    QStringList facts{splitText(QString::fromStdString(document.row.split)),
        stateText(document.row.state), tr("%Ln entities", nullptr, int(document.row.spans))};
    for (const auto& [key, value] : document.row.metadata)
        facts << QString::fromStdString(key) % QStringLiteral(": ") % QString::fromStdString(value);
    if (document.row.characters > kShown)
        facts << tr("the first %1 characters").arg(number(kShown));
    m_facts->setText(facts.join(QStringLiteral("  ·  ")));
    mark();
}

void DocumentView::mark() {
    const Look look = lookOf(palette());
    const QList<uint> points = QString::fromStdString(m_document.text).toUcs4();
    const int count = qMin(int(points.size()), kShown);
    std::vector<int> utf16(std::size_t(count) + 1);
    for (int i = 0; i < count; ++i)
        utf16[std::size_t(i) + 1] = utf16[std::size_t(i)] + (points[i] > 0xffff ? 2 : 1);
    QString text = QString::fromUcs4(reinterpret_cast<const char32_t*>(points.data()), count);
    m_text->setPlainText(text);
    QTextCursor all(m_text->document());
    all.select(QTextCursor::Document);
    QTextBlockFormat block;
    block.setLineHeight(
        1.75 * QFontInfo(m_text->font()).pixelSize(), QTextBlockFormat::FixedHeight);
    all.mergeBlockFormat(block);

    std::map<std::string, int> used;
    QList<QTextEdit::ExtraSelection> marks;
    for (const store::SpanRow& span : m_document.spans) {
        if (span.state != SpanState::Accepted || span.range.begin >= unsigned(count))
            continue;
        const LabelColour colour = labelColour(m_workbench.project().colourOf(span.label), look);
        QTextEdit::ExtraSelection mark;
        mark.cursor = QTextCursor(m_text->document());
        mark.cursor.setPosition(utf16[span.range.begin]);
        mark.cursor.setPosition(utf16[std::min<std::size_t>(span.range.end, std::size_t(count))],
            QTextCursor::KeepAnchor);
        mark.format.setBackground(colour.fill);
        mark.format.setForeground(colour.text);
        mark.format.setFontUnderline(true);
        mark.format.setUnderlineColor(colour.line);
        marks << mark;
        ++used[span.label];
    }
    m_text->setExtraSelections(marks);
    QString legend;
    for (const auto& [label, count] : used) {
        const LabelColour colour = labelColour(m_workbench.project().colourOf(label), look);
        legend += QStringLiteral("<span style=\"background:%1;color:%2\">&nbsp;%3&nbsp;</span>"
                                 "&nbsp;%4&nbsp;&nbsp; ")
                      .arg(colour.fill.name(), colour.text.name(),
                          QString::fromStdString(label).toHtmlEscaped())
                      .arg(count);
    }
    m_legend->setText(legend);
}

void DocumentView::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && !m_document.text.empty())
        mark();
}

} // namespace evenspan::ui
