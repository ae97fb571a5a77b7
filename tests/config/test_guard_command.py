"""``linli guard replay``: what it answers, and one sentence for every bad file."""

import json
import lzma
from datetime import datetime, timedelta

import pytest
from click.testing import CliRunner

from linli.config.commands.guard import guard

HEAD = "home,time,register_litres,litres\n"
FIRST = datetime(2026, 1, 5)
AWAKE = (7, 8, 12, 13, 18, 19, 20, 21)


def table(days: int = 40, stop: int = 38, form: str = "{:%Y-%m-%d %H:%M}", home: str = "甲") -> str:
    """A regular home that stops after so many days."""
    litres, lines = 5000.0, []
    for hour in range(days * 24):
        at = FIRST + timedelta(hours=hour)
        litres += 9 if at.hour in AWAKE and hour < stop * 24 else 0
        lines.append(f"{home},{form.format(at)},{litres},\n")
    return HEAD + "".join(lines)


def run(tmp_path, content, name="t.csv", *more):
    file = tmp_path / name
    if isinstance(content, str):
        content = content.encode()
    file.write_bytes(lzma.compress(content) if name.endswith(".xz") and content[:1] != b"!" else content)
    return CliRunner().invoke(guard, ["replay", str(file), *more])


def answered(tmp_path, content, name="t.csv", *more):
    result = run(tmp_path, content, name, "--json", *more)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)["homes"]


@pytest.mark.parametrize("name", ["t.csv", "t.csv.xz"])
def test_a_table_is_heard_packed_or_not(tmp_path, name) -> None:
    home = answered(tmp_path, table(), name)["甲"]
    assert home["from"] == "2026-01-19 00:00:00"
    (alarm,) = home["alarms"]
    assert (alarm["kind"], alarm["time"][:10]) == ("silence", "2026-02-12")


@pytest.mark.parametrize("encode", ["utf-8", "utf-8-sig", "gb18030"])
def test_tables_from_a_spreadsheet_are_read(tmp_path, encode) -> None:
    assert len(answered(tmp_path, table().replace("\n", "\r\n").encode(encode))["甲"]["alarms"]) == 1


@pytest.mark.parametrize("empty", ["", "NA", "nan", "null", "-", "inf"])
def test_missing_figures_are_no_use_and_no_silence(tmp_path, empty) -> None:
    lines = table().splitlines(keepends=True)
    for hour in range(20 * 24, 22 * 24):
        home, time, _register, _litres = lines[hour + 1].split(",")
        lines[hour + 1] = f"{home},{time},{empty},\n"
    assert len(answered(tmp_path, "".join(lines))["甲"]["alarms"]) == 1


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ("{:%Y-%m-%dT%H:%M:%S}+08:00", "2026-01-19T00:00:00+08:00"),
        ("{:%Y-%m-%d %H:%M:%S}Z", "2026-01-19 00:00:00+00:00"),
    ],
)
def test_a_zone_is_kept_and_the_wall_clock_counts(tmp_path, form, said) -> None:
    home, plain = answered(tmp_path, table(form=form))["甲"], answered(tmp_path, table())["甲"]
    assert home["from"] == said
    assert datetime.fromisoformat(home["alarms"][0]["time"]).replace(tzinfo=None) == datetime.fromisoformat(
        plain["alarms"][0]["time"]
    )


def test_a_swap_a_turn_of_the_register_and_batches_out_of_order_change_nothing(tmp_path) -> None:
    lines = table().splitlines()[1:]
    said = [line.split(",") for line in lines]
    for hour, parts in enumerate(said):
        value = float(parts[2])
        parts[2] = str((value + 99_999_000) % 100_000_000 if hour < 600 else value - 4000)
    late = [",".join(parts) for n in range(0, len(said), 24) for parts in reversed(said[n : n + 24])]
    found = answered(tmp_path, HEAD + "\n".join([*late, *late[:48]]))["甲"]
    assert [a["time"] for a in found["alarms"]] == [
        a["time"] for a in answered(tmp_path, table())["甲"]["alarms"]
    ]


BAD = [
    ("", "缺少列"),
    (HEAD, "没有一行读数"),
    ("home,time\n甲,2026-01-01 00:00\n", "register_litres 或 litres"),
    ("a;b;c\n1;2;3\n", "home、time"),
    (HEAD + "甲,昨天,1,\n", "第 1 行"),
    (HEAD + "甲,2026-01-01 00:00,1,\n,2026-01-01 01:00,1,\n", "第 2 行"),
    (HEAD + "甲,2026-01-01 00:00,很多,\n", "数字认不出来"),
    (HEAD + "甲,2026-01-01 00:00,1,\n甲,2026-01-01 01:00+08:00,1,\n", "时区"),
    (HEAD + "甲\n", "时间认不出来"),
    (b"\x00\x01\x02\xff\xfe" * 50, "读不出来"),
    (HEAD.encode() + b"\xff\xff\xff\n", "读不出来"),
]


@pytest.mark.parametrize(("content", "sentence"), BAD)
def test_a_bad_file_gets_one_sentence(tmp_path, content, sentence) -> None:
    result = run(tmp_path, content, "t.csv", "--json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert sentence in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def test_files_that_are_not_there_or_torn_get_one_sentence(tmp_path) -> None:
    torn = lzma.compress(table().encode())[:800]
    (tmp_path / "torn.csv.xz").write_bytes(torn)
    (tmp_path / "plain.csv.xz").write_bytes(table().encode())
    for name in ("torn.csv.xz", "plain.csv.xz", "nowhere.csv", "."):
        result = CliRunner().invoke(guard, ["replay", str(tmp_path / name), "--json"])
        assert (result.exit_code, result.stdout) == (2, ""), name
        assert len(result.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize("budget", ["0", "-3", "nan", "inf", "很多"])
def test_an_impossible_budget_gets_one_sentence(tmp_path, budget) -> None:
    result = run(tmp_path, table(3), "t.csv", "--budget", budget)
    assert result.exit_code == 2
    assert "--budget" in result.stderr


def test_for_people_it_speaks_in_sentences(tmp_path) -> None:
    result = run(tmp_path, table(), "t.csv", "--budget", "6")
    assert result.exit_code == 0
    assert "甲：从 2026-01-19 00:00:00 起，1 次提醒" in result.stdout
