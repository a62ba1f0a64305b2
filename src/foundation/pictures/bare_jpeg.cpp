#include "foundation/pictures/bare_jpeg.h"

#include <algorithm>
#include <csetjmp>
#include <cstdio>
#include <cstdlib>
#include <vector>

// jpeglib.h wants FILE and size_t from before it.
#include <jpeglib.h>
#include <png.h>

#include "foundation/geo/photo_position.h"

namespace pictures {
namespace {

constexpr std::size_t most_pixels = 120'000'000;
constexpr int most_scans = 100;  // a small progressive file can ask for a very long look
constexpr int parts = 8;         // the decoder makes a picture smaller by eighths
constexpr int quality = 82, quality_between = 95;

/// Red, green and blue of each, line by line.
struct Pixels {
    std::size_t width = 0, height = 0;
    std::vector<unsigned char> rgb{};
};

/// The library's way out of a file that it cannot read: it comes back to where setjmp stands, over none of our own destructors.
[[noreturn]] void give_up(j_common_ptr of) { std::longjmp(*static_cast<std::jmp_buf*>(of->client_data), 1); }
void say_nothing(j_common_ptr) {}
void count_scans(j_common_ptr of) {
    if (reinterpret_cast<j_decompress_ptr>(of)->input_scan_number > most_scans) give_up(of);
}

/// So many eighths that the longer side is no longer than that, rounded up as the decoder does.
unsigned eighths_for(std::size_t longer_side, int longest) {
    unsigned eighths = parts;
    while (eighths > 1 && longer_side * eighths > static_cast<std::size_t>(longest) * parts) --eighths;
    return eighths;
}

bool read_jpeg(std::string_view bytes, int longest, Pixels& into) {
    jpeg_decompress_struct decoder{};
    jpeg_error_mgr errors{};
    jpeg_progress_mgr progress{};
    std::jmp_buf back;
    decoder.err = jpeg_std_error(&errors);
    errors.error_exit = give_up;
    errors.output_message = say_nothing;
    decoder.client_data = &back;
    if (setjmp(back) != 0) {
        jpeg_destroy_decompress(&decoder);
        return false;
    }
    jpeg_create_decompress(&decoder);
    progress.progress_monitor = count_scans;
    decoder.progress = &progress;
    jpeg_mem_src(&decoder, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
    jpeg_read_header(&decoder, TRUE);
    if (std::size_t{decoder.image_width} * decoder.image_height > most_pixels) give_up(reinterpret_cast<j_common_ptr>(&decoder));
    decoder.out_color_space = JCS_RGB;
    decoder.scale_num = eighths_for(std::max(decoder.image_width, decoder.image_height), longest);
    decoder.scale_denom = parts;
    jpeg_start_decompress(&decoder);
    into.width = decoder.output_width;
    into.height = decoder.output_height;
    into.rgb.resize(into.width * into.height * 3);
    while (decoder.output_scanline < decoder.output_height) {
        JSAMPROW line = into.rgb.data() + decoder.output_scanline * into.width * 3;
        jpeg_read_scanlines(&decoder, &line, 1);
    }
    jpeg_finish_decompress(&decoder);
    jpeg_destroy_decompress(&decoder);
    return true;
}

/// On white, where it is transparent.
bool read_png(std::string_view bytes, Pixels& into) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    if (png_image_begin_read_from_memory(&image, bytes.data(), bytes.size()) == 0) return false;
    if (std::size_t{image.width} * image.height > most_pixels) {
        png_image_free(&image);
        return false;
    }
    image.format = PNG_FORMAT_RGB;
    into.width = image.width;
    into.height = image.height;
    into.rgb.resize(PNG_IMAGE_SIZE(image));
    const png_color white{255, 255, 255};
    return png_image_finish_read(&image, &white, into.rgb.data(), 0, nullptr) != 0;
}

/// `turned` as Exif has it: 1 is upright, 3 upside down, 6 and 8 lie on a side; 2, 4, 5 and 7 are the same seen in a mirror.
Pixels upright(Pixels from, int turned) {
    if (turned <= 1 || turned > 8) return from;
    const bool lies = turned >= 5, flips_x = turned == 2 || turned == 3 || turned == 7 || turned == 8,
               flips_y = turned == 3 || turned == 4 || turned == 6 || turned == 7;
    Pixels to{.width = lies ? from.height : from.width, .height = lies ? from.width : from.height};
    to.rgb.resize(from.rgb.size());
    auto* at = to.rgb.data();
    for (std::size_t y = 0; y < to.height; ++y)
        for (std::size_t x = 0; x < to.width; ++x) {
            const auto along = lies ? y : x, down = lies ? x : y;
            const auto* pixel =
                from.rgb.data() + 3 * ((flips_y ? from.height - 1 - down : down) * from.width + (flips_x ? from.width - 1 - along : along));
            for (int colour = 0; colour < 3; ++colour) *at++ = *pixel++;
        }
    return to;
}

std::optional<std::string> written(Pixels& pixels, int at_quality) {
    jpeg_compress_struct encoder{};
    jpeg_error_mgr errors{};
    std::jmp_buf back;
    struct Made {
        unsigned char* bytes = nullptr;
        unsigned long size = 0;
    } made;
    encoder.err = jpeg_std_error(&errors);
    errors.error_exit = give_up;
    errors.output_message = say_nothing;
    encoder.client_data = &back;
    if (setjmp(back) != 0) {
        jpeg_destroy_compress(&encoder);
        std::free(made.bytes);
        return std::nullopt;
    }
    jpeg_create_compress(&encoder);
    jpeg_mem_dest(&encoder, &made.bytes, &made.size);
    encoder.image_width = static_cast<JDIMENSION>(pixels.width);
    encoder.image_height = static_cast<JDIMENSION>(pixels.height);
    encoder.input_components = 3;
    encoder.in_color_space = JCS_RGB;
    jpeg_set_defaults(&encoder);
    jpeg_set_quality(&encoder, at_quality, TRUE);
    jpeg_start_compress(&encoder, TRUE);
    while (encoder.next_scanline < encoder.image_height) {
        JSAMPROW line = pixels.rgb.data() + encoder.next_scanline * pixels.width * 3;
        jpeg_write_scanlines(&encoder, &line, 1);
    }
    jpeg_finish_compress(&encoder);
    jpeg_destroy_compress(&encoder);
    std::string jpeg(reinterpret_cast<const char*>(made.bytes), made.size);
    std::free(made.bytes);
    return jpeg;
}

}  // namespace

std::optional<std::string> bare_jpeg(std::string_view bytes, int longest) {
    using namespace std::string_view_literals;
    Pixels pixels;
    if (bytes.starts_with("\xFF\xD8"sv)) {
        if (!read_jpeg(bytes, longest, pixels)) return std::nullopt;
        pixels = upright(std::move(pixels), geo::photo_turned(bytes));
        return written(pixels, quality);
    }
    if (!bytes.starts_with("\x89PNG"sv) || !read_png(bytes, pixels)) return std::nullopt;
    if (std::max(pixels.width, pixels.height) <= static_cast<std::size_t>(longest)) return written(pixels, quality);
    const auto large = written(pixels, quality_between);
    return large ? bare_jpeg(*large, longest) : std::nullopt;
}

}  // namespace pictures
