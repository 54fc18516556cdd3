"""A script that imports another names it by its hash: an old one in a browser's store never meets a new one."""

import json
import re
from pathlib import Path

from msp_assess.storage import StaticFiles


def test_imported_scripts_are_named_by_their_hash(tmp_path: Path) -> None:
    (tmp_path / "saving.js").write_text("export const a = 1;\n")
    (tmp_path / "section.js").write_text('import { a } from "./saving.js";\n')
    storage = StaticFiles(location=str(tmp_path), base_url="/static/")
    paths = {name: (storage, name) for name in ("saving.js", "section.js")}
    for name, _hashed, done in storage.post_process(paths):
        assert done, name
    names = json.loads((tmp_path / "staticfiles.json").read_text())["paths"]
    assert re.fullmatch(r"saving\.[0-9a-f]{12}\.js", names["saving.js"])
    assert (tmp_path / names["section.js"]).read_text() == f'import {{ a }} from "./{names["saving.js"]}";\n'
