// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/manual_view.h"

#include "ui/common/colours.h"
#include "ui/common/theme.h"

#include <QEvent>
#include <QFile>
#include <QImage>
#include <QLocale>
#include <QRegularExpression>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextTable>

#include <algorithm>

static void initialiseResources() {
    Q_INIT_RESOURCE(manual);
}

namespace evenspan::ui {

namespace {

// "labelling.zh_CN.png" before "labelling.png".
QString fileOf(const QString& name, const QString& ending) {
    const QString base = QStringLiteral(":/manual/") % name;
    const QString own = base % QLatin1Char('.') % QLocale().name() % ending;
    return QFile::exists(own) ? own : base % ending;
}

} // namespace

ManualView::ManualView(QWidget* parent)
    : QTextBrowser(parent) {
    initialiseResources();
    setFrameShape(QFrame::NoFrame);
    setOpenExternalLinks(false);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_later.setSingleShot(true);
    m_later.setInterval(120);
    connect(&m_later, &QTimer::timeout, this, &ManualView::dressAgain);
    // Also after going back.
    connect(this, &QTextBrowser::sourceChanged, this, [this](const QUrl& url) {
        m_page = url.fileName().section(QLatin1Char('.'), 0, 0);
        dress();
        mark(m_marked);
        Q_EMIT pageShown(m_page);
    });
}

QString ManualView::pageText(const QString& name) {
    QFile file(fileOf(name, QStringLiteral(".md")));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QString ManualView::pageTitle(const QString& name) {
    static const QRegularExpression heading(
        QStringLiteral("^# +(.+)$"), QRegularExpression::MultilineOption);
    return heading.match(pageText(name)).captured(1).trimmed();
}

void ManualView::setInsert(const QString& name, std::function<QString()> markdown) {
    m_inserts.insert(name, std::move(markdown));
}

void ManualView::showPage(const QString& name) {
    setSource(QUrl(name % QStringLiteral(".md")), QTextDocument::MarkdownResource);
}

// Every page is Markdown, whatever links say of themselves.
void ManualView::doSetSource(const QUrl& url, QTextDocument::ResourceType) {
    m_column = columnWidth();
    QTextBrowser::doSetSource(url, QTextDocument::MarkdownResource);
}

QVariant ManualView::loadResource(int type, const QUrl& url) {
    const QString name = url.fileName();
    if (type == QTextDocument::ImageResource) {
        QImage image(fileOf(name.section(QLatin1Char('.'), 0, -2), QStringLiteral(".png")));
        const qreal ratio = devicePixelRatioF();
        const int room = int(m_column * ratio);
        if (image.width() > room)
            image = image.scaledToWidth(room, Qt::SmoothTransformation);
        image.setDevicePixelRatio(ratio);
        return image;
    }
    QString text = pageText(name.section(QLatin1Char('.'), 0, 0));
    for (auto it = m_inserts.cbegin(); it != m_inserts.cend(); ++it) {
        const QString place = QStringLiteral("<!-- %1 -->").arg(it.key());
        if (text.contains(place))
            text.replace(place, it.value()());
    }
    static const QRegularExpression comment(QStringLiteral("<!--.*?-->\\n?"));
    return text.remove(comment);
}

// The same whether the scroll bar is shown or not: the bar comes and goes while a page is still
// being built, and a layout that followed it would change the page under its own builder.
int ManualView::room() const {
    return width() - verticalScrollBar()->sizeHint().width();
}

int ManualView::columnWidth() const {
    const int margins = 2 * space(this, 8);
    return std::max(space(this, 40), std::min(space(this, 190), room() - margins));
}

void ManualView::setMargins() {
    m_room = room();
    QTextFrameFormat root = document()->rootFrame()->frameFormat();
    root.setLeftMargin(space(this, 8));
    root.setTopMargin(space(this, 6));
    root.setBottomMargin(space(this, 12));
    root.setRightMargin(std::max(space(this, 4), m_room - m_column - space(this, 8)));
    document()->rootFrame()->setFrameFormat(root);
}

void ManualView::dress() {
    const Colours c = Colours::of(palette());
    setMargins();
    for (QTextFrame* frame : document()->rootFrame()->childFrames())
        if (auto* table = qobject_cast<QTextTable*>(frame)) {
            QTextTableFormat format = table->format();
            format.setBorder(1);
            format.setBorderBrush(c.hairline);
            format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
            format.setBorderCollapse(true);
            format.setCellSpacing(0);
            format.setCellPadding(space(this, 1) + 2);
            format.setTopMargin(space(this, 2));
            format.setBottomMargin(space(this, 3));
            format.setWidth(QTextLength(QTextLength::FixedLength, m_column));
            if (table->columns() == 2)
                format.setColumnWidthConstraints({QTextLength(QTextLength::PercentageLength, 38),
                    QTextLength(QTextLength::PercentageLength, 62)});
            table->setFormat(format);
        }
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        QTextCursor cursor(block);
        QTextBlockFormat format = block.blockFormat();
        const int level = format.headingLevel();
        const bool cell = cursor.currentTable();
        if (level > 0) {
            cursor.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
            QTextCharFormat letters = block.begin().fragment().charFormat();
            const double scale = level == 1 ? 20 / 13.0 : level == 2 ? 15 / 13.0 : 1;
            letters.clearProperty(QTextFormat::FontSizeAdjustment); // it would win
            letters.setFontWeight(QFont::DemiBold);
            letters.setFontPointSize(
                scaledFont(font(), scale).pixelSize() * 72.0 / std::max(1, logicalDpiY()));
            cursor.setCharFormat(letters);
            format.setTopMargin(level == 1 ? 0 : space(this, 6));
            format.setBottomMargin(space(this, 2));
        } else if (!cell) {
            format.setLineHeight(120, QTextBlockFormat::ProportionalHeight);
            const bool item = block.textList();
            format.setTopMargin(item ? space(this, 1) : space(this, 2));
            format.setBottomMargin(item ? 0 : space(this, 2));
        }
        // A picture keeps its own height.
        if (block.text().contains(QChar(QChar::ObjectReplacementCharacter)))
            format.setLineHeight(100, QTextBlockFormat::ProportionalHeight);
        QTextCursor(block).setBlockFormat(format);
    }
}

void ManualView::dressAgain() {
    if (source().isEmpty())
        return;
    const int at = verticalScrollBar()->value();
    const double share = double(at) / std::max(1, verticalScrollBar()->maximum());
    m_column = columnWidth();
    reload();
    verticalScrollBar()->setValue(int(share * verticalScrollBar()->maximum()));
}

int ManualView::mark(const QString& text) {
    const Colours c = Colours::of(palette());
    m_marked = text;
    m_hit = -1;
    QList<ExtraSelection> hits;
    QTextCursor at(document());
    while (!text.isEmpty()) {
        at = document()->find(text, at);
        if (at.isNull())
            break;
        ExtraSelection hit;
        hit.cursor = at;
        hit.format.setBackground(c.accentSoft);
        hit.format.setForeground(c.text);
        hit.format.setFontUnderline(true);
        hits << hit;
    }
    setExtraSelections(hits);
    return int(hits.size());
}

bool ManualView::nextHit() {
    const QList<ExtraSelection> hits = extraSelections();
    if (m_hit + 1 >= hits.size())
        return false;
    ++m_hit;
    QTextCursor to = hits[m_hit].cursor;
    to.clearSelection();
    setTextCursor(to);
    ensureCursorVisible();
    return true;
}

void ManualView::resizeEvent(QResizeEvent* event) {
    QTextBrowser::resizeEvent(event);
    if (columnWidth() != m_column)
        m_later.start();
    else if (room() != m_room && !source().isEmpty())
        setMargins();
}

void ManualView::changeEvent(QEvent* event) {
    QTextBrowser::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange
        || event->type() == QEvent::ApplicationFontChange)
        m_later.start();
}

} // namespace evenspan::ui
