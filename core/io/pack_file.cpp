// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/pack_file.h"

#include <algorithm>
#include <archive.h>
#include <archive_entry.h>
#include <cerrno>
#include <cstdio>
#include <optional>
#include <set>

namespace fs = std::filesystem;

namespace evenspan {

namespace {

constexpr std::time_t kDate = 315619200; // 2 January 1980: the first year that a zip knows
constexpr std::size_t kPiece = 1 << 20; // bytes
constexpr std::size_t kMostFiles = 10'000;
constexpr std::uint64_t kMostGrowth = 100;

Error packError(struct archive* from, const std::string& what, const std::string& where) {
    const int number = archive_errno(from);
    if (number == ENOSPC || number == EDQUOT)
        return systemError(number, what, where);
    return {ErrorCode::Io, what, where, "Check that the place can be written to."};
}

} // namespace

struct ZipWriter::State {
    explicit State(AtomicFile out)
        : file(std::move(out)) { }
    AtomicFile file;
    std::string where;
    Result<void> written; // the first failure below libarchive
    struct archive* zip = nullptr;
};

ZipWriter::ZipWriter(std::unique_ptr<State> state)
    : m_state(std::move(state)) { }

ZipWriter::~ZipWriter() {
    archive_write_free(m_state->zip);
}

Result<std::unique_ptr<ZipWriter>> ZipWriter::create(const fs::path& target) {
    auto file = AtomicFile::create(target);
    if (!file)
        return file.error();
    std::unique_ptr<ZipWriter> writer(new ZipWriter(std::make_unique<State>(std::move(*file))));
    State& state = *writer->m_state;
    state.where = target.string();
    state.zip = archive_write_new();
    const auto pass = [](struct archive*, void* data, const void* bytes, std::size_t size) {
        auto& to = *static_cast<State*>(data);
        if (to.written)
            to.written = to.file.write({static_cast<const char*>(bytes), size});
        return to.written ? static_cast<la_ssize_t>(size) : la_ssize_t{-1};
    };
    if (!state.zip || archive_write_set_format_zip(state.zip) != ARCHIVE_OK
        || archive_write_set_bytes_in_last_block(state.zip, 1) != ARCHIVE_OK
        || archive_write_open(state.zip, &state, nullptr, pass, nullptr) != ARCHIVE_OK)
        return Error{ErrorCode::Internal, "The archive could not be begun", target.string(), {}};
    return writer;
}

Result<void> ZipWriter::begin(const std::string& name, std::uint64_t size, bool compress) {
    State& s = *m_state;
    if (compress)
        archive_write_zip_set_compression_deflate(s.zip);
    else
        archive_write_zip_set_compression_store(s.zip);
    struct archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname_utf8(entry, name.c_str());
    archive_entry_set_size(entry, static_cast<la_int64_t>(size));
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_entry_set_mtime(entry, kDate, 0);
    const int done = archive_write_header(s.zip, entry);
    archive_entry_free(entry);
    if (!s.written)
        return s.written;
    if (done < ARCHIVE_WARN)
        return packError(s.zip, "The archive could not be written", s.where);
    return {};
}

Result<void> ZipWriter::put(std::string_view bytes) {
    State& s = *m_state;
    const auto taken = archive_write_data(s.zip, bytes.data(), bytes.size());
    if (!s.written)
        return s.written;
    if (taken < 0 || static_cast<std::size_t>(taken) != bytes.size())
        return packError(s.zip, "The archive could not be written", s.where);
    return {};
}

Result<void> ZipWriter::add(const std::string& name, std::string_view bytes, bool compress) {
    if (auto begun = begin(name, bytes.size(), compress); !begun)
        return begun;
    return put(bytes);
}

Result<void> ZipWriter::addFile(const std::string& name, const fs::path& file, bool compress,
    std::stop_token stop, const std::function<void(std::uint64_t)>& progress) {
    std::error_code failed;
    const auto size = fs::file_size(file, failed);
    if (failed)
        return systemError(failed.value(), "The file cannot be read", file.string());
    struct Close {
        void operator()(std::FILE* f) const { std::fclose(f); }
    };
    std::unique_ptr<std::FILE, Close> in(std::fopen(file.c_str(), "rb"));
    if (!in)
        return systemError(errno, "The file cannot be read", file.string());
    if (auto begun = begin(name, size, compress); !begun)
        return begun;
    std::string piece(kPiece, '\0');
    for (std::uint64_t done = 0; done < size;) {
        if (stop.stop_requested())
            return Error{ErrorCode::Cancelled, "Stopped; no archive was made", m_state->where, {}};
        const auto count = std::fread(piece.data(), 1, piece.size(), in.get());
        if (count == 0)
            return Error{ErrorCode::Io, "The file became shorter while it was read", file.string(),
                "Try again."};
        if (auto written = put({piece.data(), count}); !written)
            return written;
        done += count;
        if (progress)
            progress(count);
    }
    return {};
}

Result<void> ZipWriter::finish() {
    State& s = *m_state;
    const int done = archive_write_close(s.zip);
    if (!s.written)
        return s.written;
    if (done != ARCHIVE_OK)
        return packError(s.zip, "The archive could not be written", s.where);
    return s.file.commit();
}

namespace {

// A path of plain parts below the folder; empty where it is none.
std::optional<fs::path> plainPath(const char* name) {
    if (!name || !*name)
        return std::nullopt;
    const fs::path path = fs::path(name).lexically_normal();
    if (path.is_absolute() || std::string_view(name).find('\\') != std::string_view::npos)
        return std::nullopt;
    for (const auto& part : fs::path(name))
        if (part == "..")
            return std::nullopt;
    return path;
}

class Unpacking {
public:
    Unpacking(const fs::path& archive, const fs::path& folder, std::stop_token stop,
        const std::function<void(std::uint64_t, std::uint64_t)>& progress)
        : m_archive(archive)
        , m_folder(folder)
        , m_stop(std::move(stop))
        , m_progress(progress)
        , m_read(archive_read_new()) { }
    ~Unpacking() { archive_read_free(m_read); }
    Unpacking(const Unpacking&) = delete;

