#pragma once
/// Whether the receiving mail server stands for the sender of a letter, by the Authentication-Results (RFC 8601) that it has stamped. SPF,
/// DKIM and DMARC themselves are that server's work.
#include <string>
#include <string_view>
#include <vector>

namespace mail_in {

/// As the own server is configured when it writes no name of its own into its stamps, as Exchange Online does: only the topmost stamp
/// counts, since each server puts its own above those that came along.
inline constexpr std::string_view no_name = "-";

/// `results`: the values of all Authentication-Results of the head, topmost first. The topmost one that bears the own server's name counts;
/// all others may have been written by whoever sent the letter. True for a pass of DMARC for the sender's domain, or of DKIM or SPF for
/// exactly that domain (what a wider alignment is, DMARC says).
bool is_vouched_for(const std::vector<std::string>& results, std::string_view own_server, std::string_view from_address);

}  // namespace mail_in
