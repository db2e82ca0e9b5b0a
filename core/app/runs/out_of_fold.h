// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/types.h"
#include "core/store/project.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace evenspan {

namespace store {
class Reader;
}

// Out-of-fold probabilities: what a model that never saw a document says of each of its tokens
// (see kfold.h for how they are made).
//
// One file a fold lies in the project's files folder, listed with the role "out_of_fold" and the
// provenance {"kfold": name, "fold": n, "run": run}. It is a safetensors file:
//   "probabilities"  F16 [tokens, classes]  rows sum to 1 up to the rounding
//   "documents"      I64 [n]                ids, ascending
//   "starts"         I64 [n + 1]            first row of each document, and the number of rows
//   "words"          I64 [n]                wordsHash() of each document's tokens then
// and the metadata "format" = "evenspan.out_of_fold.1", "kfold", "fold", "folds", "run", "tags" (a
// JSON list: the class of each column).
constexpr const char* kOutOfFoldRole = "out_of_fold";

// Names the tokens of a document: the first eight bytes, little-endian, of the SHA-256 over all of
// them, each followed by a line feed.
std::int64_t wordsHash(std::span<const std::string> words);

// Of one document: a row for each token of its grid, in order, a column for each tag.
struct TokenProbabilities {
    std::size_t tokens = 0, classes = 0;
    std::vector<float> values; // [tokens × classes]
    std::int64_t words = 0; // compare with wordsHash() of the document as it is now
    std::string run; // that said so
    std::size_t fold = 0;
    std::span<const float> of(std::size_t token) const {
        return std::span(values).subspan(token * classes, classes);
    }
};

// All folds of one cross-training. Reading a document takes microseconds; the files are read whole
// at opening (2 bytes a token and class).
class OutOfFold {
public:
    // Names of the cross-trainings that have at least one finished fold, the newest last.
    static Result<std::vector<std::string>> names(store::Reader& reader);
    // Errors: NotFound (no such, a file is gone), HashMismatch, Corrupt, Io, Cancelled.
    static Result<OutOfFold> open(
        store::Project& project, const std::string& name, std::stop_token stop = {});
    // The same for who has a reader and Project::filesFolder() alone.
    static Result<OutOfFold> open(store::Reader& reader, const std::filesystem::path& folder,
        const std::string& name, std::stop_token stop = {});

    const std::vector<std::string>& tags() const { return m_tags; }
    std::size_t folds() const { return m_folds; } // of the whole; some may not be there yet
    std::vector<DocumentId> documents() const; // ascending
    // Nothing: no fold that is there holds the document.
    std::optional<TokenProbabilities> of(DocumentId document) const;

private:
    struct Fold;
    struct Place {
        std::size_t fold = 0, row = 0, rows = 0;
        std::int64_t words = 0;
    };
    std::vector<std::shared_ptr<const Fold>> m_files;
    std::map<std::int64_t, Place> m_places;
    std::vector<std::string> m_tags;
    std::size_t m_folds = 0;
};

// What one fold's file is made from.
struct FoldDraft {
    std::string kfold, run;
    std::size_t fold = 0, folds = 0; // counted from 0
    std::vector<std::string> tags;
    struct Document {
        std::int64_t id = 0, words = 0;
        std::vector<float> probabilities; // [tokens × tags]
    };
    std::vector<Document> documents; // by id
};
// Errors: those of writeSafetensors.
Result<void> writeFold(const std::filesystem::path& path, const FoldDraft& draft);

} // namespace evenspan
