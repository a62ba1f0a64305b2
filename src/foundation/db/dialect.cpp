#include "foundation/db/dialect.h"

#include <algorithm>
#include <utility>

namespace db {
namespace {

enum class TokenKind { word, quoted, gap, mark };

struct Token {
    TokenKind kind;
    std::string_view text;
};

bool is_word_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}
bool is_white(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

std::size_t length_of_quoted(std::string_view sql) {
    std::size_t end = 1;
    while (end < sql.size()) {
        if (sql[end] == sql[0]) {
            if (end + 1 == sql.size() || sql[end + 1] != sql[0]) return end + 1;
            ++end;
        }
        ++end;
    }
    return sql.size();
}

std::size_t length_until(std::string_view sql, std::string_view end) {
    const auto found = sql.find(end, 2);
    return found == std::string_view::npos ? sql.size() : found + end.size();
}

Token next_token(std::string_view sql) {
    const auto run_of = [&](auto belongs) {
        return static_cast<std::size_t>(std::find_if_not(sql.begin(), sql.end(), belongs) - sql.begin());
    };
    if (sql[0] == '\'' || sql[0] == '"') return {TokenKind::quoted, sql.substr(0, length_of_quoted(sql))};
    if (sql.starts_with("--")) return {TokenKind::gap, sql.substr(0, length_until(sql, "\n"))};
    if (sql.starts_with("/*")) return {TokenKind::gap, sql.substr(0, length_until(sql, "*/"))};
    if (is_white(sql[0])) return {TokenKind::gap, sql.substr(0, run_of(is_white))};
    if (is_word_character(sql[0])) return {TokenKind::word, sql.substr(0, run_of(is_word_character))};
    return {TokenKind::mark, sql.substr(0, 1)};
}

std::vector<Token> tokens_of(std::string_view sql) {
    std::vector<Token> tokens;
    while (!sql.empty()) {
        tokens.push_back(next_token(sql));
        sql.remove_prefix(tokens.back().text.size());
    }
    return tokens;
}

bool same_word(std::string_view text, std::string_view upper_case) {
    return std::equal(text.begin(), text.end(), upper_case.begin(), upper_case.end(),
                      [](char a, char b) { return (a >= 'a' && a <= 'z' ? a - 'a' + 'A' : a) == b; });
}

std::string_view type_in_postgresql(std::string_view word) {
    if (same_word(word, "INTEGER")) return "BIGINT";
    if (same_word(word, "REAL")) return "DOUBLE PRECISION";
    if (same_word(word, "BLOB")) return "BYTEA";
    return {};
}

/// Knows where in a statement it stands, so that a column called "text" or "real" is left alone.
class Translation {
public:
    explicit Translation(std::span<const Argument> arguments) : arguments_(arguments) {}

    void add(const Token& token) {
        if (token.kind == TokenKind::gap) {
            out_ += token.text;
            return;
        }
        collate_text_column(token);
        if (token.text == "?") add_argument();
        else if (is_table_option(token.text)) return;
        else add_translated(token);
        note(token);
    }
    std::string take() {
        collate_text_column({TokenKind::mark, ";"});
        return std::move(out_);
    }

private:
    enum class Statement { starting, create, alter, create_table, alter_table, other };

    std::size_t depth() const { return casts_.size(); }

    void add_argument() {
        if (next_argument_ < arguments_.size() && arguments_[next_argument_++].type == Argument::Type::null) out_ += "NULL";
        else out_ += "$" + std::to_string(++parameters_);
    }

    /// SQLite's STRICT and WITHOUT ROWID stand behind the last parenthesis.
    bool is_table_option(std::string_view word) const {
        return statement_ == Statement::create_table && body_done_ && depth() == 0 &&
               (same_word(word, "STRICT") || same_word(word, "WITHOUT") || same_word(word, "ROWID") || word == ",");
    }

    void add_translated(const Token& token) {
        const bool is_cast = after_as_ && !casts_.empty() && casts_.back();
        const bool is_type = token.kind == TokenKind::word && (is_cast || is_column_type());
        const auto type = is_type ? type_in_postgresql(token.text) : std::string_view{};
        out_ += type.empty() ? token.text : type;
        if (is_type && !is_cast && same_word(token.text, "TEXT")) end_of_text_type_ = out_.size();
    }

    bool is_column_type() const {
        return (statement_ == Statement::create_table && depth() == 1 && words_of_column_ == 1) ||
               (statement_ == Statement::alter_table && depth() == 0 && added_column_ && words_of_column_ == 1);
    }

    /// SQLite compares text by bytes; PostgreSQL does so with COLLATE "C", else as the cluster happens to be set up.
    void collate_text_column(const Token& next) {
        const auto end = std::exchange(end_of_text_type_, 0);
        if (end != 0 && !same_word(next.text, "COLLATE")) out_.insert(end, " COLLATE \"C\"");
    }

    void note(const Token& token) {
        note_statement(token.text);
        if (token.text == "(") {
            casts_.push_back(after_cast_);
            if (depth() == 1) words_of_column_ = 0;
        } else if (token.text == ")") {
            if (!casts_.empty()) casts_.pop_back();
            body_done_ = depth() == 0;
        } else if (token.text == "," && depth() == 1) {
            words_of_column_ = 0;
        } else {
            ++words_of_column_;
        }
        if (statement_ == Statement::alter_table && (same_word(token.text, "ADD") || (same_word(token.text, "COLUMN") && added_column_))) {
            added_column_ = true;
            words_of_column_ = 0;
        }
        after_cast_ = same_word(token.text, "CAST");
        after_as_ = same_word(token.text, "AS");
    }

    void note_statement(std::string_view word) {
        if (statement_ == Statement::starting) {
            statement_ = same_word(word, "CREATE") ? Statement::create : same_word(word, "ALTER") ? Statement::alter : Statement::other;
        } else if (statement_ == Statement::create) {
            if (!same_word(word, "TEMPORARY") && !same_word(word, "TEMP"))
                statement_ = same_word(word, "TABLE") ? Statement::create_table : Statement::other;
        } else if (statement_ == Statement::alter) {
            statement_ = same_word(word, "TABLE") ? Statement::alter_table : Statement::other;
        }
    }

    std::span<const Argument> arguments_;
    std::size_t next_argument_ = 0;
    int parameters_ = 0;
    std::string out_;
    Statement statement_ = Statement::starting;
    std::vector<bool> casts_;  ///< one for each open parenthesis: was it CAST's?
    int words_of_column_ = 0;
    bool added_column_ = false;
    bool body_done_ = false;
    std::size_t end_of_text_type_ = 0;  ///< in out_; 0 when no TEXT column waits for its collation
    bool after_cast_ = false;
    bool after_as_ = false;
};

}  // namespace

std::string postgresql_statement(std::string_view sql, std::span<const Argument> arguments) {
    Translation translation(arguments);
    for (const Token& token : tokens_of(sql)) translation.add(token);
    return translation.take();
}

std::vector<std::string_view> statements_of(std::string_view script) {
    std::vector<std::string_view> statements;
    std::size_t start = 0, at = 0;
    bool says_something = false;
    for (const Token& token : tokens_of(script)) {
        if (token.text == ";") {
            if (says_something) statements.push_back(script.substr(start, at - start));
            start = at + 1;
            says_something = false;
        } else if (token.kind != TokenKind::gap) {
            says_something = true;
        }
        at += token.text.size();
    }
    if (says_something) statements.push_back(script.substr(start));
    return statements;
}

}  // namespace db
