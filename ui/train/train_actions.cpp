// SPDX-License-Identifier: GPL-3.0-or-later
// The commands of the page, by their names.
#include "ui/common/file_dialogs.h"
#include "ui/common/plot.h"
#include "ui/common/widgets.h"
#include "ui/shell/main_window.h"
#include "ui/shell/train_monitor.h"
#include "ui/train/launch/cross_training_dialog.h"
#include "ui/train/launch/model_dialog.h"
#include "ui/train/launch/searches_dialog.h"
#include "ui/train/queue_panel.h"
#include "ui/train/train_page.h"

namespace evenspan::ui {

void addTrainPage(
    MainWindow& window, std::shared_ptr<ModelStore> models, RunDesk* desk, PlaceOpener opener) {
    window.addPage({QStringLiteral("train"), QStringLiteral("train"), TrainPage::tr("Train"),
        TrainPage::tr("Fine-tune a model and watch it learn"),
        [&window, models, desk, opener = std::move(opener)](QWidget* parent) {
            auto* page = new TrainPage(window, desk, parent);
            page->setModels(models);
            page->setOpener(opener);
            return page;
        }});
    const QString group = TrainPage::tr("Training");
    if (models)
        window.actions().add({QStringLiteral("train.models"), TrainPage::tr("Models…"),
            QStringLiteral("train"), {}, group,
            [&window, models] {
                auto* dialog = new ModelDialog(*models, window.dialogs(), &window);
                dialog->setAttribute(Qt::WA_DeleteOnClose);
                dialog->open();
            },
            [] { return true; }});
    window.actions().add({QStringLiteral("train.new"), TrainPage::tr("Fine-tune a model"),
        QStringLiteral("train"), QKeySequence(QStringLiteral("Ctrl+T")), group,
        [&window] {
            if (auto* page = qobject_cast<TrainPage*>(window.showPage(QStringLiteral("train"))))
                page->fineTune();
        },
        [&window] {
            return window.workbench().isOpen()
                && (window.workbench().training() || !window.workbench().isTraining())
                && !window.workbench().project().readOnly
                && window.workbench().project().info.total.documents > 0;
        }});
    window.actions().add(
        {QStringLiteral("train.stop"), TrainPage::tr("Stop training"), QStringLiteral("stop"),
            QKeySequence(QStringLiteral("Ctrl+.")), group, [&window] { window.monitor().stop(); },
            [&window] { return window.workbench().isTraining(); }});
    const auto page = [&window] {
        return qobject_cast<TrainPage*>(window.showPage(QStringLiteral("train")));
    };
    window.actions().add({QStringLiteral("train.compare"), TrainPage::tr("Compare runs"),
        QStringLiteral("table"), QKeySequence(), group,
        [page] {
            if (auto* shown = page())
                shown->compare();
        },
        [&window] { return window.workbench().isOpen(); }});
    window.actions().add({QStringLiteral("train.table"), TrainPage::tr("All runs as a table"),
        QStringLiteral("table"), QKeySequence(), group,
        [page] {
            if (auto* shown = page())
                shown->showTable();
        },
        [&window] { return window.workbench().isOpen(); }});
    window.actions().add({QStringLiteral("train.verify"), TrainPage::tr("Verify the run"),
        QStringLiteral("check"), QKeySequence(), group,
        [page] {
            if (auto* shown = page())
                shown->verify();
        },
        [&window] { return window.workbench().isOpen(); }});
    window.actions().add({QStringLiteral("train.export_model"), TrainPage::tr("Export model…"),
        QStringLiteral("export"), QKeySequence(), group,
        [page] {
            if (auto* shown = page())
                shown->exportModel();
        },
        [&window] { return window.workbench().isOpen(); }});
    window.actions().add({QStringLiteral("train.searches"), TrainPage::tr("Searches…"),
        QStringLiteral("search"), QKeySequence(), group,
        [&window] {
            auto* dialog = new SearchesDialog(window.workbench(), &window);
            dialog->setAttribute(Qt::WA_DeleteOnClose);
            dialog->open();
        },
        [&window] { return window.workbench().isOpen(); }});
    window.actions().add({QStringLiteral("train.kfold"), TrainPage::tr("Cross-training…"),
        QStringLiteral("train"), QKeySequence(), group,
        [&window] {
            auto* dialog = new CrossTrainingDialog(window.workbench(), &window);
            dialog->setAttribute(Qt::WA_DeleteOnClose);
            dialog->open();
        },
        [&window] { return window.workbench().isOpen(); }});
    addQueueActions(window, group);
    window.actions().add({QStringLiteral("train.export_plot"), TrainPage::tr("Save the plot"),
        QStringLiteral("export"), QKeySequence(QStringLiteral("Ctrl+Shift+E")), group,
        [&window] {
            auto* page = qobject_cast<TrainPage*>(window.showPage(QStringLiteral("train")));
            const QString path = window.dialogs().saveFile(&window, TrainPage::tr("Save the plot"),
                QStringLiteral("loss.svg"),
                TrainPage::tr("Drawing (*.svg);;Picture (*.png);;Numbers (*.csv)"));
            if (page && !path.isEmpty() && !page->plot().exportTo(path))
                window.toast().say(TrainPage::tr("The file could not be written"));
        },
        [&window] { return window.workbench().isOpen(); }});
}

} // namespace evenspan::ui
