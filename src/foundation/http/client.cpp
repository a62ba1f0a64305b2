#include "foundation/http/client.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>
#include <cerrno>
#include <stdexcept>
#include <system_error>
#include <utility>

#include "foundation/http/ascii.h"

namespace http {
namespace {

constexpr std::string_view boundary = "----torg-client-boundary-7f3a";

Answered read_answer_head(std::string_view head) {
    Answered answered;
    std::string_view line = take_until(head, '\n');
    take_until(line, ' ');
    answered.status = static_cast<int>(whole_number(line.substr(0, 3)).value_or(0));
    while (!head.empty()) {
        line = take_until(head, '\n');
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (line.empty()) break;
        const std::string_view name = take_until(line, ':');
        answered.headers.all.emplace_back(lower_ascii(name), without_blanks_around(line));
    }
    return answered;
}

std::string quoted(std::string_view name) {
    std::string text;
    for (const char c : name) {
        if (c == '"') text += "%22";
        else if (c == '\r') text += "%0D";
        else if (c == '\n') text += "%0A";
        else text += c;
    }
    return text;
}

}  // namespace

MultipartBody& MultipartBody::text(std::string_view name, std::string_view value) {
    parts_ += fmt::format("--{}\r\nContent-Disposition: form-data; name=\"{}\"\r\n\r\n{}\r\n", boundary, quoted(name), value);
    return *this;
}

MultipartBody& MultipartBody::file(std::string_view name, std::string_view filename, std::string_view type, std::string_view content) {
    parts_ += fmt::format("--{}\r\nContent-Disposition: form-data; name=\"{}\"; filename=\"{}\"\r\nContent-Type: {}\r\n\r\n", boundary,
                          quoted(name), quoted(filename), type);
    parts_ += content;
    parts_ += "\r\n";
    return *this;
}

std::string MultipartBody::content_type() const { return fmt::format("multipart/form-data; boundary={}", boundary); }

std::string MultipartBody::str() const { return fmt::format("{}--{}--\r\n", parts_, boundary); }

Client::Client(std::uint16_t port) : descriptor_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const timeval patience{.tv_sec = 30, .tv_usec = 0};
    ::setsockopt(descriptor_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    ::setsockopt(descriptor_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    if (::connect(descriptor_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) return;
    const int error = errno;
    ::close(descriptor_);
    throw std::system_error(error, std::generic_category(), "connect");
}

Client::Client(Client&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)), received_(std::move(other.received_)) {}

Client::~Client() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

void Client::send(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t sent = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR) continue;
        if (sent < 0) return;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
}

void Client::finish_sending() { ::shutdown(descriptor_, SHUT_WR); }

bool Client::receive() {
    char bytes[16 * 1024];
    ssize_t count = -1;
    do count = ::recv(descriptor_, bytes, sizeof bytes, 0);
    while (count < 0 && errno == EINTR);
    if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) throw std::runtime_error("the server says nothing");
    if (count <= 0) return false;
    received_.append(bytes, static_cast<std::size_t>(count));
    return true;
}

std::optional<Answered> Client::read(Method asked) {
    std::size_t end = received_.find("\r\n\r\n");
    while (end == std::string::npos) {
        if (!receive()) return std::nullopt;
        end = received_.find("\r\n\r\n");
    }
    Answered answered = read_answer_head(std::string_view(received_).substr(0, end));
    received_.erase(0, end + 4);
    if (asked == Method::head || answered.status < 200 || answered.status == 204 || answered.status == 304) return answered;
    const auto length = static_cast<std::size_t>(whole_number(answered.header("content-length")).value_or(0));
    while (received_.size() < length)
        if (!receive()) return std::nullopt;
    answered.body = received_.substr(0, length);
    received_.erase(0, length);
    return answered;
}

bool Client::is_closed() { return received_.empty() && !receive(); }

Answered Client::request(Method method, std::string_view target, std::string_view headers, std::string_view body) {
    const bool has_body = method == Method::post || method == Method::put || method == Method::patch || !body.empty();
    const std::string length = has_body ? fmt::format("Content-Length: {}\r\n", body.size()) : std::string{};
    send(fmt::format("{} {} HTTP/1.1\r\nHost: localhost\r\n{}{}\r\n", to_string(method), target, headers, length) + std::string(body));
    auto answered = read(method);
    if (!answered) throw std::runtime_error("the server closed the connection instead of answering");
    return *std::move(answered);
}

Answered Client::get(std::string_view target, std::string_view headers) { return request(Method::get, target, headers); }

Answered Client::post(std::string_view target, std::string_view content_type, std::string_view body, std::string_view headers) {
    return request(Method::post, target, fmt::format("Content-Type: {}\r\n{}", content_type, headers), body);
}

Answered Client::post_form(std::string_view target, const Fields& fields, std::string_view headers) {
    std::string body;
    for (const auto& [name, value] : fields.all) {
        if (!body.empty()) body += '&';
        body += percent_encoded(name) + '=' + percent_encoded(value);
    }
    return post(target, "application/x-www-form-urlencoded", body, headers);
}

}  // namespace http
