#include <catch2/catch.hpp>

#include "foundation/http/message.h"
#include "foundation/http/part_header.h"
#include "foundation/http/text_repair.h"

using namespace http;

TEST_CASE("percent encoding keeps what RFC 3986 leaves unreserved and nothing else") {
    CHECK(percent_encoded("a b&c") == "a%20b%26c");
    CHECK(percent_encoded("AZaz09-._~") == "AZaz09-._~");
    CHECK(percent_encoded("å/") == "%C3%A5%2F");
}

TEST_CASE("percent decoding is the way back, and refuses what is broken or not UTF-8") {
    CHECK(percent_decoded("s%C3%B6k%20a+b") == "sök a+b");
    CHECK(percent_decoded("a+b", true) == "a b");
    CHECK_FALSE(percent_decoded("%"));
    CHECK_FALSE(percent_decoded("%4"));
    CHECK_FALSE(percent_decoded("%4g"));
    CHECK_FALSE(percent_decoded("%E5"));
    CHECK_FALSE(percent_decoded("%C0%AF"));        // overlong slash
    CHECK_FALSE(percent_decoded("%ED%A0%80"));     // half a surrogate pair
    CHECK_FALSE(percent_decoded("%F4%90%80%80"));  // past U+10FFFF
}

TEST_CASE("a form keeps its order, repeated names and empty values") {
    const auto form = parse_urlencoded("q=bygglov&sida=2&q=%C3%A5+b&tom=&bara&&=x");
    REQUIRE(form);
    using Pairs = std::vector<std::pair<std::string, std::string>>;
    CHECK(form->all == Pairs{{"q", "bygglov"}, {"sida", "2"}, {"q", "å b"}, {"tom", ""}, {"bara", ""}, {"", "x"}});
    CHECK(form->every("q") == std::vector<std::string_view>{"bygglov", "å b"});
    CHECK(form->get("saknas").empty());
}

TEST_CASE("a broken form is nothing") {
    CHECK_FALSE(parse_urlencoded("a=%zz"));
    CHECK_FALSE(parse_urlencoded("a=%E5"));
    std::string many;
    for (int i = 0; i < 10'001; ++i) many += "a&";
    CHECK_FALSE(parse_urlencoded(many));
}

TEST_CASE("cookies are read, and broken pairs skipped") {
    const Fields cookies = parse_cookies("session=abc; quoted=\"d e\";broken; =nameless; last = x=y");
    using Pairs = std::vector<std::pair<std::string, std::string>>;
    CHECK(cookies.all == Pairs{{"session", "abc"}, {"quoted", "d e"}, {"last", "x=y"}});
}

TEST_CASE("text that is not UTF-8 is repaired and the rest stays") {
    CHECK(repaired_text("Åsa\n€ 😀").text == "Åsa\n€ 😀");
    CHECK_FALSE(repaired_text("Åsa").changed);
    CHECK(repaired_text("\xC5sa").text == "\uFFFDsa");
    CHECK(repaired_text("\xC5sa").changed);
    CHECK(repaired_text(std::string_view("a\0b", 3)).text ==
          "a\uFFFD"
          "b");
    CHECK(repaired_text("\xF0\x9F\x98").text == "\uFFFD\uFFFD\uFFFD");
    CHECK(cut_at_character("aåb", 2) == "a");
    CHECK(cut_at_character("aåb", 3) == "aå");
}

TEST_CASE("a filename is the last path part, clean and not too long") {
    CHECK(plain_filename("C:\\Users\\Åsa\\ritning.pdf") == "ritning.pdf");
    CHECK(plain_filename("../../etc/passwd") == "passwd");
    CHECK(plain_filename("a\r\nb\tc.txt") == "abc.txt");
    CHECK(plain_filename("..").empty());
    std::string name;
    for (int i = 0; i < 150; ++i) name += "å";
    const std::string cut = plain_filename(name + ".pdf");
    CHECK(cut.size() == 200);
    CHECK(cut.ends_with("å.pdf"));
}

TEST_CASE("names and filenames are read as the browsers write them") {
    const auto filename = [](std::string_view parameters) {
        const auto header = read_part_header("Content-Disposition: form-data; name=\"bilaga\"; " + std::string(parameters));
        return header && header->filename ? *header->filename : "none";
    };
    CHECK(filename("filename=\"a;b.txt\"") == "a;b.txt");
    CHECK(filename("filename=\"%22citat%22 100%.txt\"") == "\"citat\" 100%.txt");
    CHECK(filename("filename=\"\\\"citat\\\".txt\"") == "\"citat\".txt");
    CHECK(filename("filename=\"C:\\temp\\ny.txt\"") == "ny.txt");
    CHECK(filename("filename=plain.txt") == "plain.txt");
    CHECK(filename("filename=\"\"") == "");
    CHECK(filename("other=\"x\"") == "none");
    CHECK(filename("filename=\"unfinished") == "none");
    CHECK(filename("filename=\"a\"; filename=\"b\"") == "none");
    CHECK(read_part_header("content-disposition: FORM-DATA; NAME=x")->name == "x");
    CHECK(read_part_header("Content-Disposition: form-data; name=\"\xE5\"")->repaired);
}

TEST_CASE("a part that is no form field, or encoded as forms may not be, is nothing") {
    CHECK_FALSE(read_part_header("Content-Type: text/plain"));
    CHECK_FALSE(read_part_header("Content-Disposition: attachment; name=x"));
    CHECK_FALSE(read_part_header("Content-Disposition: form-data"));
    CHECK_FALSE(read_part_header("Content-Disposition: form-data; name=x\r\nContent-Transfer-Encoding: base64"));
    CHECK_FALSE(read_part_header("Content-Disposition: form-data; name=x\r\n folded: y"));
    CHECK(read_part_header("Content-Disposition: form-data; name=x\r\nContent-Transfer-Encoding: binary"));
}

TEST_CASE("a boundary is found, quoted or not, and only when RFC 2046 allows it") {
    CHECK(boundary_of("multipart/form-data; boundary=abc") == "abc");
    CHECK(boundary_of("multipart/form-data; charset=utf-8; boundary=\"a b\"") == "a b");
    CHECK_FALSE(boundary_of("multipart/form-data"));
    CHECK_FALSE(boundary_of("multipart/form-data; boundary="));
    CHECK_FALSE(boundary_of("multipart/form-data; boundary=\"a\\\"b\""));
    CHECK_FALSE(boundary_of("multipart/form-data; boundary=" + std::string(71, 'a')));
}
