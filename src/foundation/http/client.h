#pragma once
/// A small blocking HTTP client for tests: it sends what it is told, right or wrong, and shows what comes back.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "foundation/http/message.h"

namespace http {

struct Answered {
    int status = 0;
    Fields headers{};  ///< names in lower case
    std::string body{};

    std::string_view header(std::string_view lower_case_name) const { return headers.get(lower_case_name); }
};

/// The body of a form with files, as browsers send it.
class MultipartBody {
public:
    MultipartBody& text(std::string_view name, std::string_view value);
    MultipartBody& file(std::string_view name, std::string_view filename, std::string_view type, std::string_view content);
    std::string content_type() const;
    std::string str() const;  ///< with the closing boundary

private:
    std::string parts_;
};

/// One connection to 127.0.0.1, kept alive until it is destroyed. Throws when the server is silent for 30 seconds.
class Client {
public:
    explicit Client(std::uint16_t port);
    Client(Client&&) noexcept;
    Client& operator=(Client&&) = delete;
    ~Client();

    void send(std::string_view bytes);  ///< an end at the other side is no error; the answer tells
    void finish_sending();              ///< the server sees the end, and can still answer
    /// The next response; nothing when the connection ended before a whole one. Interim 100 is a response of its own.
    std::optional<Answered> read(Method asked = Method::get);
    bool is_closed();  ///< waits for the next byte or the end
    int descriptor() const { return descriptor_; }

    /// `headers` are whole lines with \r\n; Host and Content-Length are added.
    Answered request(Method, std::string_view target, std::string_view headers = {}, std::string_view body = {});
    Answered get(std::string_view target, std::string_view headers = {});
    Answered post(std::string_view target, std::string_view content_type, std::string_view body, std::string_view headers = {});
    Answered post_form(std::string_view target, const Fields&, std::string_view headers = {});

private:
    bool receive();

    int descriptor_;
    std::string received_;
};

}  // namespace http
