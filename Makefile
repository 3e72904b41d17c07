# Tastemaker: `make chat` and `make test` set up everything they need; both are safe to repeat.

BIN  := .venv/bin
PORT ?= 7860
INPUTS := pyproject.toml .ci/setup .ci/engine .ci/constraints.txt
READY := .venv/ready$(if $(GPU),-gpu)

.PHONY: help chat ask exam teach test test-live test-faults bench gpu-check gpu-parts clean

help:
	@echo 'make chat          set up what is missing, then the chat on http://127.0.0.1:7860 (PORT=… for another)'
	@echo 'make ask Q="…"     answer once in the terminal'
	@echo 'make test          set up what is missing, then every check'
	@echo 'make test-live     the scripted conversations with the real language model'
	@echo 'make test-faults   kill processes, damage files, fill a disk, send it nonsense; a few minutes'
	@echo 'make bench         the figures of README that need no data but the demo'
	@echo 'make exam          dialogues of other hands, in ../shared beside the project: what share is right'
	@echo 'make teach         learn anew to read shoppers, from training/; hours on two cores, goes on where it stopped'
	@echo 'make clean         remove the environment and caches; weights and index stay'
	@echo 'GPU=1 make chat    the same, with the language model engine built for the card that is here'
	@echo 'make gpu-check     what a card makes of it, in eight minutes; without a card tiny shapes, in one or two'
	@echo 'make gpu-parts     what gpu-check needs on a bare machine with a card, in parts of 60 MB (MODELS="…")'

chat: $(READY) demo-index
	@exec $(BIN)/tastemaker chat --port $(PORT)

ask: $(READY) demo-index
	@$(BIN)/tastemaker ask "$(Q)"

test: .venv/ready-dev
	@$(BIN)/tastemaker models pull qwen2.5-coder-1.5b qwen2.5-coder-0.5b all-minilm-l6-v2 multilingual-e5-small \
		efficientnet-lite2
	@.ci/check

test-live: .venv/ready demo-index
	@$(BIN)/tastemaker converse --live tests/conversations/*.yaml

test-faults: .venv/ready-dev
	@$(BIN)/pytest -m faults tests/faults

bench: $(READY) demo-index
	@$(BIN)/tastemaker eval cf demo
	@$(BIN)/tastemaker eval fusion demo
	@$(BIN)/tastemaker eval coldstart demo
	@$(BIN)/tastemaker eval simulate demo --model none --shoppers 200
	@$(BIN)/tastemaker eval requests tests/requests.jsonl --model none
	@$(BIN)/tastemaker bench turn

exam: .venv/ready-dev demo-index
	@$(BIN)/python tests/exam/exam.py --written --quiet
	@$(BIN)/python tests/exam/exam.py

teach: .venv/ready
	@$(BIN)/tastemaker models pull qwen2.5-coder-1.5b
	@$(BIN)/pip install --quiet --editable '.[teach]'
	@$(BIN)/python training/teach.py
	@cp build/teach/adapter.gguf agent/model/taught/qwen2.5-coder-1.5b.gguf

gpu-check: .venv/ready-dev $(READY)
	@$(BIN)/tastemaker models pull all-minilm-l6-v2 efficientnet-lite2
	@$(BIN)/python tests/gpu/check.py

gpu-parts: .venv/ready-dev
	@$(BIN)/tastemaker models pull all-minilm-l6-v2 efficientnet-lite2 $(MODELS)
	@$(BIN)/python tests/gpu/parts.py $(MODELS)

clean:
	rm -rf .venv .types .cache .mypy_cache .ruff_cache .pytest_cache build artefacts *.egg-info

.PHONY: demo-index
demo-index: $(READY)
	@$(BIN)/tastemaker models pull
	@$(BIN)/tastemaker ingest demo --if-missing

.venv/ready: $(INPUTS)
	@.ci/setup .

.venv/ready-gpu: $(INPUTS)
	@.ci/setup .
	@touch $@

.venv/ready-dev: $(INPUTS)
	@.ci/setup .[dev]
