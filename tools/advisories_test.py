#!/usr/bin/env python3
"""tools/advisories with made-up npm, apt and debsecan: what is severe fails, what nobody answers does not."""
import os
import pathlib
import subprocess
import tempfile
import unittest

TOOL = pathlib.Path(__file__).resolve().parent / "advisories"
NOTHING = {"npm": "echo '{\"vulnerabilities\": {}}'", "apt-cache": "printf 'libssl3\\n  Depends: libc6\\nlibc6\\n'", "apt-get": ":", "debsecan": ":"}


class Advisories(unittest.TestCase):
    def compares(self, **programs):
        with tempfile.TemporaryDirectory() as folder:
            for name, does in (NOTHING | programs).items():
                if does is not None:
                    file = pathlib.Path(folder) / name.replace("_", "-")
                    file.write_text(f"#!/bin/sh\n{does}\n")
                    file.chmod(0o755)
            for name in ("python3", "sh", "printf", "echo", "env"):
                os.symlink(f"/usr/bin/{name}", pathlib.Path(folder) / name)
            done = subprocess.run([TOOL], capture_output=True, text=True, env={"PATH": folder})
            return done.returncode, done.stdout + done.stderr

    def test_nothing_known_is_fine(self):
        self.assertEqual(self.compares(), (0, "npm: 0 known\napt: 0 known\ndebsecan: 0 known\n"))

    def test_what_nobody_answers_stops_nothing(self):
        code, words = self.compares(npm="echo '{\"message\": \"405 Method Not Allowed\"}'; exit 1", **{"apt-get": "echo no net >&2; exit 100", "debsecan": None})
        self.assertEqual(code, 0, words)
        self.assertIn("npm: not compared: npm's registry gives no advisories: 405", words)
        self.assertIn("apt: not compared: apt-get ended with 100: ['no net']", words)
        self.assertIn("debsecan: not compared: debsecan is not installed", words)
        code, words = self.compares(npm="echo nonsense")
        self.assertEqual(code, 0, words)
        self.assertIn("npm: not compared", words)

    def test_npm_fails_what_is_severe_and_tells_of_the_rest(self):
        found = """echo '{"vulnerabilities": {"esbuild": {"severity": "%s", "range": "<=0.24.2"}}}'; exit 1"""
        self.assertEqual(self.compares(npm=found % "moderate")[0], 0)
        code, words = self.compares(npm=found % "high")
        self.assertEqual(code, 1)
        self.assertIn("! esbuild: high, <=0.24.2", words)

    def test_apt_fails_a_security_update_of_ours_that_is_not_installed(self):
        inst = "echo 'Inst {} [3.0.1] (3.0.2 {} [amd64])'"
        code, words = self.compares(**{"apt-get": inst.format("libssl3", "Debian-Security:12/bookworm-security")})
        self.assertEqual(code, 1)
        self.assertIn("libssl3: 3.0.2 is a security update", words)
        self.assertEqual(self.compares(**{"apt-get": inst.format("libssl3", "Debian:12.15/bookworm")})[0], 0)
        self.assertEqual(self.compares(**{"apt-get": inst.format("vim", "Debian-Security:12/bookworm-security")})[0], 0)

    def test_debsecan_fails_what_has_been_mended(self):
        code, words = self.compares(debsecan="echo 'CVE-2026-1 libssl3 (remotely exploitable)'; echo 'CVE-2026-2 vim (x)'")
        self.assertEqual(code, 1)
        self.assertIn("debsecan: 1 known", words)


unittest.main()
