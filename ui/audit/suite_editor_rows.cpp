// SPDX-License-Identifier: GPL-3.0-or-later
// Rows that come into a suite, and files that go out of it.
#include "core/base/files.h"
#include "core/store/reader.h"
#include "ui/audit/suite_editor.h"
#include "ui/audit/suite_grid.h"
#include "ui/common/file_dialogs.h"
#include "ui/shell/workbench.h"

#include <QFileInfo>
#include <QTabWidget>

namespace evenspan::ui {

namespace {

constexpr std::size_t kLargest = 64U << 20; // bytes of a file of names

std::filesystem::path pathOf(const QString& text) {
    return std::filesystem::path(text.toStdU16String());
}

std::vector<std::string> wordsOf(const QStringList& titles) {
    std::vector<std::string> out;
    for (const QString& each : titles)
        out.push_back(each.toStdString());
    return out;
}

} // namespace

void SuiteEditor::addRow(View view) {
    if (!m_document || !m_document->editable())
        return;
    if (view == Names) {
        fairness::DraftName name; // the group of the row above, as most are written in a run
        const auto& rows = m_document->names()->rows();
        const int at = m_names->currentRow() >= 0 ? m_names->currentRow() : int(rows.size()) - 1;
        if (at >= 0 && at < rows.size())
            name.group = rows[at][1].toStdString();
        m_document->addNames({name});
        m_names->edit(m_document->names()->rowCount() - 1, 0);
    } else {
        const auto draft = m_document->draft();
        m_document->addTemplates({{fairness::freeTemplateId(draft.templates), {}}});
        m_sentences->edit(m_document->templates()->rowCount() - 1, 1);
    }
}

void SuiteEditor::paste(View view, const QString& text) {
    if (!m_document || !m_document->editable())
        return;
    const std::string bytes = text.toStdString();
    int count = 0;
    if (view == Sentences) {
        const auto rows = fairness::templatesFromTable(
            bytes, m_document->draft().templates, wordsOf(SuiteDocument::templateTitles()));
        if (!rows) {
            Q_EMIT failed(rows.error());
            return;
        }
        count = int(rows->size());
        m_document->addTemplates(*rows);
    } else {
        const auto rows = fairness::namesFromTable(bytes, wordsOf(SuiteDocument::nameTitles()));
        if (!rows) {
            Q_EMIT failed(rows.error());
            return;
        }
        count = int(rows->size());
        m_document->addNames(*rows);
    }
    Q_EMIT said(count > 0 ? tr("%n row(s) added. Ctrl+Z takes them out.", nullptr, count)
                          : tr("There is no row in what was copied"));
}

void SuiteEditor::importFile() {
    if (!m_document)
        return;
    const View view = m_views->currentIndex() == Sentences ? Sentences : Names;
    const QString path =
        m_dialogs.openFile(this, view == Names ? tr("Import names") : tr("Import sentences"),
            tr("Tables (*.csv *.tsv *.txt)"));
    if (path.isEmpty())
        return;
    m_views->setCurrentIndex(view);
    const QPointer<SuiteEditor> here(this);
    const QPointer<SuiteDocument> into(m_document);
    m_workbench.query<std::string>(
        [path](store::Reader&, std::stop_token) { return readFile(pathOf(path), kLargest); },
        [here, into, view](Result<std::string> text) {
            if (!here || !into || here->m_document != into)
                return;
            if (!text) {
                Q_EMIT here->failed(text.error());
                return;
            }
            // Bytes that are no UTF-8 would be replaced without a word.
            if (auto sound = fairness::namesFromTable(*text);
                !sound && sound.error().code == ErrorCode::BadEncoding) {
                auto error = sound.error();
                error.remedy = tr("Save the table as UTF-8, then import it again.").toStdString();
                Q_EMIT here->failed(error);
                return;
            }
            here->paste(view, QString::fromStdString(*text));
        });
}

void SuiteEditor::exportFile() {
    if (!m_document)
        return;
    QString name = m_document->fact(SuiteDocument::Name);
    for (QChar& c : name)
        if (QStringLiteral("/\\:*?\"<>|").contains(c) || c.unicode() < 0x20)
            c = QLatin1Char('-');
    const QString path = m_dialogs.saveFile(this, tr("Export the suite"),
        name + QStringLiteral(".csv"), tr("Names (*.csv);;Whole suite (*.json)"));
    if (path.isEmpty())
        return;
    const QPointer<SuiteEditor> here(this);
    m_workbench.query<bool>(
        [path, draft = m_document->draft()](store::Reader&, std::stop_token) -> Result<bool> {
            const bool whole = path.endsWith(QStringLiteral(".json"), Qt::CaseInsensitive);
            std::string text;
            if (whole) {
                const auto suite = fairness::suiteOf(draft);
                if (!suite)
                    return suite.error();
                text = fairness::suiteToJson(*suite);
            } else {
                text = fairness::draftNamesToCsv(draft);
            }
            if (auto written = writeFileAtomic(pathOf(path), text); !written)
                return written.error();
            return true;
        },
        [here, shown = QFileInfo(path).fileName()](Result<bool> done) {
            if (!here)
                return;
            if (done)
                Q_EMIT here->said(tr("Written: %1").arg(shown));
            else
                Q_EMIT here->failed(done.error());
        });
}

} // namespace evenspan::ui
