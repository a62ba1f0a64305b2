#include "foundation/files/store.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <stdexcept>
#include <system_error>

#include "foundation/base/time.h"
#include "foundation/crypto/crypto.h"
#include "foundation/files/bucket.h"
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

std::string hash_of(const fs::path& path) {
    crypto::Sha256 sha;
    each_piece(path, [&](std::string_view piece) {
        sha.update(piece);
        return true;
    });
    return sha.hex();
}

bool is_hash(std::string_view text) { return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == text.npos; }

}  // namespace

Store::Store(fs::path folder, std::string clamd_socket, std::shared_ptr<const Bucket> bucket)
    : folder_(std::move(folder)), clamd_socket_(std::move(clamd_socket)), bucket_(std::move(bucket)) {
    fs::create_directories(folder_ / "incoming");
    put_back_what_lies_aside();
}

fs::path Store::path_of(std::string_view hash) const {
    if (!is_hash(hash)) throw std::invalid_argument("not the hash of a kept file");
    return folder_ / hash.substr(0, 2) / hash.substr(2, 2) / hash;
}

bool Store::has(std::string_view hash) const { return fs::exists(path_of(hash)) || (bucket_ && bucket_->has(hash)); }

bool Store::bring(std::string_view hash) const {
    const auto place = path_of(hash);
    if (fs::exists(place)) return true;
    if (!bucket_) return false;
    const auto arriving = folder_ / "incoming" / crypto::random_token();
    // What was damaged in the bucket or on the way is no better than gone.
    if (!bucket_->get(hash, arriving) || hash_of(arriving) != hash) {
        fs::remove(arriving);
        return false;
    }
    fs::create_directories(place.parent_path());
    fs::rename(arriving, place);
    return true;
}

void Store::to_bucket(std::string_view hash) const {
    if (bucket_) bucket_->put(hash, path_of(hash));
}

/// Kept again from now on: remove_unwanted() leaves it alone for a day. A file of another length under the right name is a broken one.
static bool is_still_kept(const fs::path& place, std::int64_t size) {
    std::error_code missing;
    const auto present = fs::file_size(place, missing);
    if (missing || static_cast<std::int64_t>(present) != size) return false;
    fs::last_write_time(place, fs::file_time_type::clock::now(), missing);
    return !missing;
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
    if (const auto place = path_of(stored.hash); !is_still_kept(place, stored.size)) incoming.move_to(place);
    try {
        to_bucket(stored.hash);
    } catch (const BucketUnreachable&) { return failure(Fault::unavailable, "file_not_kept"); }
    return stored;
}

Stored Store::keep_text(std::string_view bytes, std::string type) const {
    Stored stored{crypto::sha256_hex(bytes), static_cast<std::int64_t>(bytes.size()), std::move(type)};
    if (const auto place = path_of(stored.hash); !is_still_kept(place, stored.size)) {
        Incoming incoming(folder_);
        incoming.add(bytes);
        incoming.move_to(place);
    }
    to_bucket(stored.hash);
    return stored;
}

Result<std::string> Store::read(std::string_view hash) const {
    if (!bring(hash)) return failure(Fault::not_found);
    std::string bytes;
    each_piece(path_of(hash), [&](std::string_view piece) {
        bytes += piece;
        return true;
    });
    return bytes;
}

bool Store::verify(std::string_view hash) const { return bring(hash) && hash_of(path_of(hash)) == hash; }

static bool is_older_than_a_day(const fs::directory_entry& entry) {
    std::error_code gone;
    const auto at = entry.last_write_time(gone);
    return !gone && at < fs::file_time_type::clock::now() - std::chrono::hours(24);
}

static constexpr auto aside_mark = ".unwanted";

/// Who was killed while removing a file did not get to ask again whether it is wanted.
void Store::put_back_what_lies_aside() const {
    for (const auto& entry : fs::directory_iterator(folder_ / "incoming")) {
        if (entry.path().extension() != aside_mark) continue;
        const auto place = path_of(entry.path().stem().string());
        std::error_code read_only;
        if (!fs::exists(place)) fs::rename(entry.path(), place, read_only);
    }
}

void Store::remove_leftovers() const {
    for (const auto& entry : fs::directory_iterator(folder_ / "incoming")) {
        std::error_code gone;
        if (is_older_than_a_day(entry)) fs::remove(entry.path(), gone);
    }
}

void Store::each(const std::function<void(const std::string&)>& visit) const {
    if (bucket_) return bucket_->each_older({INT32_MAX}, visit);
    for (const auto& entry : fs::recursive_directory_iterator(folder_))
        if (auto name = entry.path().filename().string(); is_hash(name) && entry.is_regular_file()) visit(name);
}

void Store::take_over(std::string_view hash, const fs::path& from) const {
    const auto place = path_of(hash);
    if (!is_still_kept(place, static_cast<std::int64_t>(fs::file_size(from)))) {
        Incoming incoming(folder_);
        each_piece(from, [&](std::string_view piece) {
            incoming.add(piece);
            return true;
        });
        if (incoming.hash() != hash) throw std::runtime_error("the file " + from.string() + " is damaged");
        incoming.move_to(place);
    }
    to_bucket(hash);
}

std::vector<std::string> Store::old_files() const {
    std::vector<std::string> hashes;
    if (bucket_) {
        // A day that is over, by the store's clock, and one more for clocks that differ.
        bucket_->each_older({swedish_date(now()).days - 1}, [&](const std::string& hash) { hashes.push_back(hash); });
        return hashes;
    }
    each([&](const std::string& hash) {
        if (is_older_than_a_day(fs::directory_entry(path_of(hash)))) hashes.push_back(hash);
    });
    return hashes;
}

bool Store::remove_unless_wanted(const std::string& hash, const std::function<bool(const std::string&)>& is_wanted) const {
    if (is_wanted(hash)) return false;
    const auto place = path_of(hash), aside = folder_ / "incoming" / (hash + aside_mark);
    std::error_code not_here;
    fs::rename(place, aside, not_here);
    if (bucket_) bucket_->remove(hash);
    // Who has just kept it again may not have written down yet that it is wanted.
    const bool was_kept_again = !not_here && !is_older_than_a_day(fs::directory_entry(aside));
    const bool is_wanted_after_all = was_kept_again || is_wanted(hash);
    if (is_wanted_after_all && !not_here) {
        fs::rename(aside, place);
        to_bucket(hash);
    } else if (!not_here) {
        fs::remove(aside);
    }
    return !is_wanted_after_all;
}

std::int64_t Store::remove_unwanted(const std::function<bool(const std::string&)>& is_wanted) const {
    remove_leftovers();
    std::int64_t removed = 0;
    for (const auto& hash : old_files())
        if (remove_unless_wanted(hash, is_wanted)) ++removed;
    return removed;
}

}  // namespace files
