// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/label/palette/label_panel.h"

#include "core/store/reader.h"
#include "ui/common/field.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/label/palette/guideline_editor.h"
#include "ui/label/palette/hue_chooser.h"
#include "ui/label/palette/label_change_dialog.h"
#include "ui/label/palette/label_delegate.h"
#include "ui/label/palette/label_examples.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPainter>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

namespace evenspan::ui {

namespace {

constexpr int kCountDelay = 400; // ms between a change of the project and counting again

// A text field of a few lines that saves when it is left.
class ShortText : public QPlainTextEdit {
public:
    ShortText(std::function<void()> left, QWidget* parent)
        : QPlainTextEdit(parent)
        , m_left(std::move(left)) {
        setTabChangesFocus(true);
        setFixedHeight(4 * fontMetrics().lineSpacing() + space(this, 3));
    }

protected:
    void focusOutEvent(QFocusEvent* event) override {
        QPlainTextEdit::focusOutEvent(event);
        m_left();
    }

private:
    std::function<void()> m_left;
};

} // namespace

LabelPanel::LabelPanel(Workbench& workbench, PalettePanel& palette, QWidget* parent)
    : QWidget(parent)
    , m_workbench(workbench)
    , m_palette(palette)
    , m_cap(new QLabel(this))
    , m_title(headingLabel({}, this))
    , m_facts(mutedLabel({}, this))
    , m_archived(
          mutedLabel(tr("Archived: not in the palette. Its entities stay as they are."), this))
    , m_back(plainButton(tr("Labels"), QStringLiteral("back"), this))
    , m_restore(primaryButton(tr("Bring back"), this))
    , m_tabs(new QTabWidget(this))
    , m_guideline(new GuidelineEditor(workbench, this))
    , m_examples(new LabelExamples(workbench, this)) {
    m_back->setAccessibleName(tr("Back to the labels"));
    m_back->setToolTip(tr("Back to the labels (Esc)"));
    m_title->setTextFormat(Qt::PlainText);
    m_title->setWordWrap(true);
    m_facts->setWordWrap(true);
    m_archived->setWordWrap(true);
    m_tabs->setDocumentMode(true);
    m_tabs->setAccessibleName(tr("About this label"));
    m_tabs->tabBar()->setAccessibleName(m_tabs->accessibleName());
    m_tabs->addTab(buildAbout(), tr("Label"));
    m_tabs->addTab(m_guideline, tr("Guideline"));
    m_tabs->addTab(m_examples, tr("Examples"));
    auto* title = new QHBoxLayout;
    title->setSpacing(space(this, 2));
    title->addWidget(m_cap);
    title->addWidget(m_title, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space(this, 2));
    column->addWidget(m_back, 0, Qt::AlignLeft);
    column->addLayout(title);
    column->addWidget(m_facts);
    column->addWidget(m_archived);
    column->addWidget(m_restore, 0, Qt::AlignLeft);
    column->addWidget(m_tabs, 1);
    setFocusProxy(m_back);
    m_soon.setSingleShot(true);
    m_soon.setInterval(kCountDelay);
    connect(&m_soon, &QTimer::timeout, this, &LabelPanel::count);
    connect(m_back, &QPushButton::clicked, this, &LabelPanel::closed);
    connect(m_restore, &QPushButton::clicked, this, [this] { m_palette.restore(m_label); });
    connect(m_guideline, &GuidelineEditor::saved, this, &LabelPanel::changed);
    connect(m_guideline, &GuidelineEditor::failed, this, &LabelPanel::failed);
    connect(m_examples, &LabelExamples::jumpRequested, this, &LabelPanel::jumpRequested);
    connect(m_examples, &LabelExamples::failed, this, &LabelPanel::failed);
}

LabelPanel::~LabelPanel() {
    if (m_ticket)
        m_workbench.forget(m_ticket);
}

QWidget* LabelPanel::buildAbout() {
    auto* area = new QScrollArea(this);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setAccessibleName(tr("Name, key and colour"));
    area->setFocusPolicy(Qt::NoFocus);
    auto* page = new QWidget(area);
    m_name = new QLineEdit(page);
    m_key = new QLineEdit(page);
    m_description = new ShortText([this] { saveDescription(); }, page);
    m_hues = new HueChooser(page);
    m_merge = new QPushButton(tr("Merge into…"), page);
    m_archive = new QPushButton(tr("Archive…"), page);
    m_nameField = new Field(tr("Name"), m_name, page);
    m_keyField = new Field(tr("Key"), m_key, page);
    auto* description = new Field(tr("Description"), m_description, page);
    m_description->setPlaceholderText(tr("One line that the list shows"));
    auto* colour = new Field(tr("Colour"), m_hues, page);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_merge);
    buttons->addWidget(m_archive);
    buttons->addStretch();
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, space(this, 2), space(this, 1), 0);
    column->setSpacing(space(this, 4));
    for (QWidget* field :
        std::initializer_list<QWidget*>{m_nameField, m_keyField, colour, description})
        column->addWidget(field);
    column->addLayout(buttons);
    column->addStretch();
    area->setWidget(page);
    connect(m_name, &QLineEdit::textEdited, this, &LabelPanel::checkName);
    connect(m_name, &QLineEdit::editingFinished, this, &LabelPanel::saveName);
    connect(m_key, &QLineEdit::textEdited, this, &LabelPanel::checkKey);
    connect(m_key, &QLineEdit::editingFinished, this, &LabelPanel::saveKey);
    connect(m_hues, &HueChooser::chosen, this, [this](const QString& stored) {
        const store::LabelRow* label = row();
        if (!label)
            return;
        store::LabelRow now = *label;
        now.colour = stored.toStdString();
        m_palette.save(tr("Change the colour of %1"), tr("Colour of %1 changed"), *label, now);
    });
    connect(m_merge, &QPushButton::clicked, this, [this] { openChange(true); });
    connect(m_archive, &QPushButton::clicked, this, [this] { openChange(false); });
    return area;
}

