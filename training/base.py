"""The model that is taught: a GGUF file as a dense model of transformers, with the tokens of llama.cpp."""

from pathlib import Path

import torch
from gguf import GGUFReader, dequantize
from transformers import Qwen2Config, Qwen2ForCausalLM

_LAYER = {
    "attn_norm": "input_layernorm", "ffn_norm": "post_attention_layernorm",
    "attn_q": "self_attn.q_proj", "attn_k": "self_attn.k_proj", "attn_v": "self_attn.v_proj",
    "attn_output": "self_attn.o_proj",
    "ffn_gate": "mlp.gate_proj", "ffn_up": "mlp.up_proj", "ffn_down": "mlp.down_proj",
}  # fmt: skip
"""What a part of a layer is called in a file, and in transformers."""
_WHOLE = {
    "token_embd.weight": "model.embed_tokens.weight",
    "output_norm.weight": "model.norm.weight",
    "output.weight": "lm_head.weight",
}


def dense(path: Path, dtype: torch.dtype) -> Qwen2ForCausalLM:
    """The model of a file, every weight as a number: a packed one would be unpacked again at each step."""
    file = GGUFReader(path)
    told = {name.partition(".")[2]: field.contents() for name, field in file.fields.items()}
    tensors = {each.name: each for each in file.tensors}
    config = Qwen2Config(
        vocab_size=int(tensors["token_embd.weight"].shape[1]),
        hidden_size=told["embedding_length"],
        intermediate_size=told["feed_forward_length"],
        num_hidden_layers=told["block_count"],
        num_attention_heads=told["attention.head_count"],
        num_key_value_heads=told["attention.head_count_kv"],
        rms_norm_eps=told["attention.layer_norm_rms_epsilon"],
        rope_parameters={"rope_type": "default", "rope_theta": told["rope.freq_base"]},
        max_position_embeddings=told["context_length"],
        tie_word_embeddings="output.weight" not in tensors,
        attn_implementation="sdpa",
    )
    with torch.device("meta"):
        model = Qwen2ForCausalLM(config)
    weights = {
        hugging_face(name): torch.from_numpy(dequantize(each.data, each.tensor_type)).to(dtype)
        for name, each in tensors.items()
    }
    model.load_state_dict(weights, strict=not config.tie_word_embeddings, assign=True)
    model.tie_weights()
    rotary = model.model.rotary_emb  # its frequencies are no weights: made anew off the meta device
    model.model.rotary_emb = type(rotary)(config)
    return model.eval()


def hugging_face(name: str) -> str:
    """What transformers calls a tensor of a file.

    >>> hugging_face("blk.3.attn_q.bias")
    'model.layers.3.self_attn.q_proj.bias'
    """
    if name in _WHOLE:
        return _WHOLE[name]
    _, layer, part, kind = name.split(".")
    return f"model.layers.{layer}.{_LAYER[part]}.{kind}"


def of_file(name: str) -> str:
    """What a file calls a layer's linear map that transformers knows by this name.

    >>> of_file("model.layers.3.self_attn.q_proj")
    'blk.3.attn_q.weight'
    """
    _, _, layer, *part = name.split(".")
    return f"blk.{layer}.{next(own for own, other in _LAYER.items() if other == '.'.join(part))}.weight"
