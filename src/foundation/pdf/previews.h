#pragma once
/// Pictures of the pages of PDFs that people have sent, made by poppler (pdfinfo, pdftocairo) in processes of their own and kept, so that
/// each is made once.
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "foundation/base/content.h"
#include "foundation/base/result.h"
#include "foundation/crypto/crypto.h"
#include "foundation/pdf/limited_process.h"

namespace pdf {

enum class Readable {
    yes,
    locked,  ///< a password is needed
    broken,  ///< or so heavy that its process was stopped
};

struct About {
    Readable readable = Readable::broken;
    int pages = 0;
    bool operator==(const About&) const = default;
};

struct PreviewOptions {
    std::string pdfinfo = "/usr/bin/pdfinfo", pdftocairo = "/usr/bin/pdftocairo";
    ProcessLimits limits{};
    int at_once = 2;  ///< processes
    int waiting = 8;  ///< who waits for one; the next is refused
};

/// What pictures are drawn of.
struct Original {
    std::string hash;  ///< names its pictures
    crypto::Key key;   ///< seals them
    std::shared_ptr<const Content> content;
};

/// A folder of sealed pictures, named by the document's hash in the files store. Any number of threads and processes may use the same one.
/// It holds nothing that cannot be made again, so it needs no backup.
class Previews {
public:
    explicit Previews(std::filesystem::path folder, PreviewOptions = {});
    ~Previews();
    Previews(const Previews&) = delete;
    Previews& operator=(const Previews&) = delete;

    /// What is known without waiting; nothing for a document that about() has not been asked for.
    std::optional<About> known(std::string_view hash) const;
    /// unavailable when poppler is missing or too many wait.
    Result<About> about(const Original&);
    /// A JPEG of that page, counted from 1. not_found for a page that there is not, also of documents that cannot be read.
    Result<std::string> page(const Original&, int number);

    void forget(std::string_view hash) const;
    /// Removes the pictures of documents that were first looked at so long ago.
    void remove_older_than(std::chrono::hours) const;

private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

}  // namespace pdf
