#include "foundation/pdf/join.h"

#include <memory>

#include "foundation/log/log.h"
#include "foundation/pdf/limited_process.h"
#include "foundation/pdf/memory_file.h"

namespace pdf {

Result<std::string> join(const std::vector<std::string>& documents) {
    std::vector<std::unique_ptr<MemoryFile>> files;
    std::vector<int> descriptors;
    std::vector<std::string> arguments{"--empty", "--deterministic-id", "--pages"};
    for (const auto& document : documents) {
        files.push_back(std::make_unique<MemoryFile>(*text_content(document)));
        descriptors.push_back(files.back()->descriptor());
        arguments.push_back(as_path(descriptors.back()));
    }
    arguments.insert(arguments.end(), {"--", "-"});
    auto ran = run_limited("/usr/bin/qpdf", arguments,
                           {.time = std::chrono::seconds(60), .cpu_seconds = 50, .output = std::size_t{500} << 20}, {}, descriptors);
    // A document that qpdf had to mend may lack pages: nobody is to print it and take it for whole. It warns, and ends well all the same.
    if (ran.ended == Ended::by_itself && ran.code == 0 && ran.errors.empty()) return std::move(ran.output);
    logging::warning("pdf_not_joined", {{"code", ran.code}});
    return failure(Fault::unavailable);
}

}  // namespace pdf
