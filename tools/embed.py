#!/usr/bin/env python3
"""Turns a folder's migrations/, texts/, embedded/ and demo.sql into embedded.h and embedded.cpp: the program carries its own files.

The bytes go in through the assembler's .incbin, so that a font or a picture costs no compile time.
"""
import pathlib
import sys

folder, out = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
# A third argument names the module of a folder that stands outside src/; +folder is carried too, as a list of the folder's name.
named = [argument for argument in sys.argv[3:] if not argument.startswith("+")]
also = [pathlib.Path(argument[1:]) for argument in sys.argv[3:] if argument.startswith("+")]
module = named[0] if named else "/".join(folder.parts[-2:]) if folder.parent.name != "src" else folder.name
namespace = module.rpartition("/")[2]
header = ["#pragma once", "#include <string_view>", "#include <vector>", '#include "foundation/base/embedded_file.h"',
          f"namespace {namespace}::embedded {{"]
source = [f'#include "{module}/embedded.h"', ""]
lists = []
count = 0


def carry(path: pathlib.Path) -> str:
    """Puts the bytes of a file into the program; the expression that views them."""
    global count
    symbol = f"torg_embedded_{module.replace('/', '_')}_{count}"
    count += 1
    source.append(f'__asm__(".section .rodata\\n.global {symbol}\\n.global {symbol}_end\\n.balign 16\\n{symbol}:\\n'
                  f'.incbin \\"{path}\\"\\n{symbol}_end:\\n.byte 0\\n.previous\\n");')
    source.append(f'extern "C" {{ extern const char {symbol}[]; extern const char {symbol}_end[]; }}')
    return f"std::string_view({symbol}, static_cast<std::size_t>({symbol}_end - {symbol}))"


for part in [folder / "migrations", folder / "texts", folder / "embedded", *also]:
    if not part.is_dir():
        continue
    name = "files" if part.name == "embedded" else part.name
    header.append(f"std::vector<EmbeddedFile> {name}();")
    entries = [f'        {{"{file.name}", {carry(file)}}},' for file in sorted(part.iterdir()) if file.is_file()]
    lists.append("\n".join([f"std::vector<EmbeddedFile> {name}() {{", "    return {", *entries, "    };", "}"]))
if (folder / "demo.sql").exists():
    header.append("std::string_view demo();")
    lists.append(f"std::string_view demo() {{ return {carry(folder / 'demo.sql')}; }}")

source += [f"namespace {namespace}::embedded {{", *lists, f"}}  // namespace {namespace}::embedded", ""]
out.mkdir(parents=True, exist_ok=True)
(out / "embedded.h").write_text("\n".join([*header, f"}}  // namespace {namespace}::embedded", ""]))
(out / "embedded.cpp").write_text("\n".join(source))
