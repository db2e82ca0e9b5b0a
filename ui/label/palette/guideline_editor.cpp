// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/label/palette/guideline_editor.h"

#include "core/store/reader.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QDateTime>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace evenspan::ui {

namespace {
enum Side { Empty, Read, Write };
}

QuietBrowser::QuietBrowser(QWidget* parent)
    : QTextBrowser(parent) {
    setOpenLinks(false);
    setFrameShape(QFrame::NoFrame);
    document()->setDocumentMargin(space(this, 1));
    document()->setIndentWidth(space(this, 4));
}

GuidelineEditor::GuidelineEditor(Workbench& workbench, QWidget* parent)
    : QWidget(parent)
    , m_workbench(workbench)
    , m_stack(new QStackedWidget(this))
    , m_versions(new QComboBox(this))
    , m_read(new QuietBrowser(this))
    , m_write(new QPlainTextEdit(this))
    , m_empty(mutedLabel({}, this))
    , m_edit(new QPushButton(tr("Edit"), this))
    , m_save(primaryButton(tr("Save version"), this)) {
    m_versions->setAccessibleName(tr("Version of the guideline"));
    m_versions->view()->setAccessibleName(m_versions->accessibleName());
    m_versions->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_versions->setMinimumContentsLength(8);
    m_read->setAccessibleName(tr("Guideline"));
    m_write->setAccessibleName(tr("Guideline, in Markdown"));
    m_write->setPlaceholderText(
        tr("What belongs to this label, what does not, and where its ends lie.\n\nMarkdown: "
           "# heading, **bold**, - list"));
    m_write->setTabChangesFocus(true);
    m_write->installEventFilter(this);
    m_empty->setWordWrap(true);
    m_empty->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_empty->setText(tr("No guideline yet. Write down what belongs to this label and what does "
                        "not, so that everybody marks alike. Every save is a version."));
    auto* writing = new QWidget(this);
    auto* hint = mutedLabel(tr("Ctrl+Enter saves, Esc leaves it as it was"), writing);
    hint->setWordWrap(true);
    auto* cancelButton = plainButton(tr("Cancel"), {}, writing);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_save);
    buttons->addWidget(cancelButton);
    buttons->addStretch();
    auto* below = new QVBoxLayout(writing);
    below->setContentsMargins(0, 0, 0, 0);
    below->setSpacing(space(this, 2));
    below->addWidget(m_write, 1);
    below->addWidget(hint);
    below->addLayout(buttons);
    for (QWidget* side : std::initializer_list<QWidget*>{m_empty, m_read, writing})
        m_stack->addWidget(side);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, space(this, 2), 0, 0);
    column->setSpacing(space(this, 2));
    column->addWidget(m_versions);
    column->addWidget(m_stack, 1);
    column->addWidget(m_edit, 0, Qt::AlignLeft);
    connect(m_versions, &QComboBox::currentIndexChanged, this, &GuidelineEditor::showVersion);
    connect(m_edit, &QPushButton::clicked, this, &GuidelineEditor::edit);
    connect(m_save, &QPushButton::clicked, this, &GuidelineEditor::save);
    connect(cancelButton, &QPushButton::clicked, this, &GuidelineEditor::cancel);
    connect(m_write, &QPlainTextEdit::textChanged, this, [this] {
        if (m_stack->currentIndex() == Write)
            m_drafts[m_label.value] = m_write->toPlainText();
    });
}

GuidelineEditor::~GuidelineEditor() {
    if (m_ticket)
        m_workbench.forget(m_ticket);
}

void GuidelineEditor::setLabel(LabelId label, const QString& name) {
    m_name = name;
    if (label != m_label) {
        m_label = label;
        m_rows.clear();
        m_stack->setCurrentIndex(Empty);
        if (const auto draft = m_drafts.constFind(label.value); draft != m_drafts.constEnd()) {
            m_write->setPlainText(*draft);
            m_stack->setCurrentIndex(Write);
        }
    }
    load();
}

