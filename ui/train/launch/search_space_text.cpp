// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/launch/search_space_text.h"

#include <QRegularExpression>
#include <QStringList>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace evenspan::ui {

namespace {

using Json = nlohmann::ordered_json;

Error wrong(const QString& key, const char* what) {
    return {ErrorCode::BadConfig, what, key.toStdString(),
        "Give a list, as 8, 16, 32, or a range, as 1e-5 .. 1e-3 log."};
}

// A value of a list: a number or a truth value as JSON has it, else a word.
Json valueOf(const QString& text) {
    const Json parsed = Json::parse(text.toStdString(), nullptr, false);
    return parsed.is_number() || parsed.is_boolean() || parsed.is_string()
        ? parsed
        : Json(text.toStdString());
}

Result<Json> choicesOf(const QString& key, const QString& text) {
    static const QRegularExpression range(
        QStringLiteral("^(\\S+?)\\s*(?:\\.\\.+|…|–)\\s*(\\S+?)(\\s+log)?$"));
    const QString trimmed = text.trimmed();
    if (trimmed.isEmpty())
        return wrong(key, "A setting that is to be tried has no values");
    if (const auto match = range.match(trimmed); match.hasMatch()) {
        bool low = false, high = false;
        const double from = match.captured(1).toDouble(&low);
        const double to = match.captured(2).toDouble(&high);
        if (!low || !high)
            return wrong(key, "An end of the range is no number");
        Json out{{"min", from}, {"max", to}};
        if (match.hasCaptured(3))
            out["log"] = true;
        return out;
    }
    Json list = Json::array();
    for (const QString& one : trimmed.split(QLatin1Char(','))) {
        if (one.trimmed().isEmpty())
            return wrong(key, "A value of the list is empty");
        list.push_back(valueOf(one.trimmed()));
    }
    return list;
}

QString number(double value) {
    return QString::number(value, 'g', 3);
}

} // namespace

Result<std::string> spaceJson(const SpaceRows& rows) {
    Json out = Json::object();
    for (const auto& [key, text] : rows) {
        auto values = choicesOf(key, text);
        if (!values)
            return values.error();
        out[key.toStdString()] = std::move(*values);
    }
    return out.dump();
}

SpaceRows suggestedSpace(double learningRate, double epochs, qint64 batchSize) {
    const double rate = learningRate > 0 ? learningRate : 1e-4;
    const qint64 batch = std::max<qint64>(batchSize, 2);
    const double length = std::max(1.0, std::round(epochs));
    const auto range = [](double low, double high, bool log) {
        return QStringLiteral("%1 .. %2%3")
            .arg(number(low), number(high), log ? QStringLiteral(" log") : QString());
    };
    return {
        {QStringLiteral("learning_rate"), range(rate / 5, std::min(rate * 5, 1.0), true)},
        {QStringLiteral("batch_size"),
            QStringLiteral("%1, %2, %3").arg(batch / 2).arg(batch).arg(batch * 2)},
        {QStringLiteral("epochs"), range(std::max(1.0, length / 2), length * 2, false)},
        {QStringLiteral("warmup_ratio"), range(0, 0.2, false)},
        {QStringLiteral("weight_decay"), range(0.001, 0.1, true)},
        {QStringLiteral("layer_decay"), range(0.8, 1, false)},
        {QStringLiteral("dropout"), range(0, 0.3, false)},
        {QStringLiteral("label_smoothing"), range(0, 0.1, false)},
        {QStringLiteral("schedule"), QStringLiteral("linear, cosine, constant")},
        {QStringLiteral("class_weights"), QStringLiteral("none, sqrt, balanced")},
    };
}

} // namespace evenspan::ui