void LabelPanel::show(LabelId label, Wanted wanted) {
    const bool other = label != m_label;
    m_label = label;
    if (!row())
        return;
    fill(other);
    if (other) {
        m_counted = false;
        showFacts();
    }
    count();
    m_guideline->setLabel(label, QString::fromStdString(row()->name));
    m_examples->setLabel(label);
    switch (wanted) {
    case Wanted::Guideline:
        m_tabs->setCurrentIndex(1);
        m_guideline->edit();
        return;
    case Wanted::Examples:
        m_tabs->setCurrentIndex(2);
        m_examples->takeFocus();
        return;
    case Wanted::About:
        m_back->setFocus(Qt::OtherFocusReason);
        return;
    default:
        break;
    }
    m_tabs->setCurrentIndex(0);
    if (wanted == Wanted::Colour)
        m_hues->setFocus(Qt::OtherFocusReason);
    else if (wanted == Wanted::Key)
        m_key->setFocus(Qt::OtherFocusReason);
    else
        m_name->setFocus(Qt::OtherFocusReason);
    if (wanted == Wanted::Name)
        m_name->selectAll();
    if (wanted == Wanted::Key)
        m_key->selectAll();
    if (wanted == Wanted::Merge || wanted == Wanted::Archive)
        openChange(wanted == Wanted::Merge);
}

bool LabelPanel::dropTyped() {
    if (!row())
        return false;
    if (m_guideline->isVisible())
        return m_guideline->cancel();
    const QString name = QString::fromStdString(m_shown.name);
    const QString key = QString::fromStdString(m_shown.key).toUpper();
    if (m_name->text() == name && m_key->text() == key)
        return false;
    fill(true);
    return true;
}

void LabelPanel::labelsLoaded() {
    if (m_label == LabelId{})
        return;
    const store::LabelRow* now = row();
    if (!now) { // its adding was undone
        m_label = {};
        Q_EMIT closed();
        return;
    }
    fill(false);
    m_guideline->setLabel(m_label, QString::fromStdString(now->name));
    if (isVisible())
        m_soon.start();
}

void LabelPanel::examplesStale() {
    if (isVisible())
        m_soon.start();
}

void LabelPanel::fill(bool all) {
    const store::LabelRow& now = *row();
    const QString name = QString::fromStdString(now.name);
    const bool readOnly = m_workbench.project().readOnly;
    // What somebody is typing stays: only a field that shows what was stored follows the store.
    m_title->setText(name);
    // What somebody is typing stays: only a field that shows what was stored follows the store.
    const auto text = [](const std::string& stored) { return QString::fromStdString(stored); };
    if (all || m_name->text() == text(m_shown.name))
        m_name->setText(name);
    if (all || m_key->text() == text(m_shown.key).toUpper())
        m_key->setText(text(now.key).toUpper());
    if (all || m_description->toPlainText() == text(m_shown.description))
        m_description->setPlainText(text(now.description));
    m_key->setPlaceholderText(
        now.archived ? QString() : tr("by itself: %1").arg(m_palette.keyOf(m_label).toUpper()));
    m_hues->setColour(
        m_workbench.project().automaticColourOf(now.name), QString::fromStdString(now.colour));
    const int width = space(this, 8), height = space(this, 6);
    QPixmap cap((QSizeF(width, height) * devicePixelRatioF()).toSize());
    cap.setDevicePixelRatio(devicePixelRatioF());
    cap.fill(Qt::transparent);
    QPainter painter(&cap);
    paintKeyCap(painter, QRectF(0, 0, width, height), m_palette.keyOf(m_label),
        m_palette.colourOf(now.name), {}, this);
    painter.end();
    m_cap->setPixmap(cap);
    m_archived->setVisible(now.archived);
    m_restore->setVisible(now.archived && !readOnly);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_name, m_description, m_hues})
        widget->setEnabled(!readOnly);
    m_key->setEnabled(!readOnly && !now.archived);
    m_merge->setEnabled(!readOnly && !now.archived && m_palette.labels().size() > 1);
    m_archive->setEnabled(!readOnly && !now.archived);
    m_shown = now;
    checkName();
    checkKey();
}

