import { fileURLToPath } from 'node:url'

/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  // `npm run types` checks these files with all others.
  typescript: { ignoreBuildErrors: true },
  // Here as well as where it is built, three folders up is the one with the packages.
  turbopack: { root: fileURLToPath(new URL('../../../..', import.meta.url)) },
}

export default config
