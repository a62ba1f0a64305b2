#!/usr/bin/env python3
"""What check_texts.py refuses in the files of further languages, and what it lets pass."""
import pathlib
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
import check_texts

SWEDISH = {"days": (1, "{0, plural, one {# dag} other {# dagar}} av {1, plural, one {# dag} other {# dagar}}"), "send": (2, "Skicka till {0}")}


def found_in(language, content):
    check_texts.problems.clear()
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / f"{language}.txt"
        path.write_text(content)
        check_texts.compare_further(path, SWEDISH)
    return [problem.split(": ", 1)[1] for problem in check_texts.problems]


class FurtherLanguages(unittest.TestCase):
    def test_some_of_the_keys_are_enough(self):
        self.assertEqual(found_in("fi", "send = Lähetä: {0}\n"), [])
        self.assertEqual(found_in("fi", ""), [])

    def test_a_key_that_swedish_has_not(self):
        self.assertEqual(found_in("fi", "sent = Lähetetty\n"), ["sv.txt has no key sent"])

    def test_other_arguments(self):
        self.assertEqual(found_in("fi", "send = Lähetä\n"), ["send has other arguments than in sv.txt"])

    def test_each_plural_has_the_forms_of_the_language(self):
        whole = "{0, plural, one {# päivä} other {# päivää}} / {1, plural, one {# päivä} other {# päivää}}"
        self.assertEqual(found_in("fi", f"days = {whole}\n"), [])
        first, second = whole.replace("one {# päivä} ", "", 1), whole[::-1].replace("one {# päivä} "[::-1], "", 1)[::-1]
        self.assertEqual(found_in("fi", f"days = {first}\n"), ["days lacks the plural one"])
        self.assertEqual(found_in("fi", f"days = {second}\n"), ["days lacks the plural one"])
        self.assertEqual(found_in("ar", f"days = {whole}\n"), ["days lacks the plural few, many, two"])


if __name__ == "__main__":
    unittest.main()
