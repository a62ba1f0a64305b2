#!/bin/sh
# Wrong HTML must not compile, and the message must name what is wrong. Usage: html_compile_fail.sh <c++ compiler>
compiler=${1:-g++}
cd "$(dirname "$0")/.." || exit 1
failed=0

refuses() {  # <what the message names> <expression>
    message=$(printf '#include "foundation/html/html.h"\nauto page(const html::Html& html, bool yes) { (void)html; (void)yes; return %s; }\n' "$2" |
        "$compiler" -std=c++20 -fsyntax-only -Isrc -x c++ - 2>&1) && { echo "compiles, but must not: $2"; failed=1; return; }
    case $message in
        *"$1"*) ;;
        *) echo "the message does not say $1: $2"; echo "$message" | head -5; failed=1 ;;
    esac
}

refuses tag_closes_what_is_not_open     'html::make<"<p><b>{}</p></b>">("x")'
refuses tag_is_never_closed             'html::make<"<div><p>x</p>">()'
refuses attribute_has_no_quotes         'html::make<"<p class={}>x</p>">("x")'
refuses hole_in_script_or_style         'html::make<"<script>{}</script>">("x")'
refuses attribute_runs_scripts_or_styles 'html::make<R"(<p onclick="{}">x</p>)">("x")'
refuses attribute_is_written_twice      'html::make<R"(<p id="a" id="b">x</p>)">()'
refuses "number of arguments differ"    'html::make<"<p>{}</p>">()'
refuses "argument does not fit"         'html::make<R"(<p title="{}">x</p>)">(html)'
exit $failed
