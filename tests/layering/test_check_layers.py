#!/usr/bin/env python3
"""The layer checker catches every rule it is there for: one small broken tree per rule."""

import contextlib
import io
import tempfile
import unittest
from pathlib import Path

import check_layers

README = """# Map

| layer | folder | holds | may use |
|---|---|---|---|
| 9 | `bindings/c` | the C ABI | – |
| 9 | `bindings/python` | the package | pybind11 |
| 6 | `indicator` | judges | – |
| 5 | `detect` | acts | – |
| 4 | `analysis` | prepared contact | – |
| 4 | `io` | JSON | nlohmann/json, simdjson |
| 3 | `model` | plain data | – |
| 2 | `text` | words | utf8proc, Boost.Regex |
| 0 | `.` | result | – |

| question | file |
|---|---|
| What is in a contact? | `include/callnorm/model/contact.hpp` |
"""

SOUND = {
    "src/README.md": README,
    "include/callnorm.h": "#include <stdint.h>\n",
    "include/callnorm/result.hpp": "#pragma once\n#include <variant>\n",
    "include/callnorm/model/contact.hpp": '#include <string>\n#include "callnorm/result.hpp"\n',
    "include/callnorm/io/read.hpp": '#include "callnorm/model/contact.hpp"\n',
    "src/version.cpp": '#include "callnorm.h"\n',
    "src/model/contact.cpp": '#include "callnorm/model/contact.hpp"\n',
    "src/text/tokens.hpp": "#include <vector>\n",
    "src/text/tokens.cpp": '#include "text/tokens.hpp"\n#include <utf8proc.h>\n#include <boost/regex.hpp>\n',
    "src/io/read.cpp": '#include "callnorm/io/read.hpp"\n#include <nlohmann/json.hpp>\n#include <simdjson.h>\n',
    "src/analysis/prepared.hpp": '#include "text/tokens.hpp"\n',
    "src/detect/detector.hpp": '#include "analysis/prepared.hpp"\n',
    "src/detect/hold.hpp": '#include "detect/detector.hpp"\n',
    "src/detect/hold.cpp": '#include "detect/hold.hpp"\n#include "detector.hpp"\n',
    "src/detect/closing.hpp": '#include "detect/detector.hpp"\n',
    "src/detect/closing.cpp": '#include "detect/closing.hpp"\n',
    "src/indicator/judge.hpp": '#include "callnorm/model/contact.hpp"\n',
    "src/indicator/silence.cpp": '#include "indicator/judge.hpp"\n#include "detect/hold.hpp"\n',
    "src/indicator/wording.hpp": "#include <span>\n",
    "src/indicator/wording.cpp": '#include "indicator/wording.hpp"\n',
    "bindings/c/boundary.hpp": '#include "callnorm.h"\n',
    "bindings/c/callnorm_c.cpp": '#include "boundary.hpp"\n#include "callnorm/io/read.hpp"\n',
    "bindings/python/module.cpp": '#include <pybind11/pybind11.h>\n#include "callnorm/io/read.hpp"\n',
}


