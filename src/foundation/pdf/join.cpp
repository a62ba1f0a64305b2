#include "foundation/pdf/join.h"

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "foundation/log/log.h"
#include "foundation/pdf/limited_process.h"

namespace pdf {
namespace {

namespace fs = std::filesystem;

/// qpdf reads nothing but files. Nobody else may look into this folder, and it is gone with what it holds.
class PrivateFolder {
public:
    PrivateFolder() {
        auto name = (fs::temp_directory_path() / "torg-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("pdf: no folder to join documents in");
        path_ = name;
    }
    ~PrivateFolder() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    PrivateFolder(const PrivateFolder&) = delete;
    PrivateFolder& operator=(const PrivateFolder&) = delete;
    std::string put(std::size_t number, const std::string& bytes) const {
        const auto file = path_ / (std::to_string(number) + ".pdf");
        std::ofstream(file, std::ios::binary) << bytes;
        return file.string();
    }

private:
    fs::path path_;
};

constexpr int ended_with_warnings = 3;  // qpdf(1), "Exit Status"

}  // namespace

Result<std::string> join(const std::vector<std::string>& documents) {
    const PrivateFolder folder;
    std::vector<std::string> arguments{"--empty", "--deterministic-id", "--pages"};
    for (std::size_t i = 0; i < documents.size(); ++i) arguments.push_back(folder.put(i, documents[i]));
    arguments.insert(arguments.end(), {"--", "-"});
    auto ran =
        run_limited("/usr/bin/qpdf", arguments, {.time = std::chrono::seconds(60), .cpu_seconds = 50, .output = std::size_t{500} << 20});
    if (ran.ended == Ended::by_itself && (ran.code == 0 || ran.code == ended_with_warnings)) return std::move(ran.output);
    logging::warning("pdf_not_joined", {{"code", ran.code}});
    return failure(Fault::unavailable);
}

}  // namespace pdf
