"""A learned adapter as a file that llama.cpp applies to the packed model at run time."""

from pathlib import Path

import numpy as np
from gguf import GGMLQuantizationType, GGUFWriter
from peft import PeftModel

from tastemaker.agent.model.llama.adapter import BASE, FORMAT
from tastemaker.agent.model.llama.digest import sampled_digest
from tastemaker.agent.understand import told
from training.base import of_file


def write(model: PeftModel, base: Path, to: Path) -> None:
    """Write the adapter of a model that was taught over the file `base`; it is tied to that file."""
    settings = model.peft_config["default"]
    file = GGUFWriter(to, "qwen2")
    file.add_type("adapter")
    file.add_string("adapter.type", "lora")
    file.add_float32("adapter.lora.alpha", float(settings.lora_alpha))
    file.add_string(BASE, sampled_digest(base))
    file.add_string(FORMAT, str(told.FORMAT))
    for name, value in model.state_dict().items():
        for half in ("lora_A", "lora_B"):
            if f".{half}.default.weight" in name:
                layer = name.removeprefix("base_model.model.").removesuffix(f".{half}.default.weight")
                numbers = value.float().numpy().astype(np.float16)
                file.add_tensor(
                    f"{of_file(layer)}.{half.lower()}", numbers, raw_dtype=GGMLQuantizationType.F16
                )
    file.write_header_to_file()
    file.write_kv_data_to_file()
    file.write_tensors_to_file()
    file.close()
