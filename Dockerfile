# syntax=docker/dockerfile:1
# 应用镜像 · the application's image: the wheel and the locked dependencies, no build tools, no root.
# glibc 的 Debian：JDK 的轮子没有 musl 版 · Debian with glibc: there is no JDK wheel for musl.

FROM python:3.13-slim AS build
WORKDIR /src
ARG PIP_INDEX_URL
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /opt/creditgraph
COPY locks/run.txt locks/run.txt
RUN /opt/creditgraph/bin/pip install --require-hashes --only-binary=:all: -r locks/run.txt
COPY . .
RUN /opt/creditgraph/bin/pip wheel --no-deps --no-build-isolation --wheel-dir /dist . \
 && /opt/creditgraph/bin/pip install --no-deps /dist/*.whl \
 && /opt/creditgraph/bin/pip uninstall --yes babel editables hatchling pip

FROM python:3.13-slim
COPY --from=build /opt/creditgraph /opt/creditgraph
RUN useradd --system --uid 10001 --create-home --home-dir /var/lib/creditgraph creditgraph
ENV PATH=/opt/creditgraph/bin:$PATH CREDITGRAPH_HOME=/var/lib/creditgraph PYTHONUNBUFFERED=1
USER creditgraph
WORKDIR /var/lib/creditgraph
VOLUME /var/lib/creditgraph
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=4 \
  CMD ["python", "-c", "import urllib.request as web; web.urlopen('http://127.0.0.1:8600/ready', timeout=4)"]
ENTRYPOINT ["creditgraph"]
CMD ["serve"]
