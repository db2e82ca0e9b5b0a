// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/launch/recipe_table.h"

#include "ui/common/data_table.h"
#include "ui/common/file_dialogs.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/train/launch/recipe_file.h"
#include "ui/train/launch/recipe_model.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QVBoxLayout>

namespace evenspan::ui {

RecipeTable::RecipeTable(
    RecipeModel& recipe, Workbench& workbench, FileDialogs& dialogs, QWidget* parent)
    : QWidget(parent)
    , m_recipe(recipe)
    , m_workbench(workbench)
    , m_dialogs(dialogs)
    , m_found(new RecipeFilter(&recipe, this))
    , m_search(new QLineEdit(this))
    , m_beside(new QComboBox(this))
    , m_different(new QCheckBox(tr("Only what differs"), this))
    , m_keys(new DataTable(this))
    , m_details(mutedLabel({}, this)) {
    m_search->setPlaceholderText(tr("Find a setting"));
    m_search->setAccessibleName(m_search->placeholderText());
    m_search->setClearButtonEnabled(true);
    m_beside->setAccessibleName(tr("Compare with"));
    m_beside->setToolTip(tr("Whose values stand beside those of this recipe"));
    m_beside->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_beside->setMinimumContentsLength(14);
    m_beside->addItem(tr("Beside the defaults"));
    m_beside->addItem(tr("Beside a file…"));
    m_recipes.resize(2);
    m_different->setAccessibleName(m_different->text());
    m_different->setToolTip(tr("Shows the settings whose two values differ"));

    m_keys->setModel(m_found);
    m_keys->setAccessibleName(tr("Every setting of the recipe"));
    m_keys->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed
        | QAbstractItemView::AnyKeyPressed);
    m_keys->setSelectionBehavior(QAbstractItemView::SelectItems);
    m_keys->setColumnWidth(RecipeModel::Key, space(this, 42));
    m_keys->setColumnWidth(RecipeModel::Value, space(this, 20));
    m_keys->setColumnWidth(RecipeModel::Other, space(this, 20));
    m_keys->setColumnHidden(RecipeModel::Range, true); // with the source it stands below
    m_keys->setColumnHidden(RecipeModel::Source, true);
    m_keys->horizontalHeader()->setSectionResizeMode(RecipeModel::Meaning, QHeaderView::Stretch);

    m_details->setWordWrap(true);
    m_details->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_details->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_details->setAccessibleName(tr("About the setting"));
    // Three lines, so that the table does not change its height from key to key.
    m_details->setMinimumHeight(3 * m_details->fontMetrics().lineSpacing());

    auto* head = new QHBoxLayout;
    head->setSpacing(space(this, 2));
    head->addWidget(m_search, 1);
    head->addWidget(m_beside);
    head->addWidget(m_different);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space(this, 2));
    column->addLayout(head);
    column->addWidget(m_keys, 1);
    column->addWidget(m_details);

    connect(
        m_search, &QLineEdit::textChanged, m_found, &QSortFilterProxyModel::setFilterFixedString);
    connect(m_different, &QCheckBox::toggled, m_found, &RecipeFilter::setOnlyDifferent);
    connect(m_beside, &QComboBox::activated, this, &RecipeTable::compare);
    connect(m_keys->selectionModel(), &QItemSelectionModel::currentChanged, this,
        &RecipeTable::showDetails);
    m_ticket = workbench.runs([this](const Result<std::vector<store::RunRow>>& runs) {
        m_ticket = 0;
        if (runs)
            fillRuns(*runs);
    });
    showDetails();
}

RecipeTable::~RecipeTable() {
    if (m_ticket)
        m_workbench.forget(m_ticket);
}

void RecipeTable::fillRuns(const std::vector<store::RunRow>& runs) {
    for (auto run = runs.rbegin(); run != runs.rend(); ++run) { // the newest first
        auto recipe = engine::recipeFromJson(run->recipe);
        if (!recipe)
            continue;
        const QString name = QString::fromStdString(run->name);
        m_recipes.push_back(std::move(*recipe));
        m_beside->addItem(tr("Beside run %1").arg(name), name);
    }
}

void RecipeTable::compare(int choice) {
    QString title = m_beside->itemData(choice).toString();
    if (choice == 0) {
        title = tr("Default");
    } else if (choice == 1) {
        const QString path = m_dialogs.openFile(
            this, tr("Compare with a recipe"), tr("Recipes (*.json);;All files (*)"));
        auto recipe = readRecipeFile(path);
        if (!recipe) {
            m_beside->setCurrentIndex(m_chosen); // as it was
            if (!path.isEmpty())
                Q_EMIT refused(recipe.error());
            return;
        }
        m_recipes[1] = std::move(*recipe);
        title = QFileInfo(path).completeBaseName();
        m_beside->setItemText(1, tr("Beside the file %1…").arg(title));
    }
    m_chosen = choice;
    m_recipe.setOther(m_recipes[std::size_t(choice)], title);
    showDetails();
}

void RecipeTable::showDetails() {
    const QModelIndex at = m_found->mapToSource(m_keys->currentIndex());
    m_details->setText(at.isValid()
            ? m_recipe.details(at.row())
            : tr("Choose a setting to read what it does, what it may be and where that comes "
                 "from. Its value is changed by typing."));
}

} // namespace evenspan::ui
