# A newcomer types `make demo` and `make test`; they need Python 3.11 to 3.14 and make, nothing else.
# Everything is kept inside the checkout: .tool (uv), .venv (packages), .demo and .test-home (Neo4j).

PY := .venv/bin/python
RUN := .venv/.locked-run
DEV := .venv/.locked-dev
MO := .venv/.messages
PO := $(wildcard messages/locale/*/LC_MESSAGES/*.po)
BOOTSTRAP := python=$$(PYTHON="$(PYTHON)" scripts/find_python.sh) && "$$python" scripts/bootstrap.py
STEP = @echo "── $(1)"

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help env demo test check serve prove bench docs format lock lock-server messages clean

help: ## 列出这些命令 · list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(RUN) $(MO) ## 五分钟看懂：起库、造样本、入库、查询 · start a server, load a town, ask it
	@CREDITGRAPH_HOME="$(CURDIR)/.demo/home" $(PY) scripts/demo.py

test: $(DEV) $(MO) ## 在真实的 Neo4j 上跑全部测试 · every test, on a real Neo4j
	@$(PY) -m pytest

check: $(DEV) $(MO) ## 代码、契约、查询、文档的全部检查 · every check of code, queries and documents
	$(call STEP,代码规范 · ruff)
	@$(PY) -m ruff check --quiet .
	@$(PY) -m ruff format --quiet --check .
	$(call STEP,类型 · mypy --strict)
	@$(PY) -m mypy --no-error-summary
	$(call STEP,分层契约 · import contracts)
	@.venv/bin/lint-imports >.venv/.contracts || { cat .venv/.contracts; exit 1; }
	$(call STEP,锁定文件 · locks in step with pyproject.toml)
	@$(PY) -m scripts.lock --check
	$(call STEP,包名 · names that another distribution owns)
	@$(PY) -m scripts.check_names
	$(call STEP,文句 · message catalogues)
	@$(PY) -m scripts.check_messages
	$(call STEP,文本 · paths · hosts · unfinished parts)
	@$(PY) -m scripts.check_text
	$(call STEP,文档链接 · links of the documents)
	@$(PY) -m scripts.check_docs
	$(call STEP,生成的文档 · generated documents)
	@$(PY) -m scripts.generate_docs --check
	$(call STEP,查询文件 · Cypher files)
	@$(PY) -m scripts.check_cypher
	$(call STEP,查询与毒样本 · EXPLAIN and poison test on a real Neo4j)
	@$(PY) -m pytest --quiet --no-header tests/guards
	@echo "全部通过 · all checks passed"

serve: $(RUN) $(MO) ## 在本机开启网络接口 · serve HTTP on loopback
	@.venv/bin/creditgraph serve

prove: $(DEV) $(MO) ## 耗时很长的验证 · the proofs that take long
	@$(PY) -m pytest -m prove

bench: $(DEV) $(MO) ## 性能对照 · paired measurements
	@for each in $$(grep -l __main__ bench/*.py); do \
	    echo "── $$each"; $(PY) -m "bench.$$(basename "$$each" .py)" || exit 1; done

docs: $(RUN) $(MO) ## 重新生成文档 · write the generated documents
	@$(PY) -m scripts.generate_docs

format: $(DEV) ## 排版 · format the code
	@$(PY) -m ruff check --quiet --fix . && $(PY) -m ruff format .

messages: $(MO) ## 编译文句 · compile the message catalogues

env: $(DEV) $(MO) ## 只准备环境 · only set up the environment

lock: ## 重新解析依赖 · resolve the dependencies again (maintainers)
	@python=$$(PYTHON="$(PYTHON)" scripts/find_python.sh) && "$$python" -m scripts.lock

lock-server: $(DEV) ## 重新解析服务器文件 · resolve the server's jars again (maintainers)
	@$(PY) -m scripts.lock_server

clean: ## 停库并删除以上一切 · stop the servers and remove all of the above
	@for home in .demo/home .test-home*; do \
	    if [ -d "$$home" ] && [ -x .venv/bin/creditgraph ]; then \
	        CREDITGRAPH_HOME="$$PWD/$$home" .venv/bin/creditgraph down; fi; done
	rm -rf .tool .venv .demo .test-home* build dist .mypy_cache .ruff_cache \
	    .pytest_cache .hypothesis .import_linter_cache
	rm -f $(PO:.po=.mo)

$(RUN): locks/uv.txt locks/run.txt pyproject.toml scripts/bootstrap.py
	@$(BOOTSTRAP) run

$(DEV): locks/uv.txt locks/run.txt locks/dev.txt pyproject.toml scripts/bootstrap.py
	@$(BOOTSTRAP) dev

$(MO): $(PO) scripts/compile_messages.py | $(RUN)
	@$(PY) scripts/compile_messages.py >/dev/null && touch $@
