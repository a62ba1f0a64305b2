#pragma once
/// A mailbox at another's server, read over IMAP (RFC 9051) by libcurl. Nothing is deleted or moved there; the server marks what is read.
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "foundation/base/result.h"
#include "foundation/base/time.h"

namespace mail_in {

struct Box {
    std::string server;  ///< "imaps://mail.example.se", "imap://mail.example.se:143"
    std::string user{}, password{};
    std::string folder = "INBOX";
    std::string vouched_by{};      ///< the name under which the receiving server vouches for senders (vouched.h); "": nothing is asked for
    std::int64_t minutes = 1;      ///< between two looks
    std::int64_t largest_mb = 25;  ///< what is larger is not fetched
    std::chrono::seconds timeout{60};                 ///< of one question; a letter has longer, by its size
    std::int64_t slowest = 20'000;                    ///< bytes a second, that a letter may come at
    std::size_t longest_list = std::size_t{8} << 20;  ///< bytes, of one answer that lists letters
    std::string name() const { return user + " " + folder + " " + server; }
};

/// imaps:// anywhere; imap:// must take TLS (STARTTLS), but on this machine. No name or password in it.
bool is_fit_server(std::string_view);

/// How far the server has come with its numbers. Another validity: every number means something else than before.
struct Standing {
    std::int64_t validity = 0, next = 0;
};
struct Waiting {
    std::int64_t uid = 0, bytes = 0;
};

/// Of a letter that did not come in its time, though the server was there.
inline constexpr std::string_view too_slow = "mailbox_slow";

/// One connection. An answer is unavailable when the server is away, slow, or does not let us in.
class Session {
public:
    explicit Session(const Box&);
    ~Session();
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    Result<Standing> standing();
    /// Lowest number first; where very many wait, the first of them. `next` is as the server stands.
    Result<std::vector<Waiting>> after(std::int64_t uid, std::int64_t next);
    /// What the server got on that day or later (its own calendar).
    Result<std::vector<Waiting>> since(Date);
    /// The whole message; too_large when there is more of it than its size said and than is let in. It counts as read at the server from
    /// now on.
    Result<std::string> fetch(const Waiting&);

private:
    struct Line;
    std::unique_ptr<Line> line_;
};

}  // namespace mail_in
