"""A BERT runs as its weights say, from a folder of floats or from the file of four-bit weights."""

import json
import struct
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from contracts_encoders import EncoderContract

from tastemaker.tools.catalogue.item import Item
from tastemaker.tools.encode.encoders import TextEncoder, open_text_encoder, unit
from tastemaker.tools.encode.hardware.torch_graph import TorchSession
from tastemaker.tools.encode.text.bert import Bert
from tastemaker.tools.encode.text.languages import names
from tastemaker.tools.encode.text.neutral import Neutral, neutral
from tastemaker.tools.encode.text.packed import read_packed
from tastemaker.tools.encode.text.sentence import PACKED, BertEncoder, Manner
from tastemaker.tools.encode.text.spoken import encoder_for
from tastemaker.tools.errors import MissingWeights

TEXTS = ["lamp", "a red lamp", "", "lamp lamp red red a lamp", "\ud800 表", "red " * 200]
MANNER = Manner(longest=16, query="a ", passage="red ")

WIDTH, WIDER, HEADS, LAYERS, PLACES = 64, 96, 4, 2, 20
PIECES = ["<s>", "<pad>", "</s>", "<unk>", "▁", "▁a", "▁red", "▁lamp", "lamp", "l", "a", "m", "p", "表"]
SCORES = [0, 0, 0, 0, -2, -3, -4, -4, -5, -8, -8, -8, -8, -6]
PARTS = {
    "q": ("attention.self.query", WIDTH, WIDTH), "k": ("attention.self.key", WIDTH, WIDTH),
    "v": ("attention.self.value", WIDTH, WIDTH), "ao": ("attention.output.dense", WIDTH, WIDTH),
    "fi": ("intermediate.dense", WIDER, WIDTH), "fo": ("output.dense", WIDTH, WIDER),
}  # fmt: skip
NORMS = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}

Tensors = dict[str, tuple[str, npt.NDArray[np.float32], bytes, int]]


