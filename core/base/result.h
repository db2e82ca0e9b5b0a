// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace evenspan {

// The kind of a failure. The user interface maps a code to a translated sentence; tests compare
// codes, never texts.
enum class ErrorCode {
    Internal, // a bug here: should never reach a user
    InvalidArgument, // a call or flag that makes no sense (exit status 2 on the command line)
    NotFound,
    AlreadyExists,
    Io, // the operating system refused to read or write
    NoSpace,
    ReadOnly,
    Locked, // another process holds it
    Corrupt, // bytes that break the rules of their format
    Foreign, // a well-formed file of another program
    TooNew, // written by a newer version of Evenspan
    BadEncoding, // not UTF-8
    BadFormat, // input text that does not follow its format
    BadConfig, // a recipe, config.json or tokenizer file that contradicts itself or the data
    Unsupported,
    Unsafe, // refused for safety: a pickle, a path that escapes its folder
    HashMismatch,
    LabelMismatch,
    Empty, // nothing to work on: an empty split, no decided sentence
    OutOfMemory,
    NotANumber, // a loss or weight became NaN or infinite
    EngineMissing, // the LibTorch module could not be loaded
    Cancelled,
};

// Short stable name of a code ("corrupt"), for JSON and logs.
const char* errorCodeName(ErrorCode code);

// A failure as a value: what went wrong, where (file, line, key), and what the user can do.
// None of the three may hold a user's text, since errors are logged.
struct Error {
    ErrorCode code = ErrorCode::Internal;
    std::string what;
    std::string where;
    std::string remedy;

    // "what (where). remedy", for a terminal.
    std::string text() const;
};

// A value or an Error; the subset of std::expected (C++23) that the project needs.
template <class T> class [[nodiscard]] Result {
public:
    Result(T value)
        : m_state(std::in_place_index<0>, std::move(value)) { }
    Result(Error error)
        : m_state(std::in_place_index<1>, std::move(error)) { }

    explicit operator bool() const { return m_state.index() == 0; }
    bool ok() const { return m_state.index() == 0; }
    T& operator*() & { return std::get<0>(m_state); }
    const T& operator*() const& { return std::get<0>(m_state); }
    T&& operator*() && { return std::get<0>(std::move(m_state)); }
    T* operator->() { return &std::get<0>(m_state); }
    const T* operator->() const { return &std::get<0>(m_state); }
    T valueOr(T other) const& { return ok() ? std::get<0>(m_state) : std::move(other); }
    const Error& error() const { return std::get<1>(m_state); }

private:
    std::variant<T, Error> m_state;
};

template <> class [[nodiscard]] Result<void> {
public:
    Result() = default;
    Result(Error error)
        : m_error(std::move(error)) { }

    explicit operator bool() const { return !m_error; }
    bool ok() const { return !m_error; }
    const Error& error() const { return *m_error; }

private:
    std::optional<Error> m_error;
};

} // namespace evenspan
