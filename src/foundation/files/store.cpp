#include "foundation/files/store.h"

#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <system_error>

#include "foundation/base/time.h"
#include "foundation/crypto/crypto.h"
#include "foundation/files/bucket.h"
#include "foundation/files/incoming.h"
#include "foundation/files/scan.h"
#include "foundation/files/sealed.h"
#include "foundation/files/sniff.h"

namespace files {

namespace fs = std::filesystem;

static std::string hash_of(const fs::path& path) {
    crypto::Sha256 sha;
    each_piece(*file_content(path), [&](std::string_view piece) { sha.update(piece); });
    return sha.hex();
}

static bool is_hash(std::string_view text) { return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == text.npos; }

Store::Store(fs::path folder, std::string secret, std::string clamd_socket, std::shared_ptr<const Bucket> bucket)
    : folder_(std::move(folder)), secret_(std::move(secret)), clamd_socket_(std::move(clamd_socket)), bucket_(std::move(bucket)) {
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

void Store::put(const Content& content, Stored& stored) const {
    Incoming incoming(folder_);
    Sealer sealer(key_of(secret_, stored.digest), [&](std::string_view sealed) { incoming.add(sealed); });
    each_piece(content, [&](std::string_view piece) { sealer.add(piece); });
    sealer.finish();
    stored.hash = incoming.hash();
    if (const auto place = path_of(stored.hash); !is_still_kept(place, incoming.size())) incoming.move_to(place);
    to_bucket(stored.hash);
}

/// Reads it once for all that is asked of the content: its digest, its type, whether it is active.
static Stored looked_at(const Content& content, const fs::path& path) {
    crypto::Sha256 sha;
    Marks marks;
    each_piece(content, [&](std::string_view piece) {
        sha.update(piece);
        marks.look_at(piece);
    });
    auto [type, active] = sniff(path, marks);
    return {.size = content.size(), .type = std::move(type), .active = active, .digest = sha.hex()};
}

Result<Stored> Store::keep(const fs::path& temporary, const Limits& limits) const {
    const auto content = file_content(temporary);
    if (content->size() > limits.max_size) return failure(Fault::too_large, "file_is_too_large");
    if (content->size() == 0) return failure(Fault::invalid, "file_is_empty");
    auto stored = looked_at(*content, temporary);
    if (stored.active && limits.active == Active::refuse) return failure(Fault::invalid, "file_is_active");
    if (!limits.types.empty() && std::ranges::find(limits.types, stored.type) == limits.types.end())
        return failure(Fault::invalid, "file_type_not_allowed");
    if (!clamd_socket_.empty()) {
        const auto scanned = scan(temporary, clamd_socket_);
        if (scanned.verdict == Verdict::infected) return failure(Fault::invalid, "file_is_infected");
        if (scanned.verdict == Verdict::not_scanned) return failure(Fault::unavailable, "file_not_scanned");
    }
    try {
        put(*content, stored);
    } catch (const BucketUnreachable&) { return failure(Fault::unavailable, "file_not_kept"); }
    return stored;
}

Stored Store::keep_text(std::string_view bytes, std::string type) const {
    Stored stored{.size = static_cast<std::int64_t>(bytes.size()), .type = std::move(type), .digest = crypto::sha256_hex(bytes)};
    put(*text_content(std::string(bytes)), stored);
    return stored;
}

Result<std::shared_ptr<const Content>> Store::open(std::string_view hash, std::string_view digest) const {
    if (!bring(hash)) return failure(Fault::not_found);
    auto kept = file_content(path_of(hash));
    if (!digest.empty()) return unsealed(std::move(kept), key_of(secret_, digest));
    // Without a digest: from before files were sealed, or its case is erased.
    if (is_sealed(*kept)) return failure(Fault::not_found);
    return kept;
}

Result<std::string> Store::read(std::string_view hash, std::string_view digest) const { return whole(*TRY(open(hash, digest))); }

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
        each_piece(*file_content(from), [&](std::string_view piece) { incoming.add(piece); });
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