def blocks(chance: np.random.Generator, rows: int, columns: int) -> tuple[npt.NDArray[np.float32], bytes]:
    """Random weights of four bits: as floats, and as blocks of a scale and 32 halves of bytes."""
    scales = chance.uniform(0.01, 0.03, (rows * columns // 32, 1)).astype("<f2")
    levels = chance.integers(0, 16, (len(scales), 32), dtype=np.uint8)
    packed = np.concatenate([scales.view(np.uint8), levels[:, :16] | levels[:, 16:] << 4], axis=1)
    return ((levels.astype(np.float32) - 8) * scales).reshape(rows, columns), packed.tobytes()


def tensors() -> Tensors:
    """By name in the file: name in `transformers`, floats, bytes, and whether these are blocks."""
    chance = np.random.default_rng(0)
    found: Tensors = {}

    def add(name: str, full: str, shape: tuple[int, ...], about: float = 0.0) -> None:
        if len(shape) == 2 and shape[0] != PLACES and shape[0] != 2:
            floats, packed = blocks(chance, *shape)
            found[name] = full, floats, packed, 1
        else:
            floats = (about + chance.normal(0, 0.1, shape)).astype(np.float32)
            found[name] = full, floats, floats.tobytes(), 0

    add("emb.word", "embeddings.word_embeddings.weight", (len(PIECES) + 2, WIDTH))
    add("emb.pos", "embeddings.position_embeddings.weight", (PLACES, WIDTH))
    add("emb.type", "embeddings.token_type_embeddings.weight", (2, WIDTH))
    add("emb.ln.w", "embeddings.LayerNorm.weight", (WIDTH,), 1)
    add("emb.ln.b", "embeddings.LayerNorm.bias", (WIDTH,))
    for layer in range(LAYERS):
        at = f"encoder.layer.{layer}"
        for short, (full, rows, columns) in PARTS.items():
            add(f"l{layer}.{short}.w", f"{at}.{full}.weight", (rows, columns))
            add(f"l{layer}.{short}.b", f"{at}.{full}.bias", (rows,))
        for short, full in NORMS.items():
            add(f"l{layer}.{short}.w", f"{at}.{full}.weight", (WIDTH,), 1)
            add(f"l{layer}.{short}.b", f"{at}.{full}.bias", (WIDTH,))
    return found


def packed_file(path: Path) -> None:
    """Write the file of four-bit weights as the package has it."""
    pieces = [piece.encode() for piece in PIECES]
    sizes = (WIDTH, LAYERS, HEADS, WIDER, len(PIECES) + 2, PLACES, 2)
    ids = (len(PIECES), 0, 2, 1, 3)
    head = struct.pack("<4sI7if6iQ", b"E5S1", 1, *sizes, 1e-12, 32, *ids, sum(map(len, pieces)))
    head += np.cumsum([0, *map(len, pieces)]).astype("<u4").tobytes() + np.array(SCORES, "<f4").tobytes()
    head += b"".join(pieces) + struct.pack("<iI", 1, 9) + struct.pack("<IBI", 9, 1, 32)
    found = tensors()
    directory, content = struct.pack("<i", len(found)), b""
    start = len(head) + len(directory) + sum(2 + len(name) + 21 for name in found)
    for name, (_, floats, data, kind) in found.items():
        directory += struct.pack("<H", len(name)) + name.encode()
        directory += struct.pack("<BIQQ", kind, floats.size, start + len(content), len(data))
        content += data
    path.write_bytes(head + directory + content)


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("packed")
    packed_file(folder / PACKED)
    return folder


@pytest.fixture(scope="module")
def floats(packed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same model as a folder of the hub."""
    from safetensors.numpy import save_file

    folder = tmp_path_factory.mktemp("floats")
    save_file({full: floats for full, floats, _, _ in tensors().values()}, folder / "model.safetensors")
    config = {
        "model_type": "bert",
        "hidden_act": "gelu",
        "num_attention_heads": HEADS,
        "layer_norm_eps": 1e-12,
    }
    (folder / "config.json").write_text(json.dumps(config))
    read_packed(packed / PACKED)[1].save(str(folder / "tokenizer.json"))
    return folder


def in_torch(packed: Path, texts: Sequence[str]) -> npt.NDArray[np.float32]:
    """The mean of the last layer, as `transformers` computes it, text by text."""
    import torch
    from transformers import BertConfig, BertModel

    sizes: dict[str, Any] = {
        "vocab_size": len(PIECES) + 2, "hidden_size": WIDTH, "num_hidden_layers": LAYERS,
        "num_attention_heads": HEADS, "intermediate_size": WIDER, "max_position_embeddings": PLACES,
        "layer_norm_eps": 1e-12,
    }  # fmt: skip
    model = BertModel(BertConfig(**sizes), add_pooling_layer=False).eval()
    state = {full: torch.tensor(floats) for full, floats, _, _ in tensors().values()}
    model.load_state_dict(state, strict=True)
    tokenizer = read_packed(packed / PACKED)[1]
    tokenizer.enable_truncation(MANNER.longest)
    with torch.inference_mode():
        return np.stack(
            [
                unit(
                    model(torch.tensor([tokenizer.encode(text).ids])).last_hidden_state[0].mean(dim=0).numpy()
                )
                for text in texts
            ]
        )


class TestPacked(EncoderContract):
    @pytest.fixture(scope="class")
    @classmethod
    def encoder(cls, packed: Path) -> TextEncoder:
        return BertEncoder("tiny", "0" * 64, packed, MANNER)

    @pytest.fixture
    def inputs(self) -> Sequence[str]:
        return TEXTS

    def test_it_is_the_network_that_torch_computes(self, encoder: TextEncoder, packed: Path) -> None:
        for query, before in ((True, "a "), (False, "red ")):
            said = ["lamp", "a red lamp", "", "red " * 200]
            expected = in_torch(packed, [before + text for text in said])
            np.testing.assert_allclose(encoder.encode(said, query), expected, atol=1e-4)

    def test_torch_computes_the_same_as_it_would_on_a_card(
        self, encoder: TextEncoder, packed: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with monkeypatch.context() as patched:
            patched.setattr(
                "tastemaker.tools.encode.text.sentence.session", lambda path: TorchSession(path, "cpu")
            )
            other = BertEncoder("tiny", "0" * 64, packed, MANNER)
        assert other.dimensions == encoder.dimensions
        said = ["lamp", "a red lamp", "", "red " * 200]
        np.testing.assert_allclose(other.encode(said), encoder.encode(said), atol=1e-5)

    def test_what_asks_is_not_what_answers(self, encoder: TextEncoder) -> None:
        assert encoder.encode(["lamp"], query=True)[0] @ encoder.encode(["lamp"])[0] < 0.999

    def test_a_folder_of_floats_gives_the_same(self, encoder: TextEncoder, floats: Path) -> None:
        other = BertEncoder("tiny", "1" * 64, floats, MANNER)
        np.testing.assert_allclose(other.encode(TEXTS), encoder.encode(TEXTS), atol=1e-5)

    def test_it_is_made_once(self, encoder: TextEncoder, packed: Path) -> None:
        made = {path.name: path.stat().st_mtime_ns for path in packed.iterdir()}
        assert set(made) == {PACKED, f"hidden-{'0' * 16}.onnx", f"tokenizer-{'0' * 16}.json"}
        BertEncoder("tiny", "0" * 64, packed, MANNER)
        assert made == {path.name: path.stat().st_mtime_ns for path in packed.iterdir()}


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("a red lamp", ["<s>", "▁a", "▁red", "▁lamp", "</s>"]),
        ("ａ\tred \u200b lamp\x01", ["<s>", "▁a", "▁red", "▁lamp", "</s>"]),
        ("redlamp", ["<s>", "▁red", "lamp", "</s>"]),
        ("表z", ["<s>", "▁", "表", "z", "</s>"]),
    ],
)
def test_a_text_is_cut_into_its_likeliest_pieces(packed: Path, text: str, pieces: list[str]) -> None:
    assert read_packed(packed / PACKED)[1].encode(text).tokens == pieces


def test_a_file_of_another_kind_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / PACKED).write_bytes(b"GGUF and so on")
    with pytest.raises(MissingWeights, match="no file of four-bit weights; run `tastemaker models pull`"):
        read_packed(tmp_path / PACKED)
    (tmp_path / "config.json").write_text('{"model_type": "roberta"}')
    with pytest.raises(MissingWeights, match="holds no BERT"):
        Bert.read(tmp_path)


def test_what_languages_differ_in_is_taken_away() -> None:
    # Three things said in two languages: the last two places of a vector say which.
    things = np.eye(5, dtype=np.float32)[:3]
    spoken = [unit(things + 2 * np.eye(5, dtype=np.float32)[3 + language]) for language in range(2)]
    means = np.stack([some.mean(axis=0) for some in spoken])
    centre = np.asarray(means.mean(axis=0))
    learned = Neutral.learn((means, means), (centre, centre), 1)
    one, other = (learned.of(some, query=False) for some in spoken)
    assert spoken[0][0] @ spoken[1][0] < spoken[0][0] @ spoken[0][1]  # the language decides
    np.testing.assert_allclose(one, other, atol=1e-6)
    assert (one @ other.T)[~np.eye(3, dtype=bool)].max() < 0


def test_every_language_says_the_same() -> None:
    assert len(names("en")) == len(names("th")) == len(names("sw"))
    assert "Dienstag" in names("de") and "星期二" in names("zh")
    directions = neutral().directions
    np.testing.assert_allclose(directions @ directions.T, np.eye(len(directions)), atol=1e-5)


ENGLISH = [f"A lamp for the {room}, with a shade of linen" for room in ("hall", "kitchen", "cellar")]
GERMAN = [f"Eine Lampe für {room}, mit einem Schirm aus Leinen" for room in ("den Flur", "das Bad")]
CHINESE = ["亚麻灯罩的落地灯，适合客厅", "厨房用的吊灯，可调亮度", "花园里的太阳能灯"]


@pytest.mark.parametrize(
    ("titles", "encoder"),
    [
        (ENGLISH, "all-minilm-l6-v2"),
        (GERMAN, "multilingual-e5-small"),
        (CHINESE, "multilingual-e5-small"),
        ([*5 * ENGLISH, *5 * GERMAN], "multilingual-e5-small"),
    ],
)
def test_a_catalogue_is_read_by_the_encoder_for_its_language(titles: list[str], encoder: str) -> None:
    assert encoder_for([Item(str(n), title) for n, title in enumerate(titles)]) == encoder


@pytest.mark.real
class TestE5(EncoderContract):
    @pytest.fixture(scope="class")
    @classmethod
    def encoder(cls) -> TextEncoder:
        return open_text_encoder("multilingual-e5-small")

    @pytest.fixture
    def inputs(self) -> Sequence[str]:
        return [*TEXTS[:2], "配件", "", "noise cancelling headphones", "long " * 20_000]

    @pytest.mark.parametrize(
        ("asked", "found"),
        [
            ("headphones for a long flight", 0),
            ("降噪耳机", 0),
            ("zapatillas rojas para correr", 1),
            ("遛狗用的东西", 2),
            ("etwas, womit ich mit dem Hund Gassi gehe", 2),
            ("बारिश में साइकिल चलाने के लिए जैकेट", 3),
            ("кофемолка", 4),
            ("送长辈的礼物", 5),
        ],
    )
    def test_any_language_finds_the_thing(self, encoder: TextEncoder, asked: str, found: int) -> None:
        things = [
            "Noise cancelling headphones", "Red running shoes", "Reflective dog lead, two metres",
            "Waterproof cycling jacket", "Hand coffee grinder", "Oolong tea, a present for one's parents",
            # What shares only the language with a question is not what it asks for.
            "红色帐篷", "Cafetera italiana de seis tazas", "Schreibtischlampe aus Messing",
        ]  # fmt: skip
        likeness = encoder.encode(things) @ encoder.encode([asked], query=True)[0]
        assert int(likeness.argmax()) == found

    def test_what_has_nothing_in_common_is_unlike_in_any_language(self, encoder: TextEncoder) -> None:
        said = [
            "a brass desk lamp",
            "ein Kochbuch für Suppen",
            "红色跑鞋",
            "guitarra para niños",
            "पानी की बोतल",
        ]
        likeness = encoder.encode(said) @ encoder.encode(said[::-1], query=True)[::-1].T
        assert np.abs(likeness[~np.eye(len(said), dtype=bool)]).max() < 0.25
        assert np.diag(likeness).min() > 0.5
