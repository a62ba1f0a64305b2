#pragma once
/// Files, sealed: each with a key that follows from the installation's secret and the digest of its content, and kept under the SHA-256 of
/// the sealed bytes. So the same content is kept once, a changed byte is seen, and whoever loses the digest loses the file, in every copy
/// of the store.
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "foundation/base/content.h"
#include "foundation/base/result.h"

namespace files {

/// Content that runs where it is opened: HTML, SVG, scripts, programs, office documents with macros.
enum class Active { refuse, mark };

struct Limits {
    std::int64_t max_size = 25LL << 20;
    std::vector<std::string> types{};  ///< allowed media types, as sniff() names them; empty allows all
    Active active = Active::refuse;
};

struct Stored {
    std::string hash{};  ///< its name: SHA-256 of the sealed bytes, 64 hexadecimal digits
    std::int64_t size = 0;
    std::string type{};  ///< media type read from the content, never from the name
    bool active = false;
    std::string digest{};  ///< SHA-256 of the content: opens the file, so it is only stored sealed
};

class Bucket;

/// A folder of files, or a bucket with the folder in front of it. Any number of threads and processes may use the same one.
class Store {
public:
    /// With `clamd_socket` every file that people send is scanned for viruses before it is kept (see scan.h); "" scans none.
    /// With a bucket, what is kept is in the bucket when keep() returns, and the folder only holds what was lately used on this machine.
    Store(std::filesystem::path folder, std::string secret, std::string clamd_socket = {}, std::shared_ptr<const Bucket> bucket = {});

    /// Seals the file in; it is on disk when this returns. The caller's file stays his. Says too_large, or invalid with the
    /// text key file_is_empty, file_type_not_allowed, file_is_active or file_is_infected; or unavailable (file_not_scanned) when a
    /// scanner is set and does not answer: nothing comes in unseen; or unavailable (file_not_kept) when the bucket does not answer.
    Result<Stored> keep(const std::filesystem::path& temporary, const Limits&) const;
    /// What the program itself has made: a letter, an export. `type` is believed.
    Stored keep_text(std::string_view bytes, std::string type) const;

    /// Where the sealed bytes of that hash lie in the folder, whether it is there or not. Throws when it is no hash.
    std::filesystem::path path_of(std::string_view hash) const;
    bool has(std::string_view hash) const;
    /// As has(), and afterwards it lies at path_of().
    bool bring(std::string_view hash) const;
    /// not_found when it is gone, or sealed and there is no digest. Throws std::runtime_error when the digest is another's or the file is
    /// damaged. "" as digest opens what was kept before files were sealed.
    Result<std::shared_ptr<const Content>> open(std::string_view hash, std::string_view digest) const;
    Result<std::string> read(std::string_view hash, std::string_view digest) const;
    /// Whether the file is there and still has its hash.
    bool verify(std::string_view hash) const;
    /// Every file that is kept, in no order.
    void each(const std::function<void(const std::string& hash)>& visit) const;
    /// From a backup, as it is. Throws std::runtime_error when the bytes are not what its hash says.
    void take_over(std::string_view hash, const std::filesystem::path& from) const;
    /// Removes every file that nobody has kept for a day and nobody wants: `is_wanted` is asked for each, and again when it is gone, so
    /// that what was kept meanwhile is put back. How many. Also what crashed keepers left behind.
    std::int64_t remove_unwanted(const std::function<bool(const std::string& hash)>& is_wanted) const;

private:
    void put(const Content&, Stored&) const;
    void to_bucket(std::string_view hash) const;
    std::vector<std::string> old_files() const;
    bool remove_unless_wanted(const std::string& hash, const std::function<bool(const std::string& hash)>& is_wanted) const;
    void remove_leftovers() const;
    void put_back_what_lies_aside() const;

    std::filesystem::path folder_;
    std::string secret_;
    std::string clamd_socket_;
    std::shared_ptr<const Bucket> bucket_;
};

}  // namespace files
