#include "foundation/files/store.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <stdexcept>
#include <system_error>

#include "foundation/crypto/crypto.h"
#include "foundation/files/scan.h"
#include "foundation/files/sniff.h"

namespace files {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void broken(const char* what) { throw std::system_error(errno, std::generic_category(), what); }

/// An open file, closed with this value.
class Open {
public:
    Open(const fs::path& path, int flags) : number_(::open(path.c_str(), flags | O_CLOEXEC, 0640)) {
        if (number_ < 0) broken("the files store cannot open a file");
    }
    ~Open() { ::close(number_); }
    Open(const Open&) = delete;
    Open& operator=(const Open&) = delete;

    std::string_view read(std::string& buffer) const {
        for (;;) {
            const auto count = ::read(number_, buffer.data(), buffer.size());
            if (count >= 0) return {buffer.data(), static_cast<std::size_t>(count)};
            if (errno != EINTR) broken("the files store cannot read a file");
        }
    }
    void write(std::string_view bytes) const {
        while (!bytes.empty()) {
            const auto count = ::write(number_, bytes.data(), bytes.size());
            if (count < 0 && errno != EINTR) broken("the files store cannot write a file");
            if (count > 0) bytes.remove_prefix(static_cast<std::size_t>(count));
        }
    }
    void to_disk() const {
        if (::fsync(number_) != 0) broken("the files store cannot bring a file to disk");
    }

private:
    int number_;
};

/// A file on its way in, removed unless it was moved to its place.
class Incoming {
public:
    explicit Incoming(const fs::path& folder)
        : path_(folder / "incoming" / crypto::random_token()), file_(path_, O_WRONLY | O_CREAT | O_EXCL) {}
    ~Incoming() {
        std::error_code ignored;
        if (!moved_) fs::remove(path_, ignored);
    }
    Incoming(const Incoming&) = delete;
    Incoming& operator=(const Incoming&) = delete;

    void add(std::string_view piece) {
        file_.write(piece);
        sha_.update(piece);
        marks_.look_at(piece);
        size_ += static_cast<std::int64_t>(piece.size());
    }
    std::int64_t size() const { return size_; }
    Sniffed sniffed() const { return sniff(path_, marks_); }
    std::string hash() { return sha_.hex(); }
    void move_to(const fs::path& place) {
        file_.to_disk();
        fs::create_directories(place.parent_path());
        fs::rename(path_, place);
        moved_ = true;
        // The folders' entries too: of the file, and of folders that may be new.
        auto folder = place.parent_path();
        for (int level = 0; level < 3; ++level, folder = folder.parent_path()) Open(folder, O_RDONLY | O_DIRECTORY).to_disk();
    }

private:
    fs::path path_;
    Open file_;
    crypto::Sha256 sha_{};
    Marks marks_{};
    std::int64_t size_ = 0;
    bool moved_ = false;
};

constexpr std::size_t piece_size = 1 << 16;

void each_piece(const fs::path& path, const std::function<bool(std::string_view)>& take) {
    const Open file(path, O_RDONLY);
    std::string buffer(piece_size, '\0');
    for (auto piece = file.read(buffer); !piece.empty() && take(piece); piece = file.read(buffer)) {}
}

bool is_hash(std::string_view text) { return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == text.npos; }

}  // namespace

Store::Store(fs::path folder, std::string clamd_socket) : folder_(std::move(folder)), clamd_socket_(std::move(clamd_socket)) {
    fs::create_directories(folder_ / "incoming");
}

fs::path Store::path_of(std::string_view hash) const {
    if (!is_hash(hash)) throw std::invalid_argument("not the hash of a kept file");
    return folder_ / hash.substr(0, 2) / hash.substr(2, 2) / hash;
}

bool Store::has(std::string_view hash) const { return fs::exists(path_of(hash)); }

// A file of another length under the right name is a broken one: put the good one in its place.
static bool is_kept(const fs::path& place, std::int64_t size) {
    std::error_code missing;
    const auto present = fs::file_size(place, missing);
    return !missing && static_cast<std::int64_t>(present) == size;
}

Result<Stored> Store::keep(const fs::path& temporary, const Limits& limits) const {
    Incoming incoming(folder_);
    each_piece(temporary, [&](std::string_view piece) {
        incoming.add(piece);
        return incoming.size() <= limits.max_size;
    });
    if (incoming.size() > limits.max_size) return failure(Fault::too_large, "file_is_too_large");
    if (incoming.size() == 0) return failure(Fault::invalid, "file_is_empty");
    const auto [type, active] = incoming.sniffed();
    if (active && limits.active == Active::refuse) return failure(Fault::invalid, "file_is_active");
    if (!limits.types.empty() && std::ranges::find(limits.types, type) == limits.types.end())
        return failure(Fault::invalid, "file_type_not_allowed");
    if (!clamd_socket_.empty()) {
        const auto scanned = scan(temporary, clamd_socket_);
        if (scanned.verdict == Verdict::infected) return failure(Fault::invalid, "file_is_infected");
        if (scanned.verdict == Verdict::not_scanned) return failure(Fault::unavailable, "file_not_scanned");
    }
    Stored stored{incoming.hash(), incoming.size(), type, active};
    if (const auto place = path_of(stored.hash); !is_kept(place, stored.size)) incoming.move_to(place);
    return stored;
}

Stored Store::keep_text(std::string_view bytes, std::string type) const {
    Stored stored{crypto::sha256_hex(bytes), static_cast<std::int64_t>(bytes.size()), std::move(type)};
    const auto place = path_of(stored.hash);
    if (is_kept(place, stored.size)) return stored;
    Incoming incoming(folder_);
    incoming.add(bytes);
    incoming.move_to(place);
    return stored;
}

Result<std::string> Store::read(std::string_view hash) const {
    if (!has(hash)) return failure(Fault::not_found);
    std::string bytes;
    each_piece(path_of(hash), [&](std::string_view piece) {
        bytes += piece;
        return true;
    });
    return bytes;
}

bool Store::verify(std::string_view hash) const {
    if (!has(hash)) return false;
    crypto::Sha256 sha;
    each_piece(path_of(hash), [&](std::string_view piece) {
        sha.update(piece);
        return true;
    });
    return sha.hex() == hash;
}

void Store::remove(std::string_view hash) const { fs::remove(path_of(hash)); }

void Store::remove_leftovers() const {
    const auto yesterday = fs::file_time_type::clock::now() - std::chrono::hours(24);
    for (const auto& entry : fs::directory_iterator(folder_ / "incoming")) {
        std::error_code gone;
        if (entry.last_write_time(gone) < yesterday && !gone) fs::remove(entry.path(), gone);
    }
}

}  // namespace files
