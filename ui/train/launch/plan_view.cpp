// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/launch/plan_view.h"

#include "ui/common/colours.h"
#include "ui/common/error_text.h"
#include "ui/common/icons.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

namespace evenspan::ui {

namespace {

QString megabytes(std::uint64_t bytes) {
    return number(qint64((bytes + 500'000) / 1'000'000));
}

} // namespace

PlanView::PlanView(QWidget* parent)
    : QScrollArea(parent)
    , m_headline(headingLabel({}, this))
    , m_facts(mutedLabel({}, this))
    , m_busy(new ProgressStrip(this))
    , m_notes(new QVBoxLayout)
    , m_labels(new QLabel(this))
    , m_batchTitle(headingLabel(tr("The first batch as the model sees it"), this))
    , m_batch(new QLabel(this)) {
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    viewport()->setAutoFillBackground(false);
    setAccessibleName(tr("What the run will be"));
    m_busy->setAccessibleName(tr("Trying a few steps"));
    for (QLabel* label : {m_headline, m_facts, m_labels, m_batch}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    m_labels->setTextFormat(Qt::RichText);
    m_batch->setTextFormat(Qt::RichText);
    m_batch->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_notes->setSpacing(space(this, 2));
    auto* inner = new QWidget(this);
    auto* column = new QVBoxLayout(inner);
    column->setContentsMargins(space(this, 4), 0, space(this, 2), 0);
    column->setSpacing(space(this, 3));
    column->addWidget(m_headline);
    column->addWidget(m_busy);
    column->addWidget(m_facts);
    column->addLayout(m_notes);
    column->addWidget(m_labels);
    column->addWidget(m_batchTitle);
    column->addWidget(m_batch);
    column->addStretch();
    setWidget(inner);
    inner->setAutoFillBackground(false);
    m_batchTitle->hide(); // until there is one
    showWaiting();
}

void PlanView::clearNotes() {
    while (QLayoutItem* item = m_notes->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

void PlanView::showWaiting() {
    m_blocks = false;
    m_headline->setText(tr("Trying a few steps…"));
    m_busy->setShare(-1);
    m_busy->show();
}

void PlanView::showProblem(const Error& error) {
    clearNotes();
    const ErrorText text = errorText(error);
    m_busy->hide();
    m_headline->setText(tr("This run cannot start yet"));
    m_facts->setText(text.what % QLatin1Char('\n') % text.remedy);
    m_labels->clear();
    m_batchTitle->hide();
    m_batch->clear();
    m_blocks = true;
}

void PlanView::showBusy() {
    clearNotes();
    m_busy->hide();
    m_headline->setText(tr("Another run trains now"));
    m_facts->setText(tr("Time and memory are tried when the device is free. This run waits in the "
                        "queue until then."));
    m_labels->clear();
    m_batchTitle->hide();
    m_batch->clear();
    m_blocks = false;
}

QString PlanView::noteText(const PlanNote& note) const {
    switch (note.problem) {
    case PlanProblem::NotEnoughMemory:
        return tr("Needs %1 MB of memory even for one sentence at a time, and less is free. Lower "
                  "the window length, choose a smaller model, or recompute activations.")
            .arg(megabytes(std::uint64_t(note.count)));
    case PlanProblem::UnknownText:
        return tr("%1 % of the characters are unknown to this encoder: it cannot tell these words "
                  "apart. Choose an encoder for this language.")
            .arg(QLocale().toString(100 * note.share, 'f', 0));
    case PlanProblem::FewExamples: {
        QStringList names;
        for (const auto& label : note.labels)
            names << QString::fromStdString(label);
        return tr(
            "Fewer than 20 examples to learn from: %1. Label more of them, or leave them out.")
            .arg(names.join(QStringLiteral(", ")));
    }
    case PlanProblem::Leakage:
        return tr("%Ln sentences to check by stand in the training data too: the score will be too "
                  "good. Remove one of the two.",
            nullptr, int(note.count));
    case PlanProblem::CutSentences:
        return tr("%Ln sentences are longer than the window and are read in parts.", nullptr,
            int(note.count));
    case PlanProblem::SmallValidation:
        return tr("Only %Ln entities to choose the best weights by: scores will jump about.",
            nullptr, int(note.count));
    case PlanProblem::SmallGroups: {
        QStringList groups;
        for (const auto& group : note.labels)
            groups << QString::fromStdString(group);
        return tr("Few sentences in a group, so its weight rests on little: %1")
            .arg(groups.join(QStringLiteral(", ")));
    }
    }
    return {};
}

void PlanView::addRow(
    const QString& iconName, const QString& text, const QString& button, qint64 pieces) {
    auto* row = new QWidget(this);
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(space(this, 2));
    auto* sign = new QLabel(row);
    sign->setPixmap(icon(iconName).pixmap(space(this, 5)));
    auto* label = new QLabel(text, row);
    label->setWordWrap(true);
    line->addWidget(sign, 0, Qt::AlignTop);
    auto* column = new QVBoxLayout;
    column->setSpacing(space(this, 1));
    column->addWidget(label);
    line->addLayout(column, 1);
    if (!button.isEmpty()) {
        auto* push = new QPushButton(button, row);
        push->setAutoDefault(false);
        push->setAccessibleName(button);
        push->setAccessibleDescription(text);
        connect(
            push, &QPushButton::clicked, this, [this, pieces] { Q_EMIT extensionWanted(pieces); });
        column->addWidget(push, 0, Qt::AlignLeft);
    }
    m_notes->addWidget(row);
}

// What new pieces in the vocabulary bring, or would.
void PlanView::showVocabulary(const RunPlan& plan) {
    constexpr double worth = 0.01;
    const auto percent = [](double share) { return QLocale().toString(100 * share, 'f', 1); };
    if (plan.newPieces == 0)
        return;
    const QString now = percent(plan.unknownShare()), then = percent(plan.unknownShareThen());
    if (plan.extends)
        addRow(QStringLiteral("check"),
            tr("%Ln new pieces in the vocabulary: %1 % of the characters stay unknown, instead of "
               "%2 %.",
                nullptr, int(plan.newPieces))
                .arg(then, now),
            tr("Leave them out"), 0);
    else if (plan.unknownShare() > worth)
        addRow(QStringLiteral("info"),
            tr("%Ln new pieces in the vocabulary would let it read more: %1 % of the characters "
               "would stay unknown, instead of %2 %. They are learnt from your text.",
                nullptr, int(plan.newPieces))
                .arg(then, now),
            tr("Extend the vocabulary"), plan.newPieces);
}

void PlanView::showPlan(const RunPlan& plan) {
    clearNotes();
    m_busy->hide();
    m_blocks = false;
    m_headline->setText(plan.seconds > 0
            ? tr("About %1 on %2")
                  .arg(durationText(plan.seconds),
                      plan.device == "cpu" ? tr("the processor") : tr("the graphics card"))
            : tr("This run does not fit"));
    QStringList facts;
    facts << (plan.heldOut ? tr("%1 sentences to learn from, %2 held out to choose by")
                           : tr("%1 sentences to learn from, %2 to choose by"))
                 .arg(number(plan.train), number(plan.validation));
    if (plan.added > 0)
        facts << tr("%1 sentences more with names of the suite").arg(number(plan.added));
    if (!plan.groups.empty())
        facts << tr("%Ln groups of sentences", nullptr, int(plan.groups.size()));
    if (plan.paired > 0)
        facts << tr("%1 sentences paired with one of another name").arg(number(plan.paired));
    if (plan.undecided > 0)
        facts << tr("%Ln undecided documents are left out", nullptr, int(plan.undecided));
    facts << tr("%1 steps, %2 sub-words a second, up to %3 MB of memory")
                 .arg(number(plan.steps), number(qint64(plan.tokensPerSecond)),
                     megabytes(plan.memory));
    facts << tr("%1 sub-words a word in %2")
                 .arg(QLocale().toString(plan.subwordsPerWord(), 'f', 2),
                     QString::fromStdString(plan.precision));
    m_facts->setText(facts.join(QLatin1Char('\n')));
    for (const PlanNote& note : notesOn(plan)) {
        addRow(note.blocks ? QStringLiteral("close") : QStringLiteral("warning"), noteText(note));
        m_blocks = m_blocks || note.blocks;
    }
    showVocabulary(plan);
    const Colours colours = Colours::of(palette());
    QString table = QStringLiteral("<table cellspacing='0' cellpadding='2'><tr>");
    for (const QString& head : {tr("Label"), tr("To learn from"), tr("To choose by")})
        table += QStringLiteral("<td style='color:%1'>%2&nbsp;&nbsp;&nbsp;</td>")
                     .arg(colours.muted.name(), head);
    table += QStringLiteral("</tr>");
    for (const LabelSupport& label : plan.labels)
        table += QStringLiteral("<tr><td>%1</td><td align='right'>%2&nbsp;&nbsp;&nbsp;</td>"
                                "<td align='right'>%3&nbsp;&nbsp;&nbsp;</td></tr>")
                     .arg(QString::fromStdString(label.label).toHtmlEscaped(), number(label.train),
                         number(label.validation));
    m_labels->setText(table + QStringLiteral("</table>"));
    QString batch;
    for (const auto& row : plan.firstBatch) {
        batch += QStringLiteral("<p style='line-height:150%'>");
        for (const SeenPiece& piece : row) {
            const QString text = QString::fromStdString(piece.piece).toHtmlEscaped();
            batch += piece.tag.empty() ? QStringLiteral("<span style='color:%1'>%2</span> ")
                                             .arg(colours.muted.name(), text)
                : piece.tag == "O"
                ? text % QLatin1Char(' ')
                : QStringLiteral("<b>%1</b><sub>&nbsp;%2</sub> ")
                      .arg(text, QString::fromStdString(piece.tag).toHtmlEscaped());
        }
        batch += QStringLiteral("</p>");
    }
    m_batch->setText(batch);
    m_batchTitle->setVisible(!plan.firstBatch.empty());
    m_batch->setAccessibleDescription(
        tr("Grey pieces teach nothing; a bold piece carries the tag behind it"));
    m_batch->setToolTip(m_batch->accessibleDescription());
}

} // namespace evenspan::ui
