#!/usr/bin/env python3
"""Checks the words. Run by `make lint`.

Swedish and English have the same keys with the same arguments, and a further language (fi.txt) some of them; every key that the code names exists in the folder's texts or in the
common ones (engines/pages); no text is unused. A key that is built at run time ("state." + name) is allowed by a line
"# built: state.*" in sv.txt.
"""
import fnmatch
import pathlib
import re
import sys

COMMON = pathlib.Path("src/engines/pages")
# text("key"), c.text("key", 3), text.of("pages")("key"); not row.text("column"), and not the beginning of a longer key ("state." + x).
CALLS = re.compile(r'(?<![.\w>])(?:c\.|context\.)?(?:text|words)(?:\.(?:of|in)\([^()]*\))*\(\s*"([a-z0-9_.]*[a-z0-9_])"')
OF_OTHER = re.compile(r'\.of\("([a-z0-9_]+)"\)(?:\.in\([^()]*\))?\(\s*"([a-z0-9_.]+)"')
NAMED = re.compile(r'\btext_key\s*=\s*"([a-z0-9_.]+)"')
STRINGS = re.compile(r'"([a-z0-9_]+(?:\.[a-z0-9_]+)*)"')
# Of each further language, the forms that a plural must have (CLDR); Arabic may leave out zero where =0 says it.
PLURALS = {"fi": {"one", "other"}, "ar": {"one", "two", "few", "many", "other"}}
problems = []


def read(path):
    """Key to (line number, message), and the patterns of keys that are built at run time."""
    texts, built = {}, []
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if line.startswith("# built:"):
            built += line.removeprefix("# built:").split()
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        key, equals, message = line.partition("=")
        if not equals:
            problems.append(f"{path}:{number}: no = between key and text")
        if key.strip() in texts:
            problems.append(f"{path}:{number}: the key {key.strip()} comes twice")
        texts[key.strip()] = (number, message.strip())
    return texts, built


def arguments(message):
    return sorted(set(re.findall(r"\{(\d+)", message)))


def compare(folder, swedish, english):
    for key in swedish.keys() ^ english.keys():
        missing = "en.txt" if key in swedish else "sv.txt"
        problems.append(f"{folder}/texts/{missing}: the key {key} is missing")
    for key in swedish.keys() & english.keys():
        if arguments(swedish[key][1]) != arguments(english[key][1]):
            problems.append(f"{folder}/texts/en.txt:{english[key][0]}: {key} has other arguments than in sv.txt")


def plurals(message):
    """The names in each plural of a message: one, few, other, =0."""
    return [forms_of(message[found.end() :]) for found in re.finditer(r"\{\d+, *(?:plural|selectordinal), *", message)]


def forms_of(rest):
    forms, depth, word = set(), 0, ""
    for character in rest:
        if character == "{":
            if depth == 0:
                forms.add({"=1": "one", "=2": "two"}.get(word.strip(), word.strip()))
            depth, word = depth + 1, ""
        elif character == "}":
            depth -= 1
            if depth < 0:
                break
            word = ""
        else:
            word += character
    return forms


def compare_further(path, swedish):
    """Not all is translated: what residents never meet stays Swedish and English."""
    language, (further, _) = path.stem, read(path)
    for key, (number, message) in further.items():
        if key not in swedish:
            problems.append(f"{path}:{number}: sv.txt has no key {key}")
        elif arguments(message) != arguments(swedish[key][1]):
            problems.append(f"{path}:{number}: {key} has other arguments than in sv.txt")
        elif missing := set().union(*(PLURALS[language] - forms for forms in plurals(message))):
            problems.append(f"{path}:{number}: {key} lacks the plural {', '.join(sorted(missing))}")


def main():
    modules = {}
    for folder in sorted(path.parent for path in pathlib.Path("src").glob("*/*/texts")):
        if not (folder / "texts/sv.txt").exists() or not (folder / "texts/en.txt").exists():
            problems.append(f"{folder}/texts: sv.txt or en.txt is missing")
            continue
        swedish, built = read(folder / "texts/sv.txt")
        english, _ = read(folder / "texts/en.txt")
        compare(folder, swedish, english)
        for path in sorted((folder / "texts").glob("*.txt")):
            if path.stem in PLURALS:
                compare_further(path, swedish)
            elif path.stem not in ("sv", "en"):
                problems.append(f"{path}: the language is not known to tools/check_texts.py")
        modules[folder] = (swedish, built)

    by_name = {folder.name: folder for folder in modules}
    common_keys = modules[COMMON][0].keys() if COMMON in modules else set()
    used = {folder: set() for folder in modules}
    for file in sorted(path for path in pathlib.Path("src").rglob("*") if path.suffix in {".cpp", ".h"} and not path.name.endswith("_test.cpp")):
        folder = pathlib.Path(*file.parts[:3])
        code = re.sub(r"//.*", "", file.read_text())
        own = modules.get(folder, ({}, []))[0].keys()
        other = {(module, key) for module, key in OF_OTHER.findall(code)}
        for module, key in other:
            if module in by_name and key not in modules[by_name[module]][0] and key not in common_keys:
                problems.append(f'{file}: no text "{key}" in {by_name[module]}/texts')
        for key in set(CALLS.findall(code)) | set(NAMED.findall(code)):
            if folder in modules and key not in own and key not in common_keys and not any(key == k for _, k in other):
                problems.append(f'{file}: no text "{key}" in {folder}/texts')
        strings = set(STRINGS.findall(code))
        for place in modules:
            if place == folder or place == COMMON or any(by_name.get(module) == place for module, _ in other):
                used[place] |= strings

    for folder, (swedish, built) in modules.items():
        for key, (number, _) in swedish.items():
            if key not in used[folder] and not any(fnmatch.fnmatchcase(key, pattern) for pattern in built):
                problems.append(f'{folder}/texts/sv.txt:{number}: nothing uses {key}; is it built at run time, write "# built: ..."')

    for problem in problems:
        print(problem)
    sys.exit(bool(problems))


if __name__ == "__main__":
    main()
