#pragma once
/// Looks for viruses by ClamAV's daemon (clamd's INSTREAM).
#include <chrono>
#include <filesystem>
#include <string>

namespace files {

enum class Verdict { clean, infected, not_scanned };
struct Scan {
    Verdict verdict;
    std::string name{};  ///< of the virus, or why it was not scanned
};

/// `clamd_socket` is "/run/clamav/clamd.ctl" or "127.0.0.1:3310". Blocks; never throws for what clamd does.
Scan scan(const std::filesystem::path&, const std::string& clamd_socket, std::chrono::seconds timeout = std::chrono::seconds(60));

}  // namespace files
