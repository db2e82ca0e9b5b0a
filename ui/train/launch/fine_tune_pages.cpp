// SPDX-License-Identifier: GPL-3.0-or-later
// The three depths of the dialog: what is simple, and every key. The usual one is RecipeForm.
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/train/launch/fine_tune_dialog.h"
#include "ui/train/launch/recipe_form.h"
#include "ui/train/launch/recipe_model.h"
#include "ui/train/launch/recipe_table.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QStackedWidget>

#include <algorithm>

namespace evenspan::ui {

namespace {
const QString kDepth = QStringLiteral("train/depth");
}

int FineTuneDialog::captionWidth() const {
    int width = 0;
    for (const QString& text :
        {tr("Name"), tr("Model"), tr("Quality"), tr("Suited to"), tr("Data")})
        width = std::max(width, fontMetrics().horizontalAdvance(text));
    return width + space(this, 1);
}

// Three depths of the same recipe; the one chosen last comes back.
QWidget* FineTuneDialog::makeHead() {
    auto* row = new QWidget(this);
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(space(this, 1));
    const QStringList names{tr("Simple"), tr("Usual"), tr("All settings")};
    for (int i = 0; i < names.size(); ++i) {
        auto* button = new QPushButton(names[i], row);
        button->setCheckable(true);
        button->setAutoDefault(false);
        button->setAccessibleName(names[i]);
        m_depth->addButton(button, i);
        line->addWidget(button);
    }
    line->addStretch();
    connect(m_depth, &QButtonGroup::idClicked, this, [this](int depth) {
        m_pages->setCurrentIndex(depth);
        QSettings().setValue(kDepth, depth);
    });
    const int depth = std::clamp(QSettings().value(kDepth, 0).toInt(), 0, 2);
    m_depth->button(depth)->setChecked(true);
    m_pages->setCurrentIndex(depth);
    return row;
}

QWidget* FineTuneDialog::makeSimple() {
    auto* page = new QWidget(this);
    auto* grid = new QGridLayout(page);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(space(this, 4));
    grid->setVerticalSpacing(space(this, 2));
    grid->setColumnMinimumWidth(0, captionWidth());
    grid->setColumnStretch(1, 1);
    m_effort->addItem(tr("A quick try"), int(Effort::Quick));
    m_effort->addItem(tr("Balanced"), int(Effort::Balanced));
    m_effort->addItem(tr("As good as it gets"), int(Effort::Thorough));
    m_effort->setCurrentIndex(1);
    m_preset->addItem(tr("Chosen from the data"), QString());
    m_preset->addItem(tr("Small data"), QStringLiteral("small_data"));
    m_preset->addItem(tr("Large data"), QStringLiteral("large_data"));
    m_preset->addItem(tr("No graphics card"), QStringLiteral("cpu"));
    m_preset->addItem(tr("Long texts"), QStringLiteral("long_text"));
    m_preset->addItem(tr("Labels with mistakes"), QStringLiteral("noisy_labels"));
    const auto field = [&](int row, const QString& text, QWidget* widget, const QString& tip) {
        auto* label = new QLabel(text, page);
        label->setBuddy(qobject_cast<QLabel*>(widget) ? nullptr : widget);
        widget->setToolTip(tip);
        widget->setAccessibleName(text);
        widget->setAccessibleDescription(tip);
        grid->addWidget(label, row, 0, row < 2 ? Qt::AlignVCenter : Qt::AlignTop);
        grid->addWidget(widget, row, 1);
    };
    field(0, tr("Quality"), m_effort, tr("More epochs take longer and mostly find more"));
    field(1, tr("Suited to"), m_preset, tr("A set of settings for a kind of work"));
    m_data->setWordWrap(true);
    field(2, tr("Data"), m_data, {});
    grid->setRowStretch(3, 1);
    connect(m_effort, &QComboBox::activated, this, [this] {
        m_byHand = false;
        suggest();
    });
    connect(m_preset, &QComboBox::activated, this, [this] {
        m_byHand = false;
        suggest();
    });
    return page;
}

QWidget* FineTuneDialog::makeAll() {
    auto* page = new RecipeTable(*m_recipe, m_workbench, m_dialogs, this);
    connect(page, &RecipeTable::refused, m_banner, &ErrorBanner::showError);
    return page;
}

// What was chosen from the data, and why; nothing where nothing stood out.
QStringList FineTuneDialog::reasons(const engine::Recipe& recipe) const {
    const engine::Recipe standard;
    QStringList lines;
    if (labelsAreUneven(m_facts.mentions))
        lines << tr("Some labels are rare beside others: they weigh more");
    if (recipe.max_length > standard.max_length)
        lines << tr("One sentence in a hundred has over %1 words: windows of %2 sub-words")
                     .arg(number(m_facts.longSentence), number(recipe.max_length));
    if (recipe.accumulation > 1)
        lines << tr("Memory is short: batches of %1 sentences, %2 to a step")
                     .arg(number(recipe.batch_size), number(recipe.accumulation));
    else if (recipe.gradient_checkpointing)
        lines << tr("Memory is short: activations are computed again");
    return lines;
}

} // namespace evenspan::ui
