#include <gmime/gmime.h>

#include <algorithm>
#include <memory>

#include "foundation/base/unicode.h"
#include "foundation/mail_in/message.h"

namespace mail_in {
namespace {

struct Unref {
    void operator()(void* object) const { g_object_unref(object); }
};
template <class Type>
using Owned = std::unique_ptr<Type, Unref>;

struct Free {
    void operator()(char* text) const { g_free(text); }
};

/// Whatever a sender wrote as UTF-8 that can be shown and stored; null is "".
std::string shown(const char* text) {
    if (text == nullptr) return {};
    const std::unique_ptr<char, Free> valid(g_utf8_make_valid(text, -1));
    return tidy_text(valid.get());
}

std::string on_one_line(const char* text) {
    auto line = shown(text);
    std::ranges::replace(line, '\n', ' ');
    return line;
}

bool same_letter(char a, char b) { return a == b || (a >= 'A' && a <= 'Z' && a - 'A' + 'a' == b); }

/// What may begin a part: a line with two hyphens. A part need not say what it is.
std::size_t boundaries_of(std::string_view raw) {
    std::size_t boundaries = 0;
    for (auto at = raw.find("\n--"); at != raw.npos; at = raw.find("\n--", at + 1)) ++boundaries;
    return boundaries;
}

/// Each multipart says that it is one. Counted before anything is read, since deep nests break readers.
std::size_t parts_of(std::string_view raw) {
    constexpr std::string_view mark = "content-type";
    std::size_t parts = 0;
    for (auto at = raw.begin();; ++parts) {
        at = std::search(at, raw.end(), mark.begin(), mark.end(), same_letter);
        if (at == raw.end()) return parts;
        at += mark.size();
    }
}

std::string header(GMimeObject* object, const char* name) { return lower(on_one_line(g_mime_object_get_header(object, name))); }

bool is_by_a_machine(GMimeMessage* message) {
    auto* object = GMIME_OBJECT(message);
    const auto submitted = header(object, "Auto-Submitted"), precedence = header(object, "Precedence");
    if (!submitted.empty() && !submitted.starts_with("no")) return true;
    for (const auto* one : {"bulk", "junk", "list", "auto_reply"})
        if (precedence == one) return true;
    return header(object, "Return-Path") == "<>" || !header(object, "X-Autoreply").empty() || !header(object, "X-Autorespond").empty() ||
           !header(object, "List-Id").empty();
}

void add_ids(std::vector<std::string>& ids, const char* header, bool last_first) {
    if (header == nullptr) return;
    constexpr int most = 50;
    const std::unique_ptr<GMimeReferences, decltype(&g_mime_references_free)> all(g_mime_references_parse(nullptr, header),
                                                                                  g_mime_references_free);
    const int count = std::min(g_mime_references_length(all.get()), most);
    for (int i = 0; i < count; ++i) {
        const auto at = last_first ? g_mime_references_length(all.get()) - 1 - i : i;
        if (auto id = on_one_line(g_mime_references_get_message_id(all.get(), at)); !id.empty()) ids.push_back(std::move(id));
    }
}

std::string bytes_of(GMimeDataWrapper* content) {
    const Owned<GMimeStream> stream(g_mime_stream_mem_new());
    g_mime_data_wrapper_write_to_stream(content, stream.get());
    const auto* bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream.get()));
    return {reinterpret_cast<const char*>(bytes->data), bytes->len};
}

class Reader {
public:
    Reader(Message& message, const Limits& limits) : message_(message), limits_(limits) {}

