// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/app/model/model_library.h"
#include "core/base/result.h"
#include "core/text/offset_map.h"
#include "core/text/token_grid.h"
#include "core/tokenizer/tokenizer.h"

#include <map>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace evenspan::store {
class Reader;
}

namespace evenspan {

// How an encoder reads a document: where it cuts words into sub-words, and where a sentence that is
// longer than its window is cut. The same words, sentences and windows as in training
// (core/engine/windows.h).

// Whole sentences of a document, to be cut on another thread than the one that holds the text.
struct SubwordRequest {
    std::string text;
    TokenGrid grid; // of `text`, offsets from 0
    std::uint32_t offset = 0; // of the text in the document, code points
    CodePointRange wanted; // in the document; sub-words outside are left out
    std::size_t maxLength = 256; // sub-words of a window, the two at its ends counted
};
// The sentences that `range` touches; nothing where there is no token. `text` is the document's,
// `map` of it.
SubwordRequest subwordRequest(std::string_view text, const OffsetMap& map, const TokenGrid& grid,
    CodePointRange range, std::size_t maxLength);

// Ranges of code points of the document, by begin.
struct Subwords {
    std::vector<CodePointRange> pieces;
    std::vector<CodePointRange> unknown; // those that the vocabulary lacks
    std::vector<CodePointRange> windows; // of sentences that need more than one
    std::size_t maxLength = 0;
};
// Errors: Cancelled.
Result<Subwords> cutSubwords(
    Tokenizer& tokenizer, const SubwordRequest& request, std::stop_token stop = {});

struct EncoderChoice {
    std::string name; // of the model or the run
    std::filesystem::path folder;
    std::size_t maxLength = 256; // of the run; the default of a recipe for a model
    bool run = false;
};

// The encoders whose view can be shown, with their tokenizers, which are read once. For any thread.
class Encoders {
public:
    explicit Encoders(ModelLibrary library);
    // Models of the library, then runs of the project whose files are there.
    // `files`: the project's folder of files. Errors: the reader's.
    Result<std::vector<EncoderChoice>> choices(
        store::Reader& reader, const std::filesystem::path& files);
    // Errors: those of openTokenizer, Cancelled.
    Result<Subwords> cut(const std::filesystem::path& folder, const SubwordRequest& request,
        std::stop_token stop = {});

private:
    const ModelLibrary m_library;
    std::mutex m_mutex;
    std::map<std::filesystem::path, std::unique_ptr<Tokenizer>> m_open; // at most a few
};

} // namespace evenspan
