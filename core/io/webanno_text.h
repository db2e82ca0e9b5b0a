// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/reading.h"

namespace evenspan::io {

// The text and words of a document from a WebAnno file, which gives each sentence's own text and
// the places of its words in the whole, but nothing of what stands between sentences: a line end,
// and blanks where there is more, stand for it.
class WebAnnoText {
public:
    // Both outlive it; text, words and sentences of `document` are its to make.
    WebAnnoText(DocumentDraft& document, Reading& reading)
        : m_document(document)
        , m_reading(reading) { }

    struct Word {
        std::uint64_t begin, end; // UTF-16 units of the document
        std::string form;
        std::uint64_t line; // of the file
    };
    void addLine(const std::string& line); // of the sentence's text
    void addWord(Word&& word) { m_words.push_back(std::move(word)); }
    // Puts the sentence where its words say it stands. One whose words do not fit is bad.
    void endSentence();

private:
    DocumentDraft& m_document;
    Reading& m_reading;
    std::vector<Word> m_words;
    std::string m_text; // of the sentence
    bool m_hasText = false;
    std::uint64_t m_units = 0, m_codePoints = 0, m_counted = 0; // of the document so far
};

} // namespace evenspan::io
