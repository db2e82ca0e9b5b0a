// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/audit_parts.h"

#include "core/report/bias_report.h"

namespace evenspan::report {

using namespace fairness;

Table tableOf(const HeatChart& chart, const QString& id, const QString& caption) {
    Table table{id, caption, {{chart.rowTitle, false}}, {}, chart.columnTitle};
    for (const auto& column : chart.columns)
        table.columns.push_back({column, true});
    for (std::size_t row = 0; row < chart.rows.size(); ++row) {
        std::vector<Cell> cells{{chart.rows[row], {}}};
        for (const auto& cell : chart.cells[row])
            cells.push_back({cell.printed, cell.value});
        table.rows.push_back(std::move(cells));
    }
    return table;
}

Result<AuditParts> auditParts(const AuditResult& audit, const std::string& language) {
    return BiasReport::parts(audit, language);
}

Result<AuditParts> BiasReport::parts(const AuditResult& audit, const std::string& language) {
    if (auto known = checkLanguage(language); !known)
        return known.error();
    return BiasReport(audit, language).takeParts();
}

Result<std::vector<QString>> dimensionNames(const AuditResult& audit, const std::string& language) {
    return BiasReport::namesOf(audit, language);
}

Result<std::vector<QString>> BiasReport::namesOf(
    const AuditResult& audit, const std::string& language) {
    if (auto known = checkLanguage(language); !known)
        return known.error();
    const BiasReport words(audit, language);
    std::vector<QString> out;
    for (const auto& one : audit.dimensions)
        out.push_back(words.dimensionName(one));
    return out;
}

// Blocks of a section of the report that is thrown away.
template <class F> std::vector<Block> BiasReport::blocksOf(const F& fill) {
    open("", {}, {});
    const auto first = m_report.sections.size() - 1;
    fill();
    std::vector<Block> out;
    for (auto at = first; at < m_report.sections.size(); ++at)
        for (auto& block : m_report.sections[at].blocks)
            out.push_back(std::move(block));
    m_report.sections.resize(first);
    for (auto& block : out)
        if (auto* paragraph = std::get_if<Paragraph>(&block))
            paragraph->text = resolved(paragraph->text);
        else if (auto* table = std::get_if<Table>(&block))
            table->note = resolved(table->note);
    return out;
}

// A window has no numbers of sections: their titles alone.
QString BiasReport::resolved(const QString& text) const {
    Report titles;
    titles.sections = {{QStringLiteral("gaps"), {}, tr("Gaps between groups"), 1, {}},
        {QStringLiteral("groups"), {}, tr("The groups"), 1, {}},
        {QStringLiteral("annex-b"), {}, tr("Annex: lists of names, their sources and licences"), 1,
            {}}};
    return resolveReferences(titles, text).text;
}

AuditParts BiasReport::takeParts() {
    AuditParts out;
    const auto front = blocksOf([this] { summary(); });
    for (const auto& block : front)
        if (const auto* figures = std::get_if<KeyFigures>(&block)) {
            out.headline = figures->figures;
            for (auto& figure : out.headline)
                figure.limits = resolved(figure.limits);
        } else if (const auto* list = std::get_if<Bullets>(&block)) {
            out.cannotSay = list->items;
        } else if (const auto* lead = std::get_if<Paragraph>(&block)) {
            if (lead->kind == Paragraph::Kind::Lead)
                out.scope = lead->text;
        }
    for (const auto& limit : m_audit.limits)
        out.limits.push_back(resolved(limitText(limit)));
    for (const auto& one : m_audit.dimensions) {
        AuditPart part;
        part.name = dimensionName(one);
        part.groups = blocksOf([&] { performance(one); });
        part.gaps = blocksOf([&] {
            gaps(one);
            spread(one);
        });
        part.errors = blocksOf([&] { errors(one); });
        part.swaps = blocksOf([&] {
            swaps(one);
            templates(one);
        });
        part.calibration = blocksOf([&] { reliability({&one}, false); });
        part.change = blocksOf([&] { changeOf(one); });
        addMaps(part.swaps, QString::fromStdString(one.id));
        out.dimensions.push_back(std::move(part));
    }
    return out;
}

// The report leaves the figures of a map to the map; in a window a table can be read aloud.
void BiasReport::addMaps(std::vector<Block>& blocks, const QString& id) const {
    std::vector<Block> out;
    for (auto& block : blocks) {
        std::optional<Table> table;
        if (const auto* picture = std::get_if<Picture>(&block))
            if (const auto* heat = std::get_if<HeatChart>(&picture->chart))
                table = tableOf(*heat,
                    (heat->bothSigns ? QStringLiteral("matrix.") : QStringLiteral("templates."))
                        + id,
                    picture->caption);
        out.push_back(std::move(block));
        if (table)
            out.emplace_back(std::move(*table));
    }
    blocks = std::move(out);
}

} // namespace evenspan::report