void GuidelineEditor::load() {
    if (m_ticket)
        m_workbench.forget(m_ticket);
    m_ticket = 0;
    if (m_label == LabelId{})
        return;
    using Rows = std::vector<store::GuidelineRow>;
    m_ticket =
        m_workbench.query<Rows>([id = m_label](store::Reader& reader,
                                    std::stop_token) { return store::guidelines(reader, id); },
            [this](Result<Rows> rows) {
                m_ticket = 0;
                if (!rows) {
                    Q_EMIT failed(rows.error());
                    return;
                }
                const bool same = *rows == m_rows && m_versions->count() == int(m_rows.size());
                m_rows = std::move(*rows);
                if (!same) {
                    const QSignalBlocker quiet(m_versions);
                    m_versions->clear();
                    for (auto at = m_rows.rbegin(); at != m_rows.rend(); ++at) {
                        const QDateTime time = QDateTime::fromMSecsSinceEpoch(at->created);
                        const QString text = tr("Version %1 · %2 · %3")
                                                 .arg(number(at->version),
                                                     QLocale().toString(time, QLocale::ShortFormat),
                                                     QString::fromStdString(at->author));
                        m_versions->addItem(text);
                        m_versions->setItemData(m_versions->count() - 1, text, Qt::ToolTipRole);
                    }
                }
                showVersion();
            });
}

void GuidelineEditor::showVersion() {
    const int at = m_versions->currentIndex();
    const bool any = at >= 0 && at < int(m_rows.size());
    m_versions->setVisible(!m_rows.empty());
    m_versions->setToolTip(m_versions->currentText());
    m_edit->setText(!any ? tr("Write it") : at == 0 ? tr("Edit") : tr("Use this text again"));
    m_edit->setEnabled(!m_workbench.project().readOnly && m_label != LabelId{});
    const bool writing = m_stack->currentIndex() == Write;
    m_edit->setVisible(!writing);
    if (writing)
        return;
    const QString text =
        any ? QString::fromStdString(m_rows[m_rows.size() - 1 - std::size_t(at)].text) : QString();
    m_read->setMarkdown(text);
    m_stack->setCurrentIndex(text.trimmed().isEmpty() ? Empty : Read);
}

void GuidelineEditor::edit() {
    if (m_label == LabelId{} || m_workbench.project().readOnly)
        return;
    if (m_stack->currentIndex() != Write) {
        const int at = m_versions->currentIndex();
        const bool any = at >= 0 && at < int(m_rows.size());
        m_write->setPlainText(any
                ? QString::fromStdString(m_rows[m_rows.size() - 1 - std::size_t(at)].text)
                : QString());
        m_stack->setCurrentIndex(Write);
        m_edit->hide();
    }
    m_write->setFocus(Qt::OtherFocusReason);
    m_write->moveCursor(QTextCursor::End);
}

bool GuidelineEditor::cancel() {
    if (m_stack->currentIndex() != Write)
        return false;
    m_drafts.remove(m_label.value);
    m_stack->setCurrentIndex(Read);
    showVersion();
    m_edit->setFocus(Qt::OtherFocusReason);
    return true;
}

void GuidelineEditor::save() {
    m_save->setEnabled(false);
    m_write->setReadOnly(true); // what is on its way is what is seen
    m_workbench.edit(
        {},
        [id = m_label, text = m_write->toPlainText().toStdString()](
            store::Writer& writer) -> Result<void> {
            auto version = store::Annotations(writer).setGuideline(id, text);
            return version ? Result<void>() : Result<void>(version.error());
        },
        [this, id = m_label, name = m_name](const Result<void>& done) {
            m_save->setEnabled(true);
            m_write->setReadOnly(false);
            if (!done) { // the text stays in its field
                Q_EMIT failed(done.error());
                return;
            }
            m_drafts.remove(id.value);
            if (id == m_label) {
                m_versions->setCurrentIndex(0);
                m_stack->setCurrentIndex(Read);
                m_edit->setVisible(true);
                m_edit->setFocus(Qt::OtherFocusReason);
                load();
            }
            Q_EMIT saved(tr("Guideline of %1 saved").arg(name));
        });
}

bool GuidelineEditor::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_write
        && (event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride)) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        const bool save = enter && key->modifiers() == Qt::ControlModifier;
        if (save || key->key() == Qt::Key_Escape) {
            if (event->type() == QEvent::ShortcutOverride)
                event->accept(); // this field's key before the window's
            else if (save)
                this->save();
            else
                cancel();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace evenspan::ui
