// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/audit_parts.h"

#include <memory>
#include <string>

class QTranslator;

namespace evenspan::report {

// Texts of an audit, which are UTF-8, as the report holds them.
inline QString shown(const std::string& text) {
    return QString::fromStdString(text);
}
QString joined(const std::vector<std::string>& texts); // "a, b"

// Languages that a bias report can be written in: "en", "zh_CN".
const std::vector<std::string>& reportLanguages();

// Makes the bias report of an audit, for readers who have never trained a model: summary, system,
// data, groups, method, results, limits, sign-off, annexes, glossary. Everything in it comes from
// the audit; an undefined figure is "n/a" with its reason. Reads its words from the program itself
// and needs no installed translator, so a window in one language writes a report in another.
class BiasReport {
public:
    // Errors: InvalidArgument (another language).
    static Result<Report> make(const fairness::AuditResult& audit, const std::string& language);
    // The same in pieces, for a window; see audit_parts.h.
    static Result<AuditParts> parts(
        const fairness::AuditResult& audit, const std::string& language);
    static Result<std::vector<QString>> namesOf(
        const fairness::AuditResult& audit, const std::string& language);
    ~BiasReport();

private:
    static Result<void> checkLanguage(const std::string& language);
    BiasReport(const fairness::AuditResult& audit, const std::string& language);
    Report build();
    // lupdate finds these calls; the words are looked up in the report's own language.
    QString tr(const char* source) const;

    // bias_words.cpp: codes and figures in words.
    QString count(std::uint64_t value) const;
    QString share(double value) const; // "87.1%"
    QString points(double value) const; // "−4.2"
    QString factor(double value) const; // "1.25"
    QString chance(double p) const; // "0.012", "<0.0001"
    QString missing(const std::string& reason) const; // "n/a (no gold mention)"
    QString printed(const fairness::AuditMeasure& measure) const; // "87.1% [84.2, 89.7]"
    QString printedPoints(const fairness::AuditMeasure& measure) const;
    Cell shareCell(const fairness::AuditMeasure& measure) const;
    Cell pointsCell(const fairness::AuditMeasure& measure) const;
    Cell factorCell(const fairness::AuditMeasure& measure) const;
    Cell rateCell(const fairness::AuditMeasure& measure) const; // of 1,000, as it is
    Cell countCell(const std::optional<std::uint64_t>& value) const;
    Cell chanceCell(const std::optional<double>& p) const;
    Cell textCell(const QString& text) const;
    QString measureName(const std::string& code) const;
    QString dimensionName(const fairness::AuditDimension& dimension) const;
    QString partName(const QString& id) const;
    QString groupHead(const fairness::AuditDimension& dimension) const;
    QString groupName(const fairness::AuditGroup& group) const;
    QString clusterName(const fairness::AuditDimension& dimension) const;
    QString levelName(const std::string& level) const;
    QString verdictName(const std::string& verdict) const;
    QString typeName(const std::string& type) const;
    QString limitText(const fairness::AuditLimit& limit) const;
    const fairness::AuditDimension* dimension(const std::string& id) const;

    // bias_front.cpp
    void front();
    void summary();
    void system();
    void data();
    void agreement();
    void groups();
    // bias_change.cpp
    void change();
    void changeOf(const fairness::AuditDimension& dimension);
    void warnOfFewSeeds();
    QString changeFigure(const fairness::AuditChangeLine& line) const;
    void addChanges(const std::vector<const fairness::AuditChangeLine*>& lines);
    // bias_method.cpp
    void method();
    void limits();
    void glossary();
    // bias_results.cpp
    void performance(const fairness::AuditDimension& dimension);
    void gaps(const fairness::AuditDimension& dimension);
    void spread(const fairness::AuditDimension& dimension);
    void errors(const fairness::AuditDimension& dimension);
    void results();
    void intersections();
    // bias_suites.cpp
    void counterfactual();
    void swaps(const fairness::AuditDimension& dimension);
    void templates(const fairness::AuditDimension& dimension);
    void calibration();
    void reliability(const std::vector<const fairness::AuditDimension*>& dimensions, bool kinds);
    // bias_annexes.cpp
    void fullTables();
    void sources();
    void hiringTable();
    void actTable();
    void reproduction();
    void modelCard();

    // audit_parts.cpp
    AuditParts takeParts();
    template <class F> std::vector<Block> blocksOf(const F& fill);
    QString resolved(const QString& text) const;
    void addMaps(std::vector<Block>& blocks, const QString& id) const;

    Section& open(const char* id, const QString& number, const QString& title, int level = 1);
    void say(const QString& text, Paragraph::Kind kind = Paragraph::Kind::Body);
    template <class T> void add(T block) {
        m_report.sections.back().blocks.emplace_back(std::move(block));
    }

    const fairness::AuditResult& m_audit;
    std::unique_ptr<QTranslator> m_translator; // none: English
    Report m_report;
};

} // namespace evenspan::report