def errors_of(changes):
    """The checker's answer for the sound tree with some files replaced, added or (None) removed."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name, text in {**SOUND, **changes}.items():
            if text is None:
                continue
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return check_layers.check(root)


class CheckLayers(unittest.TestCase):
    def assert_one(self, changes, *parts):
        errors = errors_of(changes)
        self.assertEqual(len(errors), 1, errors)
        for part in parts:
            self.assertIn(part, errors[0])

    def test_a_sound_tree_passes(self):
        self.assertEqual(errors_of({}), [])

    def test_a_private_include_pointing_up_fails(self):
        self.assert_one(
            {"src/text/tokens.hpp": '\n#include "analysis/prepared.hpp"\n'},
            "src/text/tokens.hpp:2:",
            "pointing up",
            '"text" is layer 2, "analysis" layer 4',
        )

    def test_a_public_include_pointing_up_fails(self):
        self.assert_one({"include/callnorm/result.hpp": "#include <callnorm/model/contact.hpp>\n"}, "pointing up")

    def test_an_include_that_climbs_with_dots_fails_too(self):
        self.assert_one({"src/model/contact.cpp": '#include "../io/x.hpp"\n', "src/io/x.hpp": ""}, "pointing up")

    def test_the_core_never_includes_a_binding(self):
        self.assert_one({"src/io/read.cpp": '#include "../../bindings/c/boundary.hpp"\n'}, "pointing up")

    def test_two_folders_of_one_layer_never_include_each_other(self):
        self.assert_one({"src/io/read.cpp": '#include "analysis/prepared.hpp"\n'}, "share layer 4")
        self.assert_one({"src/analysis/prepared.hpp": '#include "callnorm/io/read.hpp"\n'}, "share layer 4")
        self.assert_one({"bindings/python/module.cpp": '#include "../c/boundary.hpp"\n'}, "share layer 9")

    def test_detect_files_never_include_each_other(self):
        self.assert_one(
            {"src/detect/hold.cpp": '#include "detect/closing.hpp"\n'}, "src/detect/hold.cpp:1:", "never include each other"
        )
        self.assert_one({"src/detect/hold.hpp": '#include "closing.hpp"\n'}, "never include each other")

    def test_indicator_files_never_include_each_other(self):
        self.assert_one({"src/indicator/silence.cpp": '#include "indicator/wording.hpp"\n'}, "never include each other")

    def test_a_cpp_is_nobodys_common_header(self):
        self.assert_one({"src/indicator/silence.cpp": '#include "indicator/wording.cpp"\n'}, "never include each other")

    def test_a_common_header_includes_nothing_of_its_folder(self):
        self.assert_one({"src/detect/detector.hpp": '#include "detect/hold.hpp"\n'}, "never include each other")
        self.assert_one(
            {"src/detect/more.hpp": '#include "detect/detector.hpp"\n'}, "src/detect/more.hpp", "never include each other"
        )

    def test_libraries_never_appear_under_include(self):
        for header, library in {
            "nlohmann/json.hpp": "nlohmann/json",
            "boost/regex.hpp": "Boost.Regex",
            "boost/container/small_vector.hpp": "Boost",
            "simdjson.h": "simdjson",
            "utf8proc.h": "utf8proc",
        }.items():
            with self.subTest(library):
                self.assert_one(
                    {"include/callnorm/io/read.hpp": f"#include <{header}>\n"}, library, "only the standard library"
                )

    def test_a_library_between_quotes_is_found_too(self):
        self.assert_one({"include/callnorm/io/read.hpp": '#include "simdjson.h"\n'}, "simdjson", "only the standard library")

    def test_headers_of_the_operating_system_never_appear_under_include(self):
        self.assert_one({"include/callnorm/model/contact.hpp": "#include <unistd.h>\n"}, "only the standard library")

    def test_a_folder_uses_only_the_libraries_its_row_names(self):
        self.assert_one({"src/detect/hold.cpp": "#include <nlohmann/json.hpp>\n"}, '"detect" may not use nlohmann/json')
        self.assert_one({"src/text/tokens.cpp": "#include <boost/any.hpp>\n"}, '"text" may not use Boost')

    def test_a_row_that_names_boost_allows_all_of_it(self):
        changes = {
            "src/README.md": README.replace("Boost.Regex", "Boost"),
            "src/text/tokens.cpp": "#include <boost/any.hpp>\n#include <boost/regex.hpp>\n",
        }
        self.assertEqual(errors_of(changes), [])

    def test_a_library_nobody_knows_fails(self):
        self.assert_one({"src/io/read.cpp": "#include <curl/curl.h>\n"}, "curl/curl.h")

    def test_a_quoted_include_of_nothing_fails(self):
        self.assert_one({"src/io/read.cpp": '#include "io/gone.hpp"\n'}, "no file of this tree")
        self.assert_one({"include/callnorm/io/read.hpp": '#include "callnorm/io/gone.hpp"\n'}, "no file of this tree")

    def test_a_folder_missing_from_the_table_fails_once(self):
        self.assert_one(
            {"src/portfolio/plan.hpp": "", "src/portfolio/plan.cpp": '#include "portfolio/plan.hpp"\n'},
            '"portfolio" is missing from the table',
        )
        self.assert_one({"bindings/java/jni.cpp": ""}, '"bindings/java" is missing from the table')

    def test_a_folder_of_data_needs_no_row(self):
        self.assertEqual(errors_of({"src/data/lexicons/nl.json": "{}"}), [])

    def test_a_row_without_a_folder_fails(self):
        self.assert_one({"src/README.md": README.replace("| 9 | `bindings/c`", "| 8 | `portfolio` | x | – |\n| 9 | `bindings/c`")}, '"portfolio"', "not in the tree")

    def test_a_folder_that_stands_in_the_table_twice_fails(self):
        self.assert_one({"src/README.md": README + "\n| 1 | `text` | again | utf8proc, Boost.Regex |\n"}, "twice")

    def test_a_tree_without_a_table_fails(self):
        self.assertIn("src/README.md: missing; it holds the layer table", errors_of({"src/README.md": None}))
        self.assertIn("src/README.md: holds no layer table", errors_of({"src/README.md": "# Map\n"}))

    def test_spaces_in_a_directive_hide_nothing(self):
        self.assert_one({"src/text/tokens.hpp": '  #  include\t"analysis/prepared.hpp"\n'}, "pointing up")

    def test_an_include_in_a_comment_is_no_include(self):
        self.assertEqual(errors_of({"src/text/tokens.hpp": '// #include "analysis/prepared.hpp"\n'}), [])

    def test_the_exit_code_tells(self):
        with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()) as printed:
            self.assertEqual(check_layers.main([folder]), 1)
            self.assertEqual(check_layers.main(["a", "b"]), 2)
        self.assertIn("src/README.md: missing", printed.getvalue())


if __name__ == "__main__":
    unittest.main()
