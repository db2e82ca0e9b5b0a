// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/runs/column_mistake.h"

#include <QCoreApplication>

#include <utility>

namespace evenspan::ui {

namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(ColumnMistake)
public:
    // What is wrong, and the remedy.
    static std::pair<QString, QString> formula(const FormulaMistake& mistake);
    static QString line(const ColumnMistake& mistake);
};

std::pair<QString, QString> Words::formula(const FormulaMistake& mistake) {
    const QString word = QString::fromStdString(mistake.word);
    const QString stray = tr("Something stands here that does not belong");
    const QString between = tr("Put an operator such as + - * / between two values.");
    const QString count = tr("The function has another number of arguments");
    switch (mistake.fault) {
    case FormulaFault::TooLong:
        return {tr("The formula is too long"),
            tr("Write at most 1,000 characters; name a part of it as a column of its own.")};
    case FormulaFault::Empty:
        return {tr("The formula is empty"), tr("Write one, such as test_f1 / minutes.")};
    case FormulaFault::StrayClose:
        return {tr("A ) closes nothing"), between};
    case FormulaFault::Power:
        return {stray, tr("Write ** for a power.")};
    case FormulaFault::Assignment:
        return {stray, tr("Write == to compare.")};
    case FormulaFault::OperatorMissing:
        return {stray, between};
    case FormulaFault::ComparisonsChained:
        return {tr("Comparisons stand one behind the other"),
            tr("Compare two values at a time; put one comparison into parentheses.")};
    case FormulaFault::TooDeep:
        return {
            tr("The formula is nested too deep"), tr("Name a part of it as a column of its own.")};
    case FormulaFault::ValueMissingAtEnd:
        return {tr("A value is missing at the end"), tr("Put a number or a column there.")};
    case FormulaFault::ValueMissing:
        return {tr("A value is missing here"), tr("Put a number, a column or a ( there.")};
    case FormulaFault::NotClosed:
        return {tr("A ( is not closed"), tr("Put a ) where it ends.")};
    case FormulaFault::NumberOutOfRange:
        return {tr("The number is too large or too small"), tr("Write it another way.")};
    case FormulaFault::NotANumber:
        return {tr("This is no number"),
            tr("Write it as 12, 0.5 or 1e-5; a name begins with a letter.")};
    case FormulaFault::NotCalled:
        return {tr("A function has no arguments here"),
            tr("Put them in parentheses behind it: %1(…).").arg(word)};
    case FormulaFault::FunctionUnknown:
        return {tr("There is no such function"),
            word.isEmpty() ? tr("There are %1.").arg(QString::fromStdString(mistake.known))
                           : tr("Did you mean %1?").arg(word)};
    case FormulaFault::CallNotClosed:
        return {
            tr("A ( is not closed"), tr("Put a ) where it ends, or a , before the next value.")};
    case FormulaFault::WantsOneArgument:
        return {count, tr("Give it one.")};
    case FormulaFault::WantsThreeArguments:
        return {count, tr("Give it three: if(condition, then, else).")};
    case FormulaFault::WantsMoreArguments:
        return {count, tr("Give it two or more.")};
    }
    return {};
}

QString Words::line(const ColumnMistake& mistake) {
    const QString name = QString::fromStdString(mistake.name);
    const auto said = [](const QString& what, const QString& remedy) {
        return QString(what % QStringLiteral("  ·  ") % remedy);
    };
    switch (mistake.fault) {
    case ColumnMistake::Fault::NotAName:
        return said(tr("%1 is no name for a column").arg(name),
            tr("Use letters, digits and _, a letter first, such as f1_per_minute."));
    case ColumnMistake::Fault::NameTaken:
        return said(tr("There is a column of the name %1").arg(name), tr("Choose another name."));
    case ColumnMistake::Fault::NoNumbers:
        return said(tr("The column %1 holds no numbers").arg(name),
            tr("Use a column of numbers, such as f1 or epochs."));
    case ColumnMistake::Fault::ColumnUnknown:
        return said(tr("There is no column %1").arg(name),
            mistake.near.empty()
                ? tr("Use a name from the menu of columns, such as f1 or minutes.")
                : tr("Did you mean %1?").arg(QString::fromStdString(mistake.near)));
    case ColumnMistake::Fault::Formula:
        break;
    }
    const auto [what, remedy] = formula(mistake.formula);
    return mistake.formula.position == 0
        ? said(what, remedy)
        : tr("%1 – at character %2  ·  %3").arg(what).arg(mistake.formula.position).arg(remedy);
}

} // namespace

QString columnMistakeText(const ColumnMistake& mistake) {
    return Words::line(mistake);
}

} // namespace evenspan::ui
