#pragma once
/// Debian's dovecot-imapd on a free port of this machine, in a folder of its own, with one mailbox: for tests against a real server.
#include <arpa/inet.h>
#include <fcntl.h>
#include <poll.h>
#include <pwd.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

#include "foundation/files/test_folder.h"
#include "foundation/mail_in/imap.h"

class Dovecot {
public:
    static bool is_installed() { return std::filesystem::exists(program); }

    Dovecot() : port_(free_port()) {
        namespace fs = std::filesystem;
        const auto mail = folder_.path / "mail";
        for (const auto* part : {"cur", "new", "tmp"}) fs::create_directories(mail / "Maildir" / part);
        fs::permissions(folder_.path, fs::perms::all);
        if (::geteuid() == 0)
            for (const auto& entry : fs::recursive_directory_iterator(mail)) give_away(entry.path());
        give_away(mail);
        folder_.file("dovecot.conf", configuration(mail.string()));
        start();
    }
    ~Dovecot() { stop(); }
    Dovecot(const Dovecot&) = delete;
    Dovecot& operator=(const Dovecot&) = delete;

    mail_in::Box box() const { return {.server = "imap://127.0.0.1:" + std::to_string(port_), .user = "kontakt", .password = "hemligt"}; }
    /// As a mail server puts it there.
    void deliver(const std::string& raw) {
        const auto name = std::to_string(1'700'000'000 + delivered_++) + ".torg.test";
        const auto waiting = folder_.path / "mail/Maildir/tmp" / name;
        std::ofstream(waiting, std::ios::binary) << raw;
        give_away(waiting);
        std::filesystem::rename(waiting, folder_.path / "mail/Maildir/new" / name);
    }
    /// The server forgets its numbers: what lies there has others, and another validity.
    void lose_numbers() {
        stop();
        for (const auto& entry : std::filesystem::directory_iterator(folder_.path / "mail/Maildir"))
            if (entry.path().filename().string().starts_with("dovecot")) std::filesystem::remove(entry.path());
        start();
    }
    void stop() {
        if (pid_ <= 0) return;
        ::kill(pid_, SIGTERM);
        ::waitpid(pid_, nullptr, 0);
        pid_ = -1;
    }
    void start() {
        std::string path = program, foreground = "-F", with = "-c", file = (folder_.path / "dovecot.conf").string();
        char* arguments[] = {path.data(), foreground.data(), with.data(), file.data(), nullptr};
        if (::posix_spawn(&pid_, program, nullptr, nullptr, arguments, environ) != 0) throw std::runtime_error("dovecot does not start");
        constexpr int attempts = 1000, pause_ms = 10;
        for (int left = attempts; !answers(); --left) {
            if (left == 0) throw std::runtime_error("dovecot does not answer");
            ::poll(nullptr, 0, pause_ms);
        }
    }

private:
    static constexpr const char* program = "/usr/sbin/dovecot";

    static void give_away(const std::filesystem::path& path) {
        const auto* owner = ::getpwnam("mail");
        if (::geteuid() == 0 && owner != nullptr && ::chown(path.c_str(), owner->pw_uid, owner->pw_gid) != 0)
            throw std::runtime_error("the mailbox cannot be given to the server");
    }
    std::string configuration(const std::string& mail) const {
        const auto run = folder_.path.string();
        const bool is_root = ::geteuid() == 0;
        const auto me = std::to_string(::geteuid());
        const auto* own = ::getpwuid(::geteuid());
        std::string text = "protocols = imap\nlisten = 127.0.0.1\nssl = no\ndisable_plaintext_auth = no\nbase_dir = " + run +
                           "/run\nstate_dir = " + run + "/state\nlog_path = " + run +
                           "/log\nmail_location = maildir:~/Maildir\nfirst_valid_uid = 1\nfirst_valid_gid = 1\nmail_fsync = never\n"
                           "service imap-login {\n  inet_listener imap {\n    port = " +
                           std::to_string(port_) + "\n  }\n  inet_listener imaps {\n    port = 0\n  }\n" + (is_root ? "" : "  chroot =\n") +
                           "}\n" + (is_root ? "" : "service anvil {\n  chroot =\n}\n") +
                           "passdb {\n  driver = static\n  args = password=hemligt\n}\n"
                           "userdb {\n  driver = static\n  args = uid=" +
                           (is_root ? "mail" : me) + " gid=" + (is_root ? "mail" : std::to_string(::getegid())) + " home=" + mail + "\n}\n";
        if (!is_root && own != nullptr)
            text += std::string("default_internal_user = ") + own->pw_name + "\ndefault_login_user = " + own->pw_name + "\n";
        return text;
    }
    static int free_port() {
        const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        if (::bind(listener, reinterpret_cast<sockaddr*>(&address), size) != 0) throw std::runtime_error("no free port");
        ::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size);
        ::close(listener);
        return ntohs(address.sin_port);
    }
    bool answers() const {
        const int peer = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(static_cast<std::uint16_t>(port_));
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        const bool is_there = ::connect(peer, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
        ::close(peer);
        return is_there;
    }

    TestFolder folder_{};
    int port_;
    pid_t pid_ = -1;
    int delivered_ = 0;
};
