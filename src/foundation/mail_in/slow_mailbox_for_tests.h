#pragma once
/// A mailbox of three letters on a free port of this machine, of which the second never comes.
#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <stdexcept>
#include <string>
#include <thread>

#include "foundation/mail_in/imap.h"

class SlowMailbox {
public:
    SlowMailbox() : listener_(::socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        if (::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(listener_, 8) != 0)
            throw std::runtime_error("no free port");
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
        port_ = ntohs(address.sin_port);
        thread_ = std::thread([this] { serve(); });
    }
    ~SlowMailbox() {
        ::shutdown(listener_, SHUT_RDWR);
        ::close(listener_);
        thread_.join();
    }
    SlowMailbox(const SlowMailbox&) = delete;
    SlowMailbox& operator=(const SlowMailbox&) = delete;

    mail_in::Box box() const {
        return {.server = "imap://127.0.0.1:" + std::to_string(port_),
                .user = "kontakt",
                .password = "hemligt",
                .timeout = std::chrono::seconds{1}};
    }
    /// Until then the box is empty.
    void fill() { is_filled_ = true; }

private:
    static std::string letter(const std::string& uid) {
        return "From: Kim Exempel <kim@exempel.example>\r\nSubject: Brev " + uid + "\r\nMessage-ID: <" + uid + "@x.example>\r\n\r\nHej\r\n";
    }
    void serve() {
        for (int peer = ::accept(listener_, nullptr, nullptr); peer >= 0; peer = ::accept(listener_, nullptr, nullptr)) {
            talk(peer);
            ::close(peer);
        }
    }
    static void say(int peer, const std::string& words) { (void)!::send(peer, words.data(), words.size(), MSG_NOSIGNAL); }
    void talk(int peer) {
        say(peer, "* OK ready\r\n");
        std::string waiting;
        for (char byte = 0; ::recv(peer, &byte, 1, 0) == 1;) {
            waiting += byte;
            if (byte != '\n') continue;
            say(peer, answer(waiting));
            waiting.clear();
        }
    }
    std::string answer(const std::string& line) const {
        const auto tag = line.substr(0, line.find(' '));
        const auto has = [&](const char* words) { return line.find(words) != std::string::npos; };
        const auto done = tag + " OK done\r\n";
        if (has("CAPABILITY")) return "* CAPABILITY IMAP4rev1\r\n" + done;
        if (has("STATUS")) return std::string("* STATUS \"INBOX\" (UIDVALIDITY 7 UIDNEXT ") + (is_filled_ ? "4" : "1") + ")\r\n" + done;
        if (has("SELECT")) return "* 3 EXISTS\r\n* OK [UIDVALIDITY 7] numbers\r\n" + done;
        if (has("RFC822.SIZE")) {
            std::string all;
            for (const auto* uid : {"1", "2", "3"}) all += std::string("* ") + uid + " FETCH (UID " + uid + " RFC822.SIZE 100)\r\n";
            return all + done;
        }
        for (const auto* uid : {"1", "3"})
            if (has((std::string("UID FETCH ") + uid + " ").c_str()))
                return std::string("* ") + uid + " FETCH (UID " + uid + " BODY[] {" + std::to_string(letter(uid).size()) + "}\r\n" +
                       letter(uid) + ")\r\n" + done;
        return has("UID FETCH 2 ") ? "" : done;
    }

    int listener_, port_ = 0;
    std::atomic<bool> is_filled_{false};
    std::thread thread_{};
};
