#include "engines/pages/theme.h"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <stdexcept>

#include "engines/pages/oklch.h"

namespace pages {
namespace {

/// Text on the spark is this or white.
constexpr std::string_view near_black = "#14181a", white = "#ffffff";

struct Search {
    double from, step, chroma, hue, least;
};

/// The first colour, walking in lightness, that has the contrast against every ground.
std::string seek(const Search& search, std::initializer_list<std::string_view> grounds) {
    for (double lightness = search.from; lightness > 0.02 && lightness < 0.995; lightness += search.step) {
        const auto found = hex({lightness, search.chroma, search.hue});
        if (std::all_of(grounds.begin(), grounds.end(), [&](std::string_view ground) { return contrast(found, ground) >= search.least; }))
            return found;
    }
    return search.step < 0 ? "#000000" : std::string(white);
}

/// Tokens in the order they are set; a token may be read as soon as it is set.
class Palette {
public:
    void set(std::string_view name, std::string value) { tokens_.emplace_back(name, std::move(value)); }
    std::string_view operator[](std::string_view name) const { return colour(tokens_, name); }
    Tokens take() { return std::move(tokens_); }

private:
    Tokens tokens_;
};

/// The municipality's colour, and how strongly greys lean towards it.
struct Base {
    std::string brand;
    Oklch b;
    double tint;
    explicit Base(const std::string& colour_of_brand)
        : brand(colour_of_brand), b(oklch(colour_of_brand)), tint(std::min(b.chroma, 0.14) / 0.14) {}
    double grey(double chroma) const { return chroma * (0.35 + 0.65 * tint); }
    std::string tone(double lightness, double chroma) const { return hex({lightness, chroma, b.hue}); }
    std::string found(double from, double step, double chroma, double least, std::initializer_list<std::string_view> grounds) const {
        return seek({from, step, chroma, b.hue, least}, grounds);
    }
};

std::string readable_spark(const std::string& spark) {
    if (contrast(spark, near_black) >= 4.5 || contrast(spark, white) >= 4.5) return spark;
    const auto s = oklch(spark);
    return seek({s.lightness, -0.005, s.chroma, s.hue, 4.6}, {white});
}

void set_light_greys(Palette& t, const Base& base) {
    t.set("surface", std::string(white));
    t.set("surface-2", base.tone(0.974, base.grey(0.008)));
    t.set("surface-3", base.tone(0.945, base.grey(0.014)));
    t.set("ink", base.tone(0.24, base.grey(0.03)));
    t.set("ink-2", base.found(0.5, -0.01, base.grey(0.03), 5.6, {t["surface-3"]}));
    t.set("line", base.tone(0.885, base.grey(0.014)));
    t.set("line-strong", base.found(0.68, -0.01, base.grey(0.025), 3.3, {t["surface-2"], t["surface"]}));
}

void set_light_action(Palette& t, const Base& base) {
    const bool as_it_is = contrast(base.brand, t["surface-3"]) >= 4.8;
    t.set("action",
          as_it_is ? base.brand : base.found(std::min(base.b.lightness, 0.6), -0.01, std::min(base.b.chroma, 0.13), 4.8, {t["surface-3"]}));
    const auto a = oklch(t["action"]);
    t.set("action-hover", hex({std::max(0.16, a.lightness - 0.08), a.chroma, a.hue}));
    t.set("action-ink", std::string(white));
    t.set("action-soft", hex({0.95, std::min(0.016, a.chroma * 0.16 + 0.003), a.hue}));
    t.set("action-line", hex({0.82, std::min(0.055, a.chroma * 0.5), a.hue}));
}

/// The coloured band is the brand itself, unless no text can be read on it: then a shade darker.
void set_light_band(Palette& t, const Base& base) {
    const auto dark_ink = base.tone(0.2, 0.02);
    const bool as_it_is = contrast(base.brand, white) >= 4.5 || contrast(base.brand, dark_ink) >= 4.5;
    t.set("band", as_it_is ? base.brand : base.found(base.b.lightness, -0.005, base.b.chroma, 4.6, {white}));
    t.set("band-ink", contrast(t["band"], white) >= 4.5 ? std::string(white) : dark_ink);

    // The shapes of the map on the band: a step lighter below white text, darker below dark text; the other way when text would fail.
    const auto band = oklch(t["band"]);
    const bool has_white_text = t["band-ink"] == white;
    const auto shade = [&](double distance, double chroma) {
        const double up = has_white_text ? distance : -distance;
        auto found = hex({band.lightness + up, band.chroma * chroma, band.hue});
        return contrast(t["band-ink"], found) >= 4.5 ? found : hex({band.lightness - up, band.chroma * chroma, band.hue});
    };
    t.set("band-2", shade(has_white_text ? 0.05 : 0.045, 1));
    t.set("band-3", shade(has_white_text ? 0.1 : 0.09, 0.9));
    t.set("band-focus", has_white_text ? std::string(white) : std::string(t["ink"]));
}

Tokens light_tokens(const Base& base, const std::string& spark) {
    Palette t;
    set_light_greys(t, base);
    set_light_action(t, base);
    set_light_band(t, base);
    t.set("deep", base.tone(std::min(0.3, base.b.lightness), std::min(base.b.chroma, 0.07)));
    t.set("deep-ink", std::string(white));
    t.set("spark", spark);
    t.set("spark-ink", std::string(contrast(spark, near_black) >= 4.5 ? near_black : white));
    t.set("focus", std::string(t["ink"]));
    t.set("mark", std::string(t["band"]));
    t.set("mark-ink", std::string(t["band-ink"]));
    return t.take();
}

void set_dark_greys(Palette& t, const Base& base) {
    t.set("surface", base.tone(0.205, base.grey(0.012)));
    t.set("surface-2", base.tone(0.245, base.grey(0.014)));
    t.set("surface-3", base.tone(0.29, base.grey(0.018)));
    t.set("ink", base.tone(0.95, base.grey(0.006)));
    t.set("ink-2", base.found(0.72, 0.01, base.grey(0.015), 5.6, {t["surface-3"]}));
    t.set("line", base.tone(0.37, base.grey(0.02)));
    t.set("line-strong", base.found(0.5, 0.01, base.grey(0.02), 3.3, {t["surface-2"], t["surface"]}));
}

void set_dark_action(Palette& t, const Base& base) {
    t.set("action", base.found(0.74, 0.01, std::min(std::max(base.b.chroma, 0.05), 0.1), 5.6, {t["surface-3"]}));
    const auto a = oklch(t["action"]);
    t.set("action-hover", base.tone(std::min(0.97, a.lightness + 0.07), a.chroma * 0.8));
    t.set("action-ink", base.tone(0.18, 0.02));
    t.set("action-soft", base.tone(0.3, std::min(0.045, a.chroma * 0.5)));
    t.set("action-line", base.tone(0.46, std::min(0.06, a.chroma * 0.6)));
}

Tokens dark_tokens(const Base& base, const std::string& spark, const Tokens& light) {
    Palette t;
    set_dark_greys(t, base);
    set_dark_action(t, base);
    const double muted = std::min(base.b.chroma, 0.07);
    t.set("band", base.tone(0.3, muted));
    t.set("band-ink", std::string(white));
    t.set("band-2", base.tone(0.35, muted));
    t.set("band-3", base.tone(0.41, std::min(base.b.chroma, 0.065)));
    t.set("band-focus", std::string(white));
    t.set("deep", base.tone(0.16, base.grey(0.014)));
    t.set("deep-ink", base.tone(0.95, base.grey(0.006)));
    t.set("spark", spark);
    t.set("spark-ink", std::string(colour(light, "spark-ink")));
    t.set("focus", std::string(white));
    t.set("mark", base.found(0.4, 0.01, std::min(base.b.chroma, 0.1), 3, {t["surface"]}));
    t.set("mark-ink", contrast(t["mark"], white) >= 3 ? std::string(white) : base.tone(0.2, 0.02));
    return t.take();
}

std::string block(std::string_view selector, const Tokens& tokens) {
    std::string out(selector);
    char before = '{';
    for (const auto& [name, value] : tokens) {
        out += fmt::format("{}--{}:{}", before, name, value);
        before = ';';
    }
    return out + "}";
}

}  // namespace

Result<Theme> theme_tokens(const Brand& chosen) {
    std::vector<FieldError> errors;
    if (!is_colour(chosen.brand)) errors.push_back({"brand", "invalid.colour"});
    if (!is_colour(chosen.spark)) errors.push_back({"spark", "invalid.colour"});
    if (!errors.empty()) return invalid(std::move(errors));
    const Base base(chosen.brand);
    const auto spark = readable_spark(chosen.spark);
    Theme theme{.light = light_tokens(base, spark), .dark = {}};
    theme.dark = dark_tokens(base, spark, theme.light);
    return theme;
}

Result<std::string> theme_css(const Brand& chosen) {
    const auto theme = TRY(theme_tokens(chosen));
    constexpr std::string_view not_light = ":root:not([data-theme=light])";
    return fmt::format(
        ":root{{color-scheme:light}}\n{}\n@media screen and (prefers-color-scheme:dark){{{}{{color-scheme:dark}}\n{}}}\n"
        "@media screen{{[data-theme=dark]{{color-scheme:dark}}\n{}}}\n",
        block(":root", theme.light), not_light, block(not_light, theme.dark), block("[data-theme=dark]", theme.dark));
}

std::string theme_address(std::string_view css) {
    // FNV-1a: enough to notice a change; nothing here is secret.
    std::uint64_t hash = 14695981039346656037ULL;
    for (const char c : css) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    return fmt::format("/tema/{:016x}.css", hash);
}

std::string_view colour(const Tokens& tokens, std::string_view name) {
    for (const auto& [token, value] : tokens)
        if (token == name) return value;
    throw std::logic_error("no colour " + std::string(name));
}

const std::vector<Pair>& pairs_of_tokens() {
    static const std::vector<Pair> pairs{
        {"ink", "surface", 7},         {"ink", "surface-3", 7},
        {"ink-2", "surface", 4.5},     {"ink-2", "surface-3", 4.5},
        {"action", "surface", 4.5},    {"action", "surface-2", 4.5},
        {"action", "surface-3", 4.5},  {"action", "action-soft", 4.5},
        {"action-ink", "action", 4.5}, {"action-ink", "action-hover", 4.5},
        {"band-ink", "band", 4.5},     {"band-ink", "band-2", 4.5},
        {"band-ink", "band-3", 4.5},   {"deep-ink", "deep", 7},
        {"line-strong", "surface", 3}, {"line-strong", "surface-2", 3},
        {"focus", "surface", 3},       {"ink", "action-soft", 7},
        {"band-focus", "band", 3},     {"mark-ink", "mark", 3},
        {"spark-ink", "spark", 4.5},
    };
    return pairs;
}

}  // namespace pages
