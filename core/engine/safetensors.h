// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/engine/engine.h"

#include <filesystem>
#include <map>
#include <memory>
#include <string>

namespace evenspan::engine {

// A file of named tensors (huggingface.co/docs/safetensors: 8 bytes little-endian header length,
// JSON header, bytes). Everything is checked before any value is handed out: header of at most
// 100,000,000 bytes that starts with '{' and has no key twice, metadata from string to string,
// known types, shapes whose size does not overflow and fits their bytes, and tensors that fill the
// rest of the file one behind the other without hole, overlap or tail. The file is read once, and
// what is hashed is what is parsed. NaN and infinite values are legal.
class SafetensorsFile {
public:
    // Errors: NotFound, Io, Unsafe (a pickle or zip), Corrupt (with the rule that is broken),
    // Unsupported (a type that no encoder weight has), OutOfMemory.
    static Result<SafetensorsFile> open(const std::filesystem::path& path);
    // The same from bytes; `where` is for error texts.
    static Result<SafetensorsFile> parse(std::string bytes, const std::string& where);

    // Views stay good as long as this object or a copy of it lives.
    const WeightViews& tensors() const { return m_tensors; }
    const std::map<std::string, std::string>& metadata() const { return m_metadata; }
    // Tensors of legal types that no encoder weight has, with the type's name; not in tensors().
    const std::map<std::string, std::string>& otherTypes() const { return m_otherTypes; }
    // The file's bytes, to which the views point.
    const std::shared_ptr<const std::string>& storage() const { return m_bytes; }

private:
    std::shared_ptr<const std::string> m_bytes;
    WeightViews m_tensors;
    std::map<std::string, std::string> m_otherTypes;
    std::map<std::string, std::string> m_metadata;
};

// Names that PyTorch gives to pickled weights (.bin, .pt, .pth, .ckpt, .pkl).
bool hasPickleName(const std::filesystem::path& path);
Error pickleRefused(const std::string& where); // Unsafe, with the reason and the remedy

std::size_t widthOf(DType type); // bytes a value
TensorView viewOf(const Tensor& tensor);
// The values in fp32. Unsupported: integers.
Result<std::vector<float>> floatsOf(const TensorView& view);
WeightViews viewsOf(const std::map<std::string, Tensor>& tensors); // they must outlive the views

// Writes the file whole or not at all; the same tensors give the same bytes. Tensors stand in the
// order of their names. Errors: those of AtomicFile, InvalidArgument (bytes that do not fit the
// shape).
Result<void> writeSafetensors(const std::filesystem::path& path, const WeightViews& tensors,
    const std::map<std::string, std::string>& metadata = {});

} // namespace evenspan::engine
