// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/project/import_view.h"

#include "core/io/hugging_face.h"
#include "ui/common/colours.h"
#include "ui/common/data_table.h"
#include "ui/common/file_dialogs.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/project/import_choices.h"
#include "ui/project/report_words.h"
#include "ui/shell/documents_model.h"

#include <nlohmann/json.hpp>
#include <QEvent>
#include <QFileInfo>
#include <QHeaderView>
#include <QLabel>
#include <QListWidget>
#include <QPointer>
#include <QSaveFile>
#include <QStandardItemModel>
#include <QVBoxLayout>

#include <algorithm>

namespace evenspan::ui {

namespace {

constexpr std::size_t kSamples = 50; // rows of the preview
constexpr int kSampleText = 200; // characters

constexpr int kLabels = 12; // named with their counts; the others are summed up

} // namespace

ImportView::ImportView(Workbench& workbench, FileDialogs& dialogs, QWidget* parent)
    : QWidget(parent)
    , m_workbench(workbench)
    , m_dialogs(dialogs)
    , m_title(titleLabel(tr("Import files"), this))
    , m_files(mutedLabel({}, this))
    , m_choices(new ImportChoices(this))
    , m_banner(new ErrorBanner(this))
    , m_formatFound(headingLabel({}, this))
    , m_documents(new Figure(tr("Documents"), this))
    , m_sentences(new Figure(tr("Sentences"), this))
    , m_tokens(new Figure(tr("Tokens"), this))
    , m_entities(new Figure(tr("Entities"), this))
    , m_labels(new QLabel(this))
    , m_samples(new DataTable(this))
    , m_rows(new QStandardItemModel(this))
    , m_notes(new QListWidget(this))
    , m_body(buildBody())
    , m_progress(new ProgressStrip(this))
    , m_progressText(mutedLabel({}, this))
    , m_save(new QPushButton(tr("Save report…"), this))
    , m_start(primaryButton(tr("Import"), this))
    , m_cancel(new QPushButton(tr("Cancel"), this)) {
    m_files->setWordWrap(true);
    m_progress->setAccessibleName(tr("Progress of the import"));
    m_save->setAccessibleName(tr("Save report…"));
    m_save->setToolTip(tr("What stands here, as a JSON file or as text"));
    m_start->setAccessibleName(tr("Import"));
    m_cancel->setAccessibleName(tr("Cancel"));

    auto* foot = new QHBoxLayout;
    foot->addWidget(m_progress);
    foot->addWidget(m_progressText, 1);
    foot->addWidget(m_save);
    foot->addWidget(m_cancel);
    foot->addWidget(m_start);
    auto* column = new QVBoxLayout(this);
    const int margin = space(this, 6);
    column->setContentsMargins(margin, margin, margin, space(this, 4));
    column->setSpacing(space(this, 3));
    column->addWidget(m_title);
    column->addWidget(m_files);
    column->addWidget(m_choices);
    column->addWidget(m_banner);
    column->addWidget(m_body, 1);
    column->addLayout(foot);
    m_progress->setMaximumWidth(space(this, 60));
    // The choices stay where they are while the files are read.
    QSizePolicy policy = m_body->sizePolicy();
    policy.setRetainSizeWhenHidden(true);
    m_body->setSizePolicy(policy);
    m_timer.setInterval(100);

    connect(&m_timer, &QTimer::timeout, this, &ImportView::follow);
    connect(m_choices, &ImportChoices::changed, this, &ImportView::ask);
    connect(m_save, &QPushButton::clicked, this, &ImportView::saveReport);
    connect(m_start, &QPushButton::clicked, this, &ImportView::start);
    connect(m_cancel, &QPushButton::clicked, this, &ImportView::cancel);
}

ImportView::~ImportView() {
    m_stop.request_stop();
    if (m_preview)
        m_workbench.forget(m_preview);
}

// What the files are and hold.
QWidget* ImportView::buildBody() {
    auto* all = new QWidget(this);
    m_samples->setAccessibleName(tr("First documents of the files"));
    m_samples->setModel(m_rows);
    m_samples->setSelectionMode(QAbstractItemView::NoSelection);
    m_samples->setFocusPolicy(Qt::NoFocus);
    m_samples->setItemDelegateForColumn(2, new SampleDelegate(m_samples));
    m_labels->setTextFormat(Qt::RichText);
    m_labels->setWordWrap(true);
    m_notes->setAccessibleName(tr("What was found, mended and lost"));
    m_notes->setWordWrap(true);
    m_notes->setFrameShape(QFrame::NoFrame);
    m_notes->setSelectionMode(QAbstractItemView::NoSelection);
    m_notes->setMinimumHeight(space(this, 20));
    auto* figures = new QHBoxLayout;
    figures->setSpacing(space(this, 10));
    for (Figure* figure : {m_documents, m_sentences, m_tokens, m_entities})
        figures->addWidget(figure);
    figures->addStretch();
    auto* body = new QVBoxLayout(all);
    body->setContentsMargins(0, 0, 0, 0);
    body->setSpacing(space(this, 3));
    auto* panel = new Panel(all);
    panel->column()->setSpacing(space(this, 3));
    panel->column()->addWidget(m_formatFound);
    panel->column()->addLayout(figures);
    panel->column()->addWidget(m_labels);
    panel->column()->addWidget(m_samples, 1);
    body->addWidget(panel, 3);
    body->addWidget(m_notes, 1);
    return all;
}

ImportRequest ImportView::request() const {
    ImportRequest request = m_choices->request();
    for (const QString& path : m_paths)
        request.paths.emplace_back(path.toStdU16String());
    request.name = tr("Import %Ln files", nullptr, int(m_paths.size())).toStdString();
    return request;
}

void ImportView::preview(const QStringList& paths) {
    m_paths = paths;
    QStringList names;
    for (const QString& path : paths.mid(0, 6))
        names << QFileInfo(path).fileName();
    if (paths.size() > 6)
        names << tr("and %Ln more", nullptr, int(paths.size() - 6));
    m_files->setText(names.join(QStringLiteral(", ")));
    m_choices->forget();
    ask();
}

void ImportView::setReady(bool ready) {
    m_start->setEnabled(ready);
    m_save->setEnabled(ready);
    m_body->setVisible(ready);
    m_progress->setVisible(!ready);
}

void ImportView::ask() {
    if (m_preview)
        m_workbench.forget(m_preview);
    m_banner->clear();
    m_summary.reset();
    setReady(false);
    m_start->setText(tr("Import"));
    m_start->setAccessibleName(m_start->text());
    m_progress->setShare(-1);
    m_progressText->setText(tr("Reading the files…"));
    m_preview = m_workbench.query<Preview>(
        [request = request()](store::Reader& reader, std::stop_token stop) -> Result<Preview> {
            Preview preview;
            auto summary = previewImport(
                request, stop, {},
                [&preview](const DocumentDraft& document) {
                    if (preview.samples.size() < kSamples)
                        preview.samples.push_back({QString::fromStdString(document.name),
                            QString::fromStdString(document.split),
                            sampleText(document, kSampleText), document.spans.size()});
                },
                &reader);
            if (!summary)
                return summary.error();
            preview.summary = std::move(*summary);
            return preview;
        },
        [this](Result<Preview> preview) {
            m_preview = 0;
            m_progress->setVisible(false);
            m_progress->setShare(0);
            m_progressText->clear();
            if (preview)
                return show(*preview);
            showReportError(*m_banner, preview.error());
            if (preview.error().what == io::kTagsAreNumbers)
                m_choices->askForNames();
        });
}

void ImportView::show(const Preview& preview) {
    const ImportSummary& summary = preview.summary;
    setReady(summary.documents > 0);
    if (summary.documents == 0)
        return m_banner->showNotice(tr("There is nothing to import in these files."));
    m_summary = summary;
    m_choices->show(summary);
    const QString format = formatTitle(summary.format);
    m_formatFound->setText(summary.scheme.empty()
            ? format
            : tr("%1, tags %2").arg(format, QString::fromStdString(summary.scheme)));
    m_documents->setValue(number(qint64(summary.documents)));
    m_sentences->setValue(number(qint64(summary.sentences)));
    m_tokens->setValue(number(qint64(summary.tokens)));
    m_entities->setValue(number(qint64(summary.spans)));
    m_start->setText(tr("Import %Ln documents", nullptr, int(summary.documents)));
    m_start->setAccessibleName(m_start->text());

    m_rows->clear();
    m_rows->setHorizontalHeaderLabels({tr("Document"), tr("Split"), tr("Text"), tr("Entities")});
    for (const Sample& sample : preview.samples) {
        SampleMarks marks = sample.text.marks;
        for (SampleMark& mark : marks)
            mark.colour = colourOf(mark.label.toStdString(), summary);
        QList<QStandardItem*> row;
        for (const QString& cell : {sample.name, splitText(sample.split), sample.text.text,
                 number(qint64(sample.entities))}) {
            row << new QStandardItem(cell);
            row.back()->setEditable(false);
        }
        row[2]->setData(QVariant::fromValue(marks), SampleDelegate::kMarks);
        row[3]->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        m_rows->appendRow(row);
    }
    m_rows->horizontalHeaderItem(3)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_samples->horizontalHeader()->setSectionResizeMode(2, QHeaderView::Stretch);
    m_samples->setColumnWidth(0, space(this, 40));
    m_samples->setColumnWidth(1, space(this, 24));
    m_samples->setColumnWidth(3, space(this, 20));

    showLabels(summary);
    m_notes->clear();
    const auto list = [this](const QString& heading, const std::vector<std::string>& lines) {
        for (const std::string& line : lines)
            m_notes->addItem(tr("%1: %2").arg(heading, reportLine(line)));
    };
    list(tr("Left out"), summary.problems);
    list(tr("Lost"), summary.lost);
    list(tr("Repaired"), summary.repaired);
    for (const QString& line : repeatTexts(summary.repeats))
        m_notes->addItem(tr("%1: %2").arg(tr("Repeated"), line));
    list(tr("Note"), summary.warnings);
    if (m_notes->count() == 0)
        m_notes->addItem(tr("Everything in these files is kept as it is."));
    if (summary.rule != MergeRule::Add)
        m_notes->insertItem(0, saidOf(summary));
    for (const io::Finding& finding : summary.found)
        m_notes->addItem(tr("Found: %1 %2 (%3)")
                             .arg(findingName(finding.what), findingValue(finding.value),
                                 reportReason(finding.why)));
    if (!m_choices->isAncestorOf(focusWidget()))
        m_start->setFocus();
}

// The project's own; labels that it does not have yet take the places after those.
int ImportView::colourOf(const std::string& label, const ImportSummary& summary) const {
    const ProjectState& project = m_workbench.project();
    if (project.labelPlaces.contains(label))
        return project.colourOf(label);
    int place = int(project.labelPlaces.size());
    for (const auto& [name, count] : summary.labels) {
        if (name == label)
            break;
        place += project.labelPlaces.contains(name) ? 0 : 1;
    }
    return place;
}

// The most frequent first, each in the colour that it has in the texts below.
void ImportView::showLabels(const ImportSummary& summary) {
    std::vector<std::pair<std::string, std::uint64_t>> labels(
        summary.labels.begin(), summary.labels.end());
    std::stable_sort(labels.begin(), labels.end(),
        [](const auto& a, const auto& b) { return a.second > b.second; });
    QString shown;
    QStringList spoken;
    const Look look = lookOf(palette());
    for (std::size_t i = 0; i < labels.size() && i < kLabels; ++i) {
        const LabelColour colour = labelColour(colourOf(labels[i].first, summary), look);
        const QString name = QString::fromStdString(labels[i].first);
        const QString count = number(qint64(labels[i].second));
        shown += QStringLiteral("<span style=\"background:%1;color:%2\">&nbsp;%3&nbsp;</span>"
                                "&nbsp;%4&nbsp;&nbsp; ")
                     .arg(colour.fill.name(), colour.text.name(), name.toHtmlEscaped(), count);
        spoken << name % QLatin1Char(' ') % count;
    }
    if (labels.size() > kLabels) {
        spoken << tr("and %Ln more labels", nullptr, int(labels.size() - kLabels));
        shown += spoken.back().toHtmlEscaped();
    }
    m_labels->setText(shown);
    m_labels->setAccessibleName(tr("Entities by label: %1").arg(spoken.join(tr(", "))));
    m_labels->setVisible(!labels.empty());
}

void ImportView::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_summary)
        showLabels(*m_summary);
}

