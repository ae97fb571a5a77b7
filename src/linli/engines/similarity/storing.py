"""How is a learned model kept as plain arrays, and read again without anything that could run?"""

import dataclasses
import io
import json
import zipfile
from typing import Any

import numpy as np
from numpy.typing import NDArray

from linli.engines.similarity.cutting import View
from linli.engines.similarity.refusals import NotAModel
from linli.engines.similarity.spaces import Space
from linli.engines.similarity.suggesting import Model
from linli.engines.similarity.themes import Themes
from linli.engines.similarity.trust import Trust

_FORMAT, _READ = 3, (2, 3)
"""The format written, and those that can be read: 2 had no openings."""


def pack(model: Model) -> bytes:
    """The model as the bytes of an .npz archive; borders keep single precision."""
    space = model.space
    said = {
        "format": _FORMAT,
        "labels": model.labels,
        "views": [[view.of_words, view.lengths, view.weight, view.opening] for view in space.views],
        "themes": space.themes.words,
        "heed": space.heed,
        "trust": dataclasses.asdict(model.trust),
    }
    arrays: dict[str, NDArray[Any]] = {
        "said": np.frombuffer(json.dumps(said, ensure_ascii=False).encode(), dtype=np.uint8)
    }
    arrays["borders"] = model.borders.astype(np.float32)
    for number, (known, rarity) in enumerate(zip(space.known, space.rarity, strict=True)):
        arrays[f"known{number}"], arrays[f"rarity{number}"] = known, rarity.astype(np.float32)
    kept = io.BytesIO()
    np.savez(kept, **arrays)  # type: ignore[arg-type]
    return kept.getvalue()


def unpack(kept: bytes) -> Model:
    """The model of ``pack``; raises ``NotAModel`` for anything else."""
    try:
        with np.load(io.BytesIO(kept), allow_pickle=False) as arrays:
            return _model({name: arrays[name] for name in arrays.files})
    except (
        ValueError,
        KeyError,
        TypeError,
        IndexError,
        EOFError,
        AttributeError,
        zipfile.BadZipFile,
    ) as error:
        raise NotAModel("这份数据不是邻里保存的分类模型，或者已经损坏，请重新学习一次。") from error


def _model(arrays: dict[str, NDArray[Any]]) -> Model:
    said = json.loads(arrays["said"].tobytes())
    if said["format"] not in _READ:
        raise ValueError(said["format"])
    views = tuple(
        View(bool(words), tuple(lengths), float(weight), *map(int, opening))
        for words, lengths, weight, *opening in said["views"]
    )
    space = Space(
        views,
        tuple(arrays[f"known{number}"] for number in range(len(views))),
        tuple(arrays[f"rarity{number}"].astype(np.float64) for number in range(len(views))),
        Themes(tuple(tuple(words) for words in said["themes"])),
        float(said["heed"]),
    )
    borders = arrays["borders"].astype(np.float64)
    if borders.shape != (space.width, len(said["labels"])):
        raise ValueError(borders.shape)
    trust = Trust(**{name: float(number) for name, number in said["trust"].items()})
    return Model(tuple(said["labels"]), space, borders, trust)
