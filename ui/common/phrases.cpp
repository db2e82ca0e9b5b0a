// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/phrases.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace evenspan::ui {

Phrases::Phrases(const char* context, std::initializer_list<const char* const*> lists)
    : m_context(context) {
    for (const char* const* list : lists)
        for (; *list; ++list)
            add(*list);
    std::stable_sort(m_patterns.begin(), m_patterns.end(),
        [](const Pattern& a, const Pattern& b) { return a.length > b.length; });
}

void Phrases::add(const char* phrase) {
    static const QRegularExpression hole(QStringLiteral("%([1-3])"));
    const QString text = QString::fromUtf8(phrase);
    Pattern pattern{phrase, {}, {}, 0};
    qsizetype at = 0;
    for (auto match = hole.match(text); match.hasMatch(); match = hole.match(text, at)) {
        pattern.texts << text.mid(at, match.capturedStart() - at);
        pattern.holes.push_back(match.captured(1).toInt());
        at = match.capturedEnd();
    }
    pattern.texts << text.mid(at);
    for (const QString& part : pattern.texts)
        pattern.length += part.size();
    if (pattern.holes.empty())
        m_whole.insert(text, phrase);
    else
        m_patterns.push_back(std::move(pattern));
}

// What stands in the holes, in order of their numbers; none is empty. Looked for from the end, so
// that the first takes as much as it can: names of labels come last and hold no quotes, a text may.
std::optional<QStringList> Phrases::putIn(const Pattern& pattern, const QString& english) {
    const QStringList& texts = pattern.texts;
    if (!english.startsWith(texts.front()) || !english.endsWith(texts.back())
        || english.size() < pattern.length + qsizetype(pattern.holes.size()))
        return {};
    std::vector<std::pair<int, QString>> found;
    qsizetype end = english.size() - texts.back().size();
    for (auto i = qsizetype(pattern.holes.size()) - 1; i >= 0; --i) {
        const QString& before = texts[i];
        // At least one character of each hole, this one and those before it.
        const qsizetype last = end - 1 - before.size();
        const qsizetype at = i == 0 ? 0 : last < 0 ? -1 : english.lastIndexOf(before, last);
        const qsizetype from = at + before.size();
        if (at < 0 || from >= end)
            return {};
        found.emplace_back(pattern.holes[std::size_t(i)], english.mid(from, end - from));
        end = at;
    }
    std::sort(found.begin(), found.end());
    QStringList out;
    for (auto& [number, text] : found)
        out << text;
    return out;
}

QString Phrases::translated(const char* phrase) const {
    return QCoreApplication::translate(m_context, phrase);
}

std::optional<QString> Phrases::said(const QString& english, bool inner) const {
    if (const auto whole = m_whole.constFind(english); whole != m_whole.constEnd())
        return translated(*whole);
    for (const Pattern& pattern : m_patterns) {
        auto parts = putIn(pattern, english);
        if (!parts)
            continue;
        for (QString& part : *parts)
            if (const auto known = m_whole.constFind(part); inner && known != m_whole.constEnd())
                part = translated(*known);
        // All at once: a "%2" in somebody's text is no place for the next.
        const QString text = translated(pattern.phrase);
        return parts->size() == 1 ? text.arg(parts->at(0))
            : parts->size() == 2  ? text.arg(parts->at(0), parts->at(1))
                                  : text.arg(parts->at(0), parts->at(1), parts->at(2));
    }
    return {};
}

std::optional<QString> Phrases::allSaid(
    const QString& english, const QString& between, const QString& shown) const {
    // Parts before a pattern: its hole would swallow what stands behind it.
    if (const auto whole = m_whole.constFind(english); whole != m_whole.constEnd())
        return translated(*whole);
    for (qsizetype at = english.indexOf(between); at > 0;
         at = english.indexOf(between, at + between.size())) {
        const auto first = said(english.left(at), true);
        const auto rest = first ? allSaid(english.mid(at + between.size()), between, shown)
                                : std::optional<QString>();
        if (rest)
            return shown.arg(*first, *rest);
    }
    return said(english, true);
}

} // namespace evenspan::ui
