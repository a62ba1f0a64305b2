#pragma once
/// Letters to digital mailboxes (Mina meddelanden, Kivra): put as files in a folder, from which a program of the municipality's agent
/// hands them on. That program moves what it has taken into the folder "fetched" beside them.
#include <filesystem>
#include <string>

#include "foundation/base/result.h"

namespace mailbox {

struct Message {
    std::string id;               ///< the same at each attempt: names the file
    std::string personal_number;  ///< twelve digits
    std::string subject, text;
    std::string language = "sv";
    std::string document_name{};  ///< "" for none
    std::string document{};       ///< the bytes of a PDF
};

/// The message as JSON, the document in base64.
std::string as_json(const Message&);
/// One file a message: whole or not there, and on disk when this returns. Nothing more when it lies there, or has been fetched, already.
/// unavailable when the folder cannot be written.
Result<void> deliver(const std::filesystem::path& folder, const Message&);

}  // namespace mailbox