    void part(GMimeObject* object) {
        if (object == nullptr) return;
        if (GMIME_IS_MULTIPART(object)) {
            auto* parts = GMIME_MULTIPART(object);
            const auto* type = g_mime_object_get_content_type(object);
            if (g_mime_content_type_is_type(const_cast<GMimeContentType*>(type), "multipart", "report")) report(type);
            for (int i = 0; i < g_mime_multipart_get_count(parts); ++i) part(g_mime_multipart_get_part(parts, i));
        } else if (GMIME_IS_MESSAGE_PART(object)) enclosed(GMIME_MESSAGE_PART(object));
        else if (GMIME_IS_PART(object)) leaf(GMIME_PART(object));
    }
    void end() {
        message_.is_report = is_of_delivery_ && (has_failed_ || !says_what_was_done_);
        message_.is_automatic = message_.is_automatic || is_a_report_;
        message_.text = trimmed(plain_).empty() ? tidy_text(text_of_html(html_)) : tidy_text(plain_);
        if (message_.text.size() <= limits_.longest_text) return;
        message_.text = first_characters(message_.text.substr(0, whole_characters(message_.text)), limits_.longest_text);
        message_.is_cut = true;
    }

private:
    std::size_t whole_characters(const std::string& text) const {
        auto end = limits_.longest_text;
        while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
        return end;
    }
    /// RFC 6522: of what became of a letter; a receipt that it was opened (RFC 8098) is one too, and says nothing of the kind.
    void report(const GMimeContentType* type) {
        is_a_report_ = true;
        const auto kind = lower(on_one_line(g_mime_content_type_get_parameter(const_cast<GMimeContentType*>(type), "report-type")));
        if (kind.empty() || kind == "delivery-status") is_of_delivery_ = true;
    }
    /// RFC 3464 2.3.3: "delayed" and "delivered" are no failures.
    void delivery_status(GMimeDataWrapper* content) {
        constexpr std::string_view action = "action:";
        const auto words = bytes_of(content);
        for (const auto line : split(words, '\n')) {
            if (line.size() < action.size() || !std::ranges::equal(line.substr(0, action.size()), action, same_letter)) continue;
            says_what_was_done_ = true;
            const auto done = trimmed(line.substr(action.size()));
            constexpr std::string_view failed = "failed";
            if (done.size() >= failed.size() && std::ranges::equal(done.substr(0, failed.size()), failed, same_letter)) has_failed_ = true;
        }
    }
    /// A letter in a letter is kept as it is, and never read further: nests have no bottom.
    void enclosed(GMimeMessagePart* object) {
        auto* inner = g_mime_message_part_get_message(object);
        if (inner == nullptr) return;
        if (is_a_report_)
            if (const auto* id = g_mime_message_get_message_id(inner)) message_.answers.push_back(on_one_line(id));
        const Owned<GMimeStream> stream(g_mime_stream_mem_new());
        g_mime_object_write_to_stream(GMIME_OBJECT(inner), nullptr, stream.get());
        const auto* bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream.get()));
        auto name = first_characters(on_one_line(g_mime_message_get_subject(inner)), longest_name);
        attach((name.empty() ? "mail" : name) + ".eml", {reinterpret_cast<const char*>(bytes->data), bytes->len});
    }
    void leaf(GMimePart* object) {
        auto* content = g_mime_part_get_content(object);
        if (content == nullptr) return;
        auto* type = g_mime_object_get_content_type(GMIME_OBJECT(object));
        const auto* name = g_mime_part_get_filename(object);
        const bool is_text = GMIME_IS_TEXT_PART(object) && name == nullptr && !g_mime_part_is_attachment(object);
        if (is_text && g_mime_content_type_is_type(type, "text", "plain")) words(plain_, object);
        else if (is_text && g_mime_content_type_is_type(type, "text", "html")) words(html_, object);
        else if (is_a_report_ && g_mime_content_type_is_type(type, "message", "delivery-status")) delivery_status(content);
        else attach(first_characters(on_one_line(name), longest_name), bytes_of(content));
    }
    void words(std::string& into, GMimePart* object) {
        const std::unique_ptr<char, Free> text(g_mime_text_part_get_text(GMIME_TEXT_PART(object)));
        if (!text) return;
        const std::unique_ptr<char, Free> valid(g_utf8_make_valid(text.get(), -1));
        if (!into.empty()) into += "\n\n";
        into += valid.get();
    }
    void attach(std::string name, std::string bytes) {
        if (message_.attachments.size() < limits_.most_attachments) message_.attachments.push_back({std::move(name), std::move(bytes)});
        else message_.is_cut = true;
    }

    static constexpr std::size_t longest_name = 150;
    Message& message_;
    const Limits& limits_;
    std::string plain_{}, html_{};
    bool is_a_report_ = false, is_of_delivery_ = false, says_what_was_done_ = false, has_failed_ = false;
};

void read_sender(Message& message, GMimeMessage* from) {
    auto* senders = g_mime_message_get_from(from);
    if (senders == nullptr || internet_address_list_length(senders) == 0) return;
    auto* first = internet_address_list_get_address(senders, 0);
    message.from_name = on_one_line(internet_address_get_name(first));
    if (INTERNET_ADDRESS_IS_MAILBOX(first))
        message.from_address = on_one_line(internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(first)));
}

void read_reply_to(Message& message, GMimeMessage* from) {
    auto* asked = g_mime_message_get_reply_to(from);
    if (asked == nullptr || internet_address_list_length(asked) != 1) return;
    auto* only = internet_address_list_get_address(asked, 0);
    if (!INTERNET_ADDRESS_IS_MAILBOX(only)) return;
    auto address = on_one_line(internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(only)));
    if (lower(address) != lower(message.from_address)) message.reply_to = std::move(address);
}

/// Two heads of one name, or two addresses in one: servers test the one, and readers show the other.
void read_head(Message& message, GMimeObject* object, GMimeMessage* from) {
    constexpr std::size_t most = 50;
    int senders = 0;
    auto* head = g_mime_object_get_header_list(object);
    for (int i = 0; i < g_mime_header_list_get_count(head); ++i) {
        auto* one = g_mime_header_list_get_header_at(head, i);
        const auto name = lower(shown(g_mime_header_get_name(one)));
        if (name == "from") ++senders;
        if (name == "authentication-results" && message.vouching.size() < most)
            message.vouching.push_back(on_one_line(g_mime_header_get_raw_value(one)));
    }
    auto* addresses = g_mime_message_get_from(from);
    message.has_one_sender =
        senders == 1 && addresses != nullptr && internet_address_list_length(addresses) == 1 && !message.from_address.empty();
}

}  // namespace

Result<Message> read(std::string_view raw, const Limits& limits) {
    static const bool started = (g_mime_init(), true);
    (void)started;
    if (parts_of(raw) > limits.most_parts || boundaries_of(raw) > limits.most_boundaries)
        return failure(Fault::too_large, "mail_too_many_parts");
    const Owned<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(raw.data(), raw.size()));
    const Owned<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
    const Owned<GMimeMessage> parsed(g_mime_parser_construct_message(parser.get(), nullptr));
    Message message;
    if (!parsed) return message;
    auto* object = GMIME_OBJECT(parsed.get());
    message.id = on_one_line(g_mime_message_get_message_id(parsed.get()));
    message.subject = on_one_line(g_mime_message_get_subject(parsed.get()));
    read_sender(message, parsed.get());
    read_reply_to(message, parsed.get());
    read_head(message, object, parsed.get());
    add_ids(message.answers, g_mime_object_get_header(object, "In-Reply-To"), false);
    add_ids(message.answers, g_mime_object_get_header(object, "References"), true);
    message.is_automatic = is_by_a_machine(parsed.get());
    Reader reader(message, limits);
    reader.part(g_mime_message_get_mime_part(parsed.get()));
    reader.end();
    return message;
}

}  // namespace mail_in
