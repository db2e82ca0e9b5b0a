// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/chart.h"

#include <optional>
#include <QString>
#include <utility>
#include <variant>
#include <vector>

// A report as its writers see it: sections of blocks, in the reader's language, every figure
// already printed. It knows nothing of audits. In every text "{#id}" stands for the section of that
// id and becomes its number and title, linked where the format has links.
namespace evenspan::report {

struct Paragraph {
    enum class Kind {
        Body,
        Lead, // what the reader should take along
        Note, // small and muted
        Formula, // monospaced, kept on its lines
        Warning, // framed
    };
    QString text;
    Kind kind = Kind::Body;
};

struct Bullets {
    std::vector<QString> items;
};

// A few numbers that are set large, each with what it says and what it does not.
struct KeyFigure {
    QString label;
    QString printed; // "0.871"
    QString interval; // "95 % interval 0.842 to 0.897"
    QString meaning, limits;
};
struct KeyFigures {
    std::vector<KeyFigure> figures;
};

struct Cell {
    QString printed;
    std::optional<double> value; // unrounded, for the JSON; not there for texts and "n/a"
};
struct Column {
    QString head;
    bool number = false; // right-aligned
};
struct Table {
    QString id; // stable key in the JSON
    QString caption;
    std::vector<Column> columns; // the first is the head of its row
    std::vector<std::vector<Cell>> rows;
    QString note;
};

struct Picture {
    Chart chart;
    QString caption;
    QString alt; // for those who do not see it
};

// Term and explanation: the glossary, the facts of a model.
struct Definitions {
    std::vector<std::pair<QString, QString>> entries;
};

// Lines to be filled in by hand: a label over a rule.
struct SignOff {
    std::vector<QString> labels;
};

using Block = std::variant<Paragraph, Bullets, KeyFigures, Table, Picture, Definitions, SignOff>;

struct Section {
    QString id; // ASCII, unique
    QString number; // "4", "4.1", "A"; printed before the title
    QString title;
    int level = 1; // 1 or 2
    std::vector<Block> blocks;
};

// The words that the writers themselves need.
struct ReportWords {
    QString contents, page, figure, table, yes, no, continued, attachment;
};

struct Report {
    QString title, subtitle;
    QString runningHead; // short, at the top of every page
    QString language; // BCP 47: "en", "zh-CN"
    std::vector<std::pair<QString, QString>> facts; // title page
    QString disclaimer; // title page, below the facts
    std::vector<Section> sections;
    ReportWords words;
    QString program; // "Evenspan 0.1.0"
    QString date; // ISO 8601, UTC: "2026-01-31T12:00:00Z"; the only date in any file
    QString audit; // a JSON document with everything measured; empty: none
};

// "4 Groups" for the section of that id; empty: there is none.
QString sectionName(const Report& report, const QString& id);

// A text with its references put in, and where they stand.
struct LinkedText {
    struct Link {
        int start = 0, length = 0; // in UTF-16 units of `text`
        QString target;
    };
    QString text;
    std::vector<Link> links;
};
LinkedText resolveReferences(const Report& report, const QString& text);

} // namespace evenspan::report
