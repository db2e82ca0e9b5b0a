// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/project/import_view.h"

#include "ui/common/data_table.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/shell/documents_model.h"

#include <QComboBox>
#include <QFileInfo>
#include <QFormLayout>
#include <QHeaderView>
#include <QScrollArea>
#include <QStandardItemModel>
#include <QVBoxLayout>

namespace evenspan::ui {

ImportView::ImportView(Workbench& workbench, QWidget* parent)
    : QWidget(parent)
    , m_workbench(workbench)
    , m_title(titleLabel(tr("Import files"), this))
    , m_files(mutedLabel({}, this))
    , m_format(new QComboBox(this))
    , m_split(new QComboBox(this))
    , m_banner(new ErrorBanner(this))
    , m_body(new QWidget(this))
    , m_formatFound(headingLabel({}, this))
    , m_documents(new Figure(tr("Documents"), this))
    , m_sentences(new Figure(tr("Sentences"), this))
    , m_tokens(new Figure(tr("Tokens"), this))
    , m_entities(new Figure(tr("Entities"), this))
    , m_samples(new DataTable(this))
    , m_rows(new QStandardItemModel(this))
    , m_notes(new QLabel(this))
    , m_progress(new ProgressStrip(this))
    , m_progressText(mutedLabel({}, this))
    , m_start(primaryButton(tr("Import"), this))
    , m_cancel(new QPushButton(tr("Cancel"), this)) {
    m_files->setWordWrap(true);
    m_notes->setWordWrap(true);
    m_notes->setTextFormat(Qt::PlainText);
    m_format->setAccessibleName(tr("Format of the files"));
    m_split->setAccessibleName(tr("Split to import into"));
    m_samples->setAccessibleName(tr("First documents of the files"));
    m_progress->setAccessibleName(tr("Progress of the import"));
    m_start->setAccessibleName(tr("Import"));
    for (const QString& name : m_workbench.importFormats())
        m_format->addItem(name == QLatin1String("auto") ? tr("Find out by itself") : name, name);
    m_split->addItem(tr("As the files say"), QString());
    for (const char* split : {"train", "validation", "test"})
        m_split->addItem(splitText(QLatin1String(split)), QLatin1String(split));
    m_samples->setModel(m_rows);
    m_samples->setSelectionMode(QAbstractItemView::NoSelection);
    m_samples->setFocusPolicy(Qt::NoFocus);

    auto* choices = new QHBoxLayout;
    choices->setSpacing(space(this, 2));
    choices->addWidget(mutedLabel(tr("Format"), this));
    choices->addWidget(m_format);
    choices->addSpacing(space(this, 4));
    choices->addWidget(mutedLabel(tr("Split"), this));
    choices->addWidget(m_split);
    choices->addStretch();

    auto* figures = new QHBoxLayout;
    figures->setSpacing(space(this, 10));
    for (Figure* figure : {m_documents, m_sentences, m_tokens, m_entities})
        figures->addWidget(figure);
    figures->addStretch();
    auto* body = new QVBoxLayout(m_body);
    body->setContentsMargins(0, 0, 0, 0);
    body->setSpacing(space(this, 3));
    auto* panel = new Panel(m_body);
    panel->column()->setSpacing(space(this, 3));
    panel->column()->addWidget(m_formatFound);
    panel->column()->addLayout(figures);
    panel->column()->addWidget(m_samples, 1);
    body->addWidget(panel, 3);
    body->addWidget(m_notes);

    auto* foot = new QHBoxLayout;
    foot->addWidget(m_progress);
    foot->addWidget(m_progressText, 1);
    foot->addWidget(m_cancel);
    foot->addWidget(m_start);
    auto* column = new QVBoxLayout(this);
    const int margin = space(this, 6);
    column->setContentsMargins(margin, margin, margin, space(this, 4));
    column->setSpacing(space(this, 3));
    column->addWidget(m_title);
    column->addWidget(m_files);
    column->addLayout(choices);
    column->addWidget(m_banner);
    column->addWidget(m_body, 1);
    column->addLayout(foot);
    m_progress->setMaximumWidth(space(this, 60));

    connect(m_format, &QComboBox::activated, this, &ImportView::ask);
    connect(m_split, &QComboBox::activated, this, &ImportView::ask);
    connect(m_start, &QPushButton::clicked, this, &ImportView::start);
    connect(m_cancel, &QPushButton::clicked, this, &ImportView::cancel);
}

ImportView::~ImportView() {
    for (const Workbench::Ticket ticket : {m_preview, m_running})
        if (ticket)
            m_workbench.forget(ticket);
}

ImportRequest ImportView::request() const {
    return {m_paths, m_format->currentData().toString(), m_split->currentData().toString()};
}

void ImportView::preview(const QStringList& paths) {
    m_paths = paths;
    QStringList names;
    for (const QString& path : paths.mid(0, 6))
        names << QFileInfo(path).fileName();
    if (paths.size() > 6)
        names << tr("and %Ln more", nullptr, int(paths.size() - 6));
    m_files->setText(names.join(QStringLiteral(", ")));
    ask();
}

void ImportView::setReady(bool ready) {
    m_start->setEnabled(ready);
    m_body->setVisible(ready);
    m_progress->setVisible(!ready);
}

void ImportView::ask() {
    if (m_preview)
        m_workbench.forget(m_preview);
    m_banner->clear();
    setReady(false);
    m_progress->setShare(-1);
    m_progressText->setText(tr("Reading the files…"));
    m_preview = m_workbench.previewImport(request(), [this](Result<ImportReport> report) {
        m_preview = 0;
        m_progress->setVisible(false);
        m_progress->setShare(0);
        m_progressText->clear();
        if (report)
            show(*report);
        else
            m_banner->showError(report.error());
    });
}

void ImportView::show(const ImportReport& report) {
    setReady(report.counts.documents > 0);
    if (report.counts.documents == 0) {
        m_banner->showNotice(tr("There is nothing to import in these files."));
        return;
    }
    m_formatFound->setText(report.scheme.isEmpty()
            ? report.format
            : tr("%1, tags %2").arg(report.format, report.scheme));
    m_documents->setValue(number(report.counts.documents));
    m_sentences->setValue(number(report.counts.sentences));
    m_tokens->setValue(number(report.counts.tokens));
    m_entities->setValue(number(report.counts.spans));
    m_start->setText(tr("Import %Ln documents", nullptr, int(report.counts.documents)));
    m_start->setAccessibleName(m_start->text());

    m_rows->clear();
    m_rows->setHorizontalHeaderLabels({tr("Document"), tr("Split"), tr("Text"), tr("Entities")});
    for (const QStringList& sample : report.samples) {
        QList<QStandardItem*> row;
        for (int i = 0; i < 4; ++i) {
            const QString cell = sample.value(i);
            auto* item = new QStandardItem(i == 1 ? splitText(cell) : cell);
            item->setEditable(false);
            if (i == 3)
                item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
            row << item;
        }
        m_rows->appendRow(row);
    }
    m_rows->horizontalHeaderItem(3)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    QHeaderView* header = m_samples->horizontalHeader();
    header->setSectionResizeMode(2, QHeaderView::Stretch);
    m_samples->setColumnWidth(0, space(this, 40));
    m_samples->setColumnWidth(1, space(this, 24));
    m_samples->setColumnWidth(3, space(this, 20));

    QStringList notes;
    const auto list = [&notes](const QString& heading, const QStringList& lines) {
        for (const QString& line : lines)
            notes << tr("%1: %2").arg(heading, line);
    };
    list(tr("Lost"), report.lost);
    list(tr("Repaired"), report.repaired);
    list(tr("Note"), report.warnings);
    m_notes->setText(notes.isEmpty() ? tr("Everything in these files is kept as it is.")
                                     : notes.mid(0, 8).join(QLatin1Char('\n')));
    m_start->setFocus();
}

void ImportView::start() {
    if (m_running)
        return;
    m_start->setEnabled(false);
    m_format->setEnabled(false);
    m_split->setEnabled(false);
    m_progress->setVisible(true);
    m_progress->setShare(-1);
    m_running = m_workbench.runImport(
        request(),
        [this](qint64 documents, double share) {
            m_progress->setShare(share);
            m_progressText->setText(tr("%1 documents read").arg(number(documents)));
        },
        [this](Result<ImportReport> report) {
            m_running = 0;
            m_format->setEnabled(true);
            m_split->setEnabled(true);
            m_progress->setVisible(false);
            m_progressText->clear();
            if (report) {
                Q_EMIT finished(*report);
                return;
            }
            m_start->setEnabled(true);
            m_banner->showError(report.error());
        });
}

void ImportView::cancel() {
    for (Workbench::Ticket* ticket : {&m_preview, &m_running}) {
        if (*ticket)
            m_workbench.forget(*ticket);
        *ticket = 0;
    }
    m_format->setEnabled(true);
    m_split->setEnabled(true);
    m_progressText->clear();
    Q_EMIT closed();
}

} // namespace evenspan::ui