// What became, or will become, of the documents.
QString ImportView::saidOf(const ImportSummary& summary) const {
    const MergeCounts& counts = summary.merge;
    QStringList parts{tr("%Ln documents imported", nullptr, int(counts.added))};
    if (counts.skipped > 0)
        parts << tr("%Ln left out", nullptr, int(counts.skipped));
    if (counts.layered > 0)
        parts << tr("%Ln with a new layer", nullptr, int(counts.layered));
    if (counts.replaced > 0)
        parts << tr("%Ln replaced", nullptr, int(counts.replaced));
    return parts.join(QStringLiteral(", "));
}

void ImportView::start() {
    if (m_running)
        return;
    m_running = true;
    setReady(true);
    m_start->setEnabled(false);
    m_save->setEnabled(false);
    m_choices->setEnabled(false);
    m_progress->setVisible(true);
    m_progress->setShare(-1);
    m_share = std::make_shared<Share>();
    m_stop = {};
    m_since.start();
    m_timer.start();
    auto done = std::make_shared<std::optional<ImportSummary>>();
    m_workbench.edit(
        {},
        [request = request(), share = m_share, stop = m_stop.get_token(), done](
            store::Writer& writer) -> Result<void> {
            auto summary =
                importDocuments(writer, request, stop, [&](std::uint64_t documents, double part) {
                    share->documents = documents;
                    share->share = part;
                });
            if (!summary)
                return summary.error();
            *done = std::move(*summary);
            return {};
        },
        [shown = QPointer(this), share = m_share, done](const Result<void>& result) {
            // Nobody waits for one that was given up; what it did all the same is said.
            if (!shown)
                return;
            if (shown->m_share == share) {
                shown->m_running = false;
                shown->m_timer.stop();
                shown->m_choices->setEnabled(true);
                shown->m_progress->setVisible(false);
                shown->m_progressText->clear();
            }
            if (result && *done)
                Q_EMIT shown->finished(shown->saidOf(**done));
            else if (!result && shown->m_share == share && !shown->m_stop.stop_requested()) {
                shown->m_start->setEnabled(true);
                shown->m_save->setEnabled(true);
                showReportError(*shown->m_banner, result.error());
            }
        });
}

