// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/html.h"

#include <nlohmann/json.hpp>

namespace evenspan::report {

namespace {

using Json = nlohmann::ordered_json;
constexpr int kFormat = 1;

std::string plain(const Report& report, const QString& text) {
    return resolveReferences(report, text).text.toStdString();
}

Json pairs(const Report& report, const std::vector<std::pair<QString, QString>>& entries) {
    Json out = Json::array();
    for (const auto& [term, text] : entries)
        out.push_back({{"term", term.toStdString()}, {"text", plain(report, text)}});
    return out;
}

Json block(const Report& report, const Paragraph& one) {
    static const char* kinds[] = {"body", "lead", "note", "formula", "warning"};
    return {
        {"kind", "paragraph"}, {"style", kinds[int(one.kind)]}, {"text", plain(report, one.text)}};
}

Json block(const Report& report, const Bullets& one) {
    Json items = Json::array();
    for (const auto& item : one.items)
        items.push_back(plain(report, item));
    return {{"kind", "list"}, {"items", items}};
}

Json block(const Report& report, const KeyFigures& one) {
    Json figures = Json::array();
    for (const auto& figure : one.figures)
        figures.push_back({{"label", figure.label.toStdString()},
            {"printed", figure.printed.toStdString()}, {"interval", figure.interval.toStdString()},
            {"meaning", plain(report, figure.meaning)}, {"limits", plain(report, figure.limits)}});
    return {{"kind", "key_figures"}, {"figures", figures}};
}

Json block(const Report& report, const Table& one) {
    Json columns = Json::array(), rows = Json::array();
    for (const auto& column : one.columns)
        columns.push_back(column.head.toStdString());
    for (const auto& row : one.rows) {
        Json cells = Json::array();
        for (const auto& cell : row) {
            Json out{{"printed", plain(report, cell.printed)}};
            if (cell.value)
                out["value"] = *cell.value;
            cells.push_back(std::move(out));
        }
        rows.push_back(std::move(cells));
    }
    return {{"kind", "table"}, {"id", one.id.toStdString()}, {"caption", one.caption.toStdString()},
        {"columns", columns}, {"rows", rows}, {"note", plain(report, one.note)}};
}

// What a chart prints; its values stand in the table behind it and in the audit.
Json printedOf(const std::vector<IntervalRow>& rows) {
    Json out = Json::array();
    for (const auto& row : rows)
        out.push_back({{"label", row.label.toStdString()}, {"printed", row.printed.toStdString()}});
    return out;
}
Json printedOf(const DotChart& chart) {
    return printedOf(chart.rows);
}
Json printedOf(const ForestChart& chart) {
    return printedOf(chart.rows);
}
Json printedOf(const HeatChart& chart) {
    Json out = Json::array();
    for (std::size_t row = 0; row < chart.rows.size(); ++row)
        for (std::size_t column = 0; column < chart.columns.size(); ++column)
            out.push_back({{"label", chart.rows[row].toStdString()},
                {"column", chart.columns[column].toStdString()},
                {"printed", chart.cells[row][column].printed.toStdString()}});
    return out;
}
Json printedOf(const ReliabilityChart& chart) {
    Json out = Json::array();
    for (const auto& panel : chart.panels)
        out.push_back(
            {{"label", panel.title.toStdString()}, {"printed", panel.note.toStdString()}});
    return out;
}

Json block(const Report&, const Picture& one) {
    return {{"kind", "chart"}, {"caption", one.caption.toStdString()},
        {"text", one.alt.toStdString()},
        {"values", std::visit([](const auto& chart) { return printedOf(chart); }, one.chart)}};
}

Json block(const Report& report, const Definitions& one) {
    return {{"kind", "definitions"}, {"entries", pairs(report, one.entries)}};
}

Json block(const Report&, const SignOff& one) {
    Json labels = Json::array();
    for (const auto& label : one.labels)
        labels.push_back(label.toStdString());
    return {{"kind", "sign_off"}, {"labels", labels}};
}

} // namespace

std::string writeJson(const Report& report) {
    Json out{{"format", kFormat}, {"title", report.title.toStdString()},
        {"subtitle", report.subtitle.toStdString()}, {"language", report.language.toStdString()},
        {"program", report.program.toStdString()}, {"date", report.date.toStdString()},
        {"facts", pairs(report, report.facts)}};
    Json sections = Json::array();
    for (const auto& section : report.sections) {
        Json blocks = Json::array();
        for (const auto& one : section.blocks)
            blocks.push_back(
                std::visit([&](const auto& each) { return block(report, each); }, one));
        sections.push_back({{"id", section.id.toStdString()},
            {"number", section.number.toStdString()}, {"title", section.title.toStdString()},
            {"level", section.level}, {"blocks", blocks}});
    }
    out["sections"] = std::move(sections);
    if (!report.audit.isEmpty())
        out["audit"] = Json::parse(report.audit.toStdString(), nullptr, false);
    return out.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

} // namespace evenspan::report
