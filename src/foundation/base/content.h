#pragma once
/// Bytes that are read from any place in them, piece by piece: a file on disk, or what lies sealed in one.
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

/// Never changes. Safe from any thread.
class Content {
public:
    virtual ~Content() = default;
    virtual std::int64_t size() const = 0;
    /// Fills `to` with what begins at `offset`. Throws when there is not so much, or it is damaged.
    virtual void read(std::int64_t offset, std::span<char> to) const = 0;
};

/// Throws when it is no readable file.
std::shared_ptr<const Content> file_content(const std::filesystem::path&);
std::shared_ptr<const Content> text_content(std::string);

/// From the beginning to the end, in pieces that cost no memory.
void each_piece(const Content&, const std::function<void(std::string_view piece)>& take);
std::string whole(const Content&);
