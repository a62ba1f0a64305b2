#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "foundation/http/compression.h"
#include "foundation/http/message.h"
#include "foundation/http/sent_file.h"

namespace http {

/// A response as it goes out: not modified, compressed or cut to a range where the request allows that.
struct Reply {
    int status = 200;
    std::string type{};
    std::vector<std::pair<std::string, std::string>> headers{};
    std::int64_t length = 0;  ///< what Content-Length says, also when nothing follows
    bool sends_content = true;
    std::string body{};
    std::shared_ptr<const std::string> shared_body{};
    SentFile file{};
    std::string file_chunk{};  ///< the first, or the next, piece of the file

    std::string_view content() const {
        if (!sends_content) return {};
        return shared_body ? std::string_view(*shared_body) : file_chunk.empty() ? std::string_view(body) : std::string_view(file_chunk);
    }
};

/// May read a file and compress: belongs on a worker thread. Throws when the file cannot be read.
Reply negotiated(Response, const Request&, CompressedBodies&);
/// As it stands, for requests that never reached a handler.
Reply plain_reply(Response, Method);

enum class Connection { keep, keep_and_say_so, close };  ///< HTTP/1.0 wants to be told that it is kept

/// Status line and headers. Names that are no tokens and headers that are ours to set are left out; control characters in values become
/// spaces.
void write_head(std::string& out, const Reply&, std::string_view date, std::string_view request_id, Connection);

}  // namespace http
