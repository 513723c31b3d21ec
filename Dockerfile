# The portal for `aws` mode, with an external database. docs/operations.md explains how to build and run it.

FROM node:22.21.1-bookworm-slim AS build
WORKDIR /portal
COPY package.json package-lock.json .npmrc ./
RUN npm ci --include=dev --ignore-scripts
COPY . .
RUN NEXT_TELEMETRY_DISABLED=1 node node_modules/next/dist/bin/next build \
  && node --import tsx lib/tools/launch/bundle-commands.ts

FROM node:22.21.1-bookworm-slim
WORKDIR /portal
COPY --from=build /portal/.next/standalone ./
COPY --from=build /portal/.next/static ./.next/static
COPY --from=build /portal/.next/commands ./commands
COPY --from=build /portal/public ./public
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 PORTAL_MODE=aws HOSTNAME=0.0.0.0 PORT=3000
USER node
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# Not through npm or a shell, which don't pass SIGTERM on.
CMD ["node", "server.js"]
