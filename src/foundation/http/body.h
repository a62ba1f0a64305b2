#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "foundation/http/message.h"
#include "foundation/http/multipart.h"
#include "foundation/http/server.h"

namespace http {

/// The body of one request on its way in. Multipart forms and files touch the disk: `take` and `finish` belong on a worker thread then.
class IncomingBody {
public:
    IncomingBody(const Request&, const ServerOptions&);

    int fault() const { return fault_; }  ///< the status to refuse the request with, or 0
    bool goes_to_disk() const { return kind_ == Kind::multipart || kind_ == Kind::file; }
    std::int64_t limit() const { return limit_; }  ///< bytes of the whole body
    void take(std::string_view bytes);             ///< never throws: no memory left is fault 503
    /// Puts what came where handlers look for it.
    void finish(Request&);

private:
    enum class Kind { whole, urlencoded, multipart, file };
    void take_file(std::string_view bytes);
    void finish_file(Request&);

    Kind kind_ = Kind::whole;
    std::int64_t limit_;
    int fault_ = 0;
    std::string whole_;
    std::optional<MultipartParser> multipart_;
    std::filesystem::path folder_;
    std::int64_t max_upload_;
    std::optional<UploadFile> file_;
    Upload upload_{};
};

}  // namespace http
