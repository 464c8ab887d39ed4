"""What the check of the catalogues sees."""

from pathlib import Path

from tests.translations import spell_out


def test_strings_inside_f_strings_are_seen(tmp_path: Path) -> None:
    source = tmp_path / "page.py"
    source.write_text("""page = f"<b>{said(_('Your login'))}</b>{ngettext('%s mark', '%s marks', n)}"\n""")
    spell_out(source)
    assert source.read_text().splitlines()[2:] == ["ngettext('%s mark', '%s marks', n)", "_('Your login')"]