    Result<std::vector<std::string>> go() {
        std::error_code failed;
        m_size = fs::file_size(m_archive, failed);
        if (failed)
            return systemError(failed.value(), "The archive cannot be read", m_archive.string());
        archive_read_support_format_zip(m_read);
        archive_read_support_format_tar(m_read);
        archive_read_support_filter_gzip(m_read);
        archive_read_support_filter_xz(m_read);
        archive_read_support_filter_zstd(m_read);
        if (archive_read_open_filename(m_read, m_archive.c_str(), kPiece) != ARCHIVE_OK)
            return broken();
        struct archive_entry* entry = nullptr;
        for (;;) {
            const int next = archive_read_next_header(m_read, &entry);
            if (next == ARCHIVE_EOF)
                break;
            if (next < ARCHIVE_WARN)
                return broken();
            if (auto done = take(entry); !done)
                return done.error();
        }
        if (m_names.empty())
            return broken();
        return std::vector<std::string>(m_names.begin(), m_names.end());
    }

private:
    Error broken() const {
        return {ErrorCode::BadFormat, "This is no archive, or it is broken", m_archive.string(),
            "Take the file again from where it was made."};
    }
    Error unsafe(const std::string& what) const {
        return {ErrorCode::Unsafe, what, m_archive.string(),
            "Use an archive from a source that you trust."};
    }

    Result<void> take(struct archive_entry* entry) {
        const auto type = archive_entry_filetype(entry);
        const char* utf8 = archive_entry_pathname_utf8(entry);
        const auto path = plainPath(utf8 ? utf8 : archive_entry_pathname(entry));
        if (!path)
            return unsafe("A file of the archive would be put outside its folder");
        if (archive_entry_hardlink(entry) || archive_entry_symlink(entry))
            return unsafe("The archive holds a link");
        if (type == AE_IFDIR)
            return {};
        if (type != AE_IFREG)
            return unsafe("The archive holds something that is no file");
        if (!m_names.insert(path->string()).second)
            return unsafe("The archive holds two files of one name");
        if (m_names.size() > kMostFiles)
            return unsafe("The archive holds more than 10,000 files");
        std::error_code failed;
        const fs::path target = m_folder / *path;
        fs::create_directories(target.parent_path(), failed);
        if (failed)
            return systemError(failed.value(), "The folder could not be made", target.string());
        auto file = AtomicFile::create(target);
        if (!file)
            return file.error();
        if (auto done = copy(*file); !done)
            return done;
        return file->commit();
    }

    Result<void> copy(AtomicFile& file) {
        std::string piece(kPiece, '\0');
        for (;;) {
            if (m_stop.stop_requested())
                return Error{ErrorCode::Cancelled, "Stopped", m_archive.string(), {}};
            const auto count = archive_read_data(m_read, piece.data(), piece.size());
            if (count < 0)
                return broken();
            if (count == 0)
                return {};
            m_done += static_cast<std::uint64_t>(count);
            if (m_done > kMostGrowth * std::max<std::uint64_t>(m_size, 4096))
                return unsafe("The archive unpacks to far more than its size");
            if (auto written = file.write({piece.data(), static_cast<std::size_t>(count)});
                !written)
                return written;
            if (m_progress)
                m_progress(static_cast<std::uint64_t>(archive_filter_bytes(m_read, -1)), m_size);
        }
    }

    const fs::path& m_archive;
    const fs::path& m_folder;
    std::stop_token m_stop;
    const std::function<void(std::uint64_t, std::uint64_t)>& m_progress;
    struct archive* m_read;
    std::set<std::string> m_names;
    std::uint64_t m_size = 0, m_done = 0;
};

} // namespace

Result<std::vector<std::string>> unpackFile(const fs::path& archive, const fs::path& folder,
    std::stop_token stop, const std::function<void(std::uint64_t, std::uint64_t)>& progress) {
    return Unpacking(archive, folder, std::move(stop), progress).go();
}

} // namespace evenspan
