// SPDX-License-Identifier: GPL-3.0-or-later
// tool FOLDER OUT: a token classifier as an ONNX file, for the peer test.
#include "core/engine/model_folder.h"
#include "core/onnx/export_onnx.h"

#include <iostream>

using namespace evenspan;

int main(int argc, char** argv) {
    if (argc != 3)
        return 2;
    auto model = engine::openModelFolder(argv[1]);
    Result<void> done = model ? exportOnnx(model->config, model->weights, model->id2label,
                            {"peer", "1", {{"run", "peer"}}}, argv[2])
                              : Result<void>(model.error());
    if (done)
        return 0;
    std::cerr << errorCodeName(done.error().code) << ": " << done.error().text() << "\n";
    return 1;
}
