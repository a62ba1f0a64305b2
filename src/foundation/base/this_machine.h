#pragma once
/// What is sent to this machine itself crosses no network; all else must be encrypted and the other end proved (OWASP ASVS 1.9, 9.2).
#include <string_view>

/// Of a host without its port: "localhost", "127.0.0.1", "::1", "[::1]". A name that a resolver leads here is not taken for it.
bool is_this_machine(std::string_view host);
/// The same of an address: "imap://localhost:143/x". Never one with a name before the host ("http://127.0.0.1:80@evil.example" leads away).
bool leads_to_this_machine(std::string_view address);
