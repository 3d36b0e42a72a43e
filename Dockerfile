# A container with nothing but the program in it: no shell, no root, nothing to write to.
#   docker build --tag bedrock-lint .
#   docker run --rm --read-only --network none --volume "$PWD:/work:ro" bedrock-lint check
# `--changed-since` needs git: `docker build --target with-git` makes that container.
FROM debian:12 AS build
WORKDIR /source
COPY . .
RUN .ci/install \
 && cmake --preset release -DBRN_BUILD_TESTS=OFF -DBRN_STATIC=ON -DBRN_PRECOMPILED_HEADERS=ON \
 && cmake --build --preset release --target bedrock-lint \
 && cmake --install build/release --strip --prefix /out

FROM alpine:3 AS with-git
# hadolint ignore=DL3018
RUN apk add --no-cache git && git config --system --add safe.directory /work
COPY --from=build /out/bin/bedrock-lint /usr/bin/bedrock-lint
USER 65532:65532
WORKDIR /work
ENTRYPOINT ["/usr/bin/bedrock-lint"]
CMD ["check"]

FROM scratch
COPY --from=build /out/bin/bedrock-lint /usr/bin/bedrock-lint
USER 65532:65532
WORKDIR /work
ENTRYPOINT ["/usr/bin/bedrock-lint"]
CMD ["check"]
