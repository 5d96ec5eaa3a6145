#!/bin/sh
# Print the Python to use, $PYTHON or the first on the path: 3.11 to 3.14 with venv, pip and TLS.
set -u
usable='import sys, ssl, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))'
for name in ${PYTHON:-python3.14 python3.13 python3.12 python3.11 python3 python}; do
    if "$name" -c "$usable" >/dev/null 2>&1; then
        echo "$name"
        exit 0
    fi
done
printf '%s\n' >&2 \
    '没有找到可用的 Python：需要 3.11 至 3.14，并带有 venv、ensurepip 和 ssl 模块。' \
    '请安装后重试（Debian、Ubuntu 另需 python3-venv 软件包），或用 make PYTHON=/路径/python3 指定。' \
    'No usable Python found: it takes 3.11 to 3.14 with the modules venv, ensurepip and ssl.' \
    'Install one and retry (Debian and Ubuntu also need the package python3-venv),' \
    'or name one: make PYTHON=/path/python3.'
exit 1
