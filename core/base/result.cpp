// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/result.h"

namespace evenspan {

const char* errorCodeName(ErrorCode code) {
    switch (code) {
    case ErrorCode::Internal:
        return "internal";
    case ErrorCode::InvalidArgument:
        return "invalid-argument";
    case ErrorCode::NotFound:
        return "not-found";
    case ErrorCode::AlreadyExists:
        return "already-exists";
    case ErrorCode::Io:
        return "io";
    case ErrorCode::NoSpace:
        return "no-space";
    case ErrorCode::ReadOnly:
        return "read-only";
    case ErrorCode::Locked:
        return "locked";
    case ErrorCode::Corrupt:
        return "corrupt";
    case ErrorCode::Foreign:
        return "foreign";
    case ErrorCode::TooNew:
        return "too-new";
    case ErrorCode::BadEncoding:
        return "bad-encoding";
    case ErrorCode::BadFormat:
        return "bad-format";
    case ErrorCode::BadConfig:
        return "bad-config";
    case ErrorCode::Unsupported:
        return "unsupported";
    case ErrorCode::Unsafe:
        return "unsafe";
    case ErrorCode::HashMismatch:
        return "hash-mismatch";
    case ErrorCode::LabelMismatch:
        return "label-mismatch";
    case ErrorCode::Empty:
        return "empty";
    case ErrorCode::OutOfMemory:
        return "out-of-memory";
    case ErrorCode::NotANumber:
        return "not-a-number";
    case ErrorCode::EngineMissing:
        return "engine-missing";
    case ErrorCode::Cancelled:
        return "cancelled";
    }
    return "internal";
}

std::string Error::text() const {
    std::string out = what;
    if (!where.empty())
        out += " (" + where + ")";
    if (!out.empty() && out.back() != '.')
        out += '.';
    if (!remedy.empty())
        out += " " + remedy;
    return out;
}

} // namespace evenspan
