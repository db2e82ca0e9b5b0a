// SPDX-License-Identifier: GPL-3.0-or-later
// What the peer test of model folders asks of the program:
//   tool logits MODULE FOLDER       sequences of ids on stdin, one a line -> float32 on stdout
//   tool gradients MODULE FOLDER OUT  "id:label" cells, a sequence a line, on stdin -> safetensors
//   of
//                                   the gradient of the mean loss, under the names of transformers
//   tool save FOLDER TOKENIZER OUT  opens a token classifier and saves it again
//   tool rewrite FILE OUT           reads a safetensors file and writes its tensors
//   tool extend FOLDER OUT LIMIT    saves a tagger with new pieces for the words on stdin
//   tool canonical FOLDER           the names of a folder's weights as they are inside
//   tool tensors FILE               "name type shape" a line
#include "core/base/files.h"
#include "core/engine/model_folder.h"
#include "core/engine/module.h"
#include "core/engine/new_embeddings.h"
#include "core/engine/safetensors.h"
#include "core/engine/weights.h"
#include "core/tokenizer/new_pieces.h"

#include <algorithm>
#include <cstring>
#include <iostream>
#include <sstream>

using namespace evenspan;
using namespace evenspan::engine;

namespace {

int fail(const Error& error) {
    std::cerr << errorCodeName(error.code) << ": " << error.text() << "\n";
    return 1;
}

// Cells are "id", or "id:label".
Batch readBatch(bool labelled = false) {
    std::vector<std::vector<std::pair<std::int32_t, std::int32_t>>> rows;
    for (std::string line; std::getline(std::cin, line);) {
        std::istringstream cells(line);
        rows.emplace_back();
        for (std::string cell; cells >> cell;) {
            const auto cut = cell.find(':');
            rows.back().emplace_back(
                std::stoi(cell), cut == cell.npos ? -100 : std::stoi(cell.substr(cut + 1)));
        }
    }
    Batch batch;
    batch.rows = static_cast<std::int32_t>(rows.size());
    for (const auto& row : rows) {
        batch.lengths.push_back(static_cast<std::int32_t>(row.size()));
        batch.columns = std::max(batch.columns, batch.lengths.back());
    }
    for (auto& row : rows) {
        row.resize(static_cast<std::size_t>(batch.columns), {0, -100});
        for (const auto& [id, label] : row) {
            batch.ids.push_back(id);
            if (labelled)
                batch.labels.push_back(label);
        }
    }
    return batch;
}

int logits(const char* module, const char* folder) {
    auto model = openModelFolder(folder);
    if (!model)
        return fail(model.error());
    auto engine = loadEngine(module);
    if (!engine)
        return fail(engine.error());
    auto session = (*engine)->predict(model->config, model->weights, {});
    if (!session)
        return fail(session.error());
    auto values = (*session)->logits(readBatch());
    if (!values)
        return fail(values.error());
    std::cout.write(reinterpret_cast<const char*>(values->data()),
        static_cast<std::streamsize>(values->size() * sizeof(float)));
    return 0;
}

int gradients(const char* module, const char* folder, const char* out) {
    auto model = openModelFolder(folder);
    if (!model)
        return fail(model.error());
    auto engine = loadEngine(module);
    if (!engine)
        return fail(engine.error());
    auto session = (*engine)->train(model->config, model->weights, {});
    if (!session)
        return fail(session.error());
    const auto batch = readBatch(true);
    double labels = 0;
    for (const auto label : batch.labels)
        labels += label >= 0 ? 1 : 0;
    if (auto done = (*session)->accumulate(batch, labels, 0); !done)
        return fail(done.error());
    const auto values = (*session)->gradients();
    auto named = savedNames(viewsOf(values), model->config);
    if (!named)
        return fail(named.error());
    auto done = writeSafetensors(out, *named, {});
    return done ? 0 : fail(done.error());
}

int save(const char* folder, const char* tokenizer, const char* out) {
    auto model = openModelFolder(folder);
    if (!model)
        return fail(model.error());
    auto done = saveModelFolder(
        out, model->config, model->id2label, model->weights, tokenizer, "# A tagger\n");
    return done ? 0 : fail(done.error());
}

int rewrite(const char* from, const char* to) {
    auto file = SafetensorsFile::open(from);
    if (!file)
        return fail(file.error());
    auto done = writeSafetensors(to, file->tensors(), file->metadata());
    return done ? 0 : fail(done.error());
}

int extend(const char* folder, const char* out, const char* limit) {
    auto model = openModelFolder(folder);
    if (!model)
        return fail(model.error());
    std::map<std::string, std::string> files;
    for (const char* name : kTokenizerFiles)
        if (auto text = readFile(std::filesystem::path(folder) / name))
            files[name] = *text;
    auto tokenizer = loadTokenizer(files);
    if (!tokenizer)
        return fail(tokenizer.error());
    WordCounts words;
    for (std::string word; std::cin >> word;)
        ++words[word];
    const auto pieces =
        proposePieces(**tokenizer, words, static_cast<std::size_t>(std::stoul(limit)));
    std::vector<std::vector<std::int32_t>> parts;
    for (const auto& piece : pieces)
        parts.push_back(partsOf(**tokenizer, piece));
    auto extended = withNewPieces(**tokenizer, pieces);
    if (!extended)
        return fail(extended.error());
    if (auto done = addEmbeddings(*model, (*tokenizer)->vocabularySize(), parts, 7); !done)
        return fail(done.error());
    std::map<std::string, Tensor> weights;
    for (const auto& [name, view] : model->weights) { // all of them fp32 here
        Tensor tensor{view.shape, std::vector<float>(view.bytes.size() / sizeof(float))};
        std::memcpy(tensor.values.data(), view.bytes.data(), view.bytes.size());
        weights[name] = std::move(tensor);
    }
    auto done =
        saveModelFolder(out, model->config, model->id2label, weights, **extended, "# A tagger\n");
    if (!done)
        return fail(done.error());
    for (const auto& piece : pieces)
        std::cout << piece << "\n";
    return 0;
}

int canonical(const char* folder) {
    auto model = openModelFolder(folder);
    if (!model)
        return fail(model.error());
    for (const auto& [name, view] : model->weights)
        std::cout << name << "\n";
    return 0;
}

int tensors(const char* path) {
    auto file = SafetensorsFile::open(path);
    if (!file)
        return fail(file.error());
    for (const auto& [name, view] : file->tensors())
        std::cout << name << " " << view.bytes.size() << " " << shapeText(view.shape) << "\n";
    for (const auto& [name, type] : file->otherTypes())
        std::cout << name << " " << type << "\n";
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    const std::string verb = argc > 1 ? argv[1] : "";
    if (verb == "logits" && argc == 4)
        return logits(argv[2], argv[3]);
    if (verb == "gradients" && argc == 5)
        return gradients(argv[2], argv[3], argv[4]);
    if (verb == "save" && argc == 5)
        return save(argv[2], argv[3], argv[4]);
    if (verb == "rewrite" && argc == 4)
        return rewrite(argv[2], argv[3]);
    if (verb == "extend" && argc == 5)
        return extend(argv[2], argv[3], argv[4]);
    if (verb == "canonical" && argc == 3)
        return canonical(argv[2]);
    if (verb == "tensors" && argc == 3)
        return tensors(argv[2]);
    std::cerr << "usage: tool logits|gradients|save|rewrite|tensors ...\n";
    return 2;
}
