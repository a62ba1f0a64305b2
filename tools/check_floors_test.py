#!/usr/bin/env python3
"""Small made-up trees: each rule of check_floors.py refuses what breaks it and lets the neighbour that keeps it pass."""
import pathlib
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
from check_floors import problems

KEPT = {"src/areas/voting/README.md": "For voters.", "src/areas/voting/voting_test.cpp": "", "src/areas/voting/area.cpp": ""}


def found_in(tree):
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        for name, content in tree.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(content)
        return problems(root)


class CheckFloors(unittest.TestCase):
    def refuses(self, tree, *words):
        found = found_in(tree)
        self.assertEqual(len(found), 1, found)
        for word in words:
            self.assertIn(word, found[0])

    def accepts(self, tree):
        self.assertEqual(found_in(tree), [])

    def test_a_floor_knows_only_floors_below(self):
        self.refuses({"src/foundation/db/a.h": '#include "engines/cases/case.h"\n'}, "foundation must not know engines")
        self.accepts({"src/engines/cases/case.h": '#include "foundation/db/a.h"\n'})

    def test_includes_are_written_from_src(self):
        self.refuses({"src/foundation/db/a.h": '#include "b.h"\n'}, "write the include from src/")

    def test_areas_do_not_know_each_other(self):
        self.refuses({"src/areas/voting/a.h": '#include "areas/fishing/a.h"\n'}, "areas must not know each other")

    def test_only_tests_include_the_test_site(self):
        site = '#include "engines/testing/test_site.h"\n'
        self.refuses({"src/engines/cases/a.h": site}, "only tests may include")
        self.accepts({"src/engines/cases/a_test.cpp": site})

    def test_modules_of_a_floor_make_no_circle(self):
        there = {"src/engines/cases/a.h": '#include "engines/flows/a.h"\n'}
        self.accepts(there)
        self.refuses(there | {"src/engines/flows/a.h": '#include "engines/cases/a.h"\n'}, "circle: engines/cases -> engines/flows -> engines/cases")

    def test_a_heavy_header_stays_inside_its_folder(self):
        inside = {"src/foundation/http/peer.h": "#include <boost/asio.hpp>\n", "src/foundation/http/server.h": '#include "foundation/http/peer.h"\n'}
        self.accepts(inside)
        self.refuses(inside | {"src/engines/site/site.h": '#include "foundation/http/server.h"\n'}, "server.h", "peer.h", "<boost/asio.hpp>")
        self.refuses(KEPT | {"src/areas/voting/a.h": "#include <sqlite3.h>\n"}, "heavy library")

    def test_a_decision_says_what_could_be_misused(self):
        self.refuses({"src/foundation/a/a.h": "", "docs/decisions/021-x.md": "# 021 X\n\n**Decision.** X.\n"}, "021-x.md", "Threats")
        self.refuses({"src/foundation/a/a.h": "", "docs/decisions/099-x.md": "**Threats.**\n"}, "099-x.md")
        self.accepts({"src/foundation/a/a.h": "", "docs/decisions/021-x.md": "**Threats.** Nothing crosses a boundary: y.\n", "docs/decisions/020-x.md": "# 020 X\n"})

    def test_areas_never_catch(self):
        self.refuses(KEPT | {"src/areas/voting/area.cpp": "void f() { try { g(); } catch (const X&) {} }"}, "never catch")
        self.accepts(KEPT | {"src/areas/voting/area.cpp": '// catch (all)\nconst char* words = "catch (me)";'})

    def test_the_html_namespace_is_not_opened(self):
        self.refuses({"src/engines/pages/a.h": "using namespace html;"}, "namespace h = html")

    def test_the_locale_is_not_asked(self):
        self.refuses({"src/foundation/db/a.h": "int n = std::stoi(text);"}, "stoi")
        self.accepts({"src/foundation/db/a.h": "// not stoi(text)\nint n = whole_number(text);"})

    def test_nothing_is_called_helper(self):
        self.refuses({"src/foundation/db/row_helper.h": ""}, "nothing is called helper")

    def test_an_area_keeps_sql_in_store_cpp(self):
        sql = 'auto a = db.all(read, "SELECT * "\n   "FROM voting_vote");'
        self.refuses(KEPT | {"src/areas/voting/handlers.cpp": sql}, "store.cpp only")
        self.accepts(KEPT | {"src/areas/voting/store.cpp": sql})
        self.accepts(KEPT | {"src/areas/voting/voting_test.cpp": sql})
        self.accepts(KEPT | {"src/areas/voting/views.cpp": 'auto page = h::make<R"(<select name="from"></select>)">();'})

    def test_no_sql_in_a_header(self):
        self.refuses({"src/engines/cases/a.h": 'auto sql = R"(DELETE FROM cases_case)";'}, "not in a header")

    def test_a_table_carries_its_folders_name(self):
        self.refuses({"src/engines/cases/migrations/001.sql": "CREATE TABLE person (id INTEGER);"}, "must carry the folder's name")
        self.accepts({"src/engines/cases/migrations/001.sql": "-- CREATE TABLE old\nCREATE TABLE cases_person (id INTEGER);"})

    def test_nobody_touches_anothers_table(self):
        cases = {"src/engines/cases/migrations/001.sql": "CREATE TABLE cases_case (id INTEGER);"}
        join = "SELECT * FROM voting_vote v JOIN cases_case c ON c.id = v.vote"
        self.refuses(cases | KEPT | {"src/areas/voting/store.cpp": f'auto sql = "{join}";'}, "cases_case belongs to engines/cases")
        self.refuses(cases | KEPT | {"src/areas/voting/demo.sql": "INSERT INTO cases_case VALUES (1);"}, "cases_case belongs to engines/cases")
        self.accepts(cases | {"src/engines/cases/a_test.cpp": "", "src/engines/cases/find.cpp": 'auto sql = "SELECT id FROM cases_case";'})

    def test_a_table_named_in_its_owners_header_may_be_read_but_not_changed(self):
        rights = {"src/engines/identity/migrations/001.sql": "CREATE TABLE identity_right (unit INTEGER);",
                  "src/engines/identity/roles.h": "/// Lists filter by identity_right(unit).", "src/engines/cases/a_test.cpp": ""}
        self.accepts(rights | {"src/engines/cases/find.cpp": 'auto sql = "SELECT unit FROM identity_right";'})
        self.refuses(rights | {"src/engines/cases/find.cpp": 'auto sql = "DELETE FROM identity_right";'}, "belongs to engines/identity")

    def test_code_has_a_test_beside_it(self):
        self.refuses({"src/engines/cases/find.cpp": ""}, "no *_test.cpp")
        self.accepts({"src/engines/cases/find.cpp": "", "src/engines/cases/find_test.cpp": ""})

    def test_an_area_says_what_it_is(self):
        self.refuses({name: content for name, content in KEPT.items() if not name.endswith(".md")}, "no README.md")


if __name__ == "__main__":
    unittest.main()