void ImportView::follow() {
    const double share = m_share->share;
    const double seconds = qMax(0.001, double(m_since.elapsed()) / 1000);
    const quint64 documents = m_share->documents;
    m_progress->setShare(share);
    QString text = tr("%1 documents read").arg(number(qint64(documents)));
    if (seconds > 1)
        text = tr("%1, %2 a second").arg(text, number(qint64(double(documents) / seconds)));
    if (seconds > 1 && share > 0.02 && share < 1)
        text = tr("%1, %2 left").arg(text, durationText(seconds / share * (1 - share)));
    m_progressText->setText(text);
}

QStringList ImportView::reportLines() const {
    QStringList lines{m_files->text(), m_formatFound->text(), saidOf(*m_summary)};
    const auto counted = [&](const QString& name, std::uint64_t count) {
        lines << tr("%1: %2").arg(name, number(qint64(count)));
    };
    counted(tr("Documents"), m_summary->documents);
    counted(tr("Sentences"), m_summary->sentences);
    counted(tr("Tokens"), m_summary->tokens);
    counted(tr("Entities"), m_summary->spans);
    for (const auto& [label, count] : m_summary->labels)
        counted(QString::fromStdString(label), count);
    for (int i = 0; i < m_notes->count(); ++i)
        lines << m_notes->item(i)->text();
    return lines;
}

void ImportView::saveReport() {
    if (!m_summary)
        return;
    const QString place = m_dialogs.saveFile(this, tr("Save the report of the import"),
        QStringLiteral("import.json"), tr("JSON file (*.json);;Text file (*.txt)"));
    if (place.isEmpty())
        return;
    // For programs as the command line has it; for people as it stands here, in their language.
    const bool plain = place.endsWith(QStringLiteral(".txt"), Qt::CaseInsensitive);
    QSaveFile file(place);
    const QByteArray bytes = plain ? reportLines().join(QLatin1Char('\n')).toUtf8() + '\n'
                                   : QByteArray::fromStdString(toJson(*m_summary).dump(2) + "\n");
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        m_banner->showError({ErrorCode::Io, tr("The report could not be written").toStdString(),
            place.toStdString(), tr("Choose another folder.").toStdString()});
}

void ImportView::cancel() {
    if (m_preview)
        m_workbench.forget(m_preview);
    m_preview = 0;
    m_stop.request_stop();
    m_running = false;
    m_timer.stop();
    m_choices->setEnabled(true);
    m_progressText->clear();
    Q_EMIT closed();
}

} // namespace evenspan::ui
