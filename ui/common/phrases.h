// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QString>
#include <QStringList>

#include <initializer_list>
#include <optional>
#include <vector>

namespace evenspan::ui {

// Sentences that the layers below speak, or that stand in a project, in English: each fixed but for
// what is put in ("layer %1, which is not kept"). Known by their words, they are said in the
// language of the window.
class Phrases {
public:
    // Lists of phrases, which stand in the translations of `context`. Each ends with a null; they
    // outlive this.
    Phrases(const char* context, std::initializer_list<const char* const*> lists);

    // Nothing where the sentence is none of them. What was put in stays as it is; with `inner` it
    // is said too where it is a phrase of its own.
    std::optional<QString> said(const QString& english, bool inner = false) const;
    // Phrases with a fixed text between them, said with `shown` for two.
    std::optional<QString> allSaid(
        const QString& english, const QString& between, const QString& shown) const;

private:
    // A phrase as the texts between its holes, of which there is one more.
    struct Pattern {
        const char* phrase = nullptr;
        QStringList texts;
        std::vector<int> holes; // their numbers from 1, in order of their places
        qsizetype length = 0; // of all texts
    };
    void add(const char* phrase);
    static std::optional<QStringList> putIn(const Pattern& pattern, const QString& english);
    QString translated(const char* phrase) const;

    const char* m_context;
    QHash<QString, const char*> m_whole; // without holes
    std::vector<Pattern> m_patterns; // those with most text of their own first
};

} // namespace evenspan::ui