// What every change of this label touches.
void LabelPanel::showFacts() {
    if (!m_counted) {
        m_facts->setText(tr("Counting…"));
        return;
    }
    if (m_impact == store::LabelImpact{}) {
        m_facts->setText(tr("Not used yet: a change touches nothing else"));
        return;
    }
    QStringList facts{tr("%Ln entities", nullptr, int(m_impact.accepted))};
    if (m_impact.suggested > 0)
        facts << tr("%Ln suggested", nullptr, int(m_impact.suggested));
    if (m_impact.rejected > 0)
        facts << tr("%Ln rejected", nullptr, int(m_impact.rejected));
    facts << tr("in %Ln documents", nullptr, int(m_impact.documents));
    m_facts->setText(facts.join(QStringLiteral(" · ")));
    checkName();
}

void LabelPanel::count() {
    if (m_ticket)
        m_workbench.forget(m_ticket);
    m_ticket = 0;
    if (m_label == LabelId{})
        return;
    m_examples->reload();
    m_ticket = m_workbench.query<store::LabelImpact>(
        [id = m_label](store::Reader& reader, std::stop_token stop) {
            return store::labelImpact(reader, id, stop);
        },
        [this](Result<store::LabelImpact> impact) {
            m_ticket = 0;
            if (!impact) { // gone meanwhile: the palette says so
                if (impact.error().code != ErrorCode::NotFound)
                    Q_EMIT failed(impact.error());
                return;
            }
            m_impact = *impact;
            m_counted = true;
            showFacts();
        });
}

void LabelPanel::checkName() {
    const QString now = m_name->text().trimmed();
    const bool same = now.toStdString() == m_shown.name;
    m_nameField->refuse(same ? QString() : m_palette.nameProblem(m_label, now));
    const auto spans = m_impact.accepted + m_impact.suggested + m_impact.rejected;
    m_nameField->setHint(same || !m_counted
            ? QString()
            : tr("Enter renames it; %Ln entities go along", nullptr, int(spans)));
}

void LabelPanel::checkKey() {
    const QString now = m_key->text().trimmed().toLower();
    const bool same = now.toStdString() == m_shown.key;
    m_keyField->refuse(same ? QString() : m_palette.keyProblem(m_label, now));
    m_keyField->setHint(same ? QString() : tr("Enter gives it this key"));
}

void LabelPanel::saveName() {
    const store::LabelRow* label = row();
    const QString now = m_name->text().trimmed();
    if (!label || m_nameField->refused() || now.toStdString() == label->name)
        return;
    store::LabelRow changed = *label;
    changed.name = now.toStdString();
    m_palette.save(tr("Rename %1"), tr("%1 is renamed"), *label, changed);
}

void LabelPanel::saveKey() {
    const store::LabelRow* label = row();
    const QString now = m_key->text().trimmed().toLower();
    if (!label || m_keyField->refused() || now.toStdString() == label->key)
        return;
    store::LabelRow changed = *label;
    changed.key = now.toStdString();
    m_palette.save(tr("Change the key of %1"), tr("Key of %1 changed"), *label, changed);
}

void LabelPanel::saveDescription() {
    const store::LabelRow* label = row();
    const std::string now = m_description->toPlainText().trimmed().toStdString();
    if (!label || m_workbench.project().readOnly || now == label->description)
        return;
    store::LabelRow changed = *label;
    changed.description = now;
    m_palette.save(tr("Describe %1"), tr("Description of %1 changed"), *label, changed);
}

void LabelPanel::openChange(bool merge) {
    const store::LabelRow* label = row();
    if (!label || label->archived || m_workbench.project().readOnly)
        return;
    auto* dialog = new LabelChangeDialog(m_workbench, m_palette, *label, merge, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &LabelChangeDialog::changed, this, &LabelPanel::changed);
    dialog->open();
}

} // namespace evenspan::ui
