import { PHASE_PRODUCTION_BUILD } from 'next/constants.js'

/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // `npm test` checks the types, including those of tests, where an error must not keep the portal from starting.
  typescript: { ignoreBuildErrors: true },
  // The optimiser has a long history of advisories, and no page needs it.
  images: { unoptimized: true },
  serverExternalPackages: [
    '@aws-sdk/client-ecr',
    '@aws-sdk/client-sts',
    '@aws-sdk/credential-providers',
    '@electric-sql/pglite',
    'pg',
    'pino',
    'prom-client',
  ],
  // The proxy rejects a request that declares a larger body (lib/http/body-limit.ts); of an undeclared one, no more is
  // kept.
  experimental: { serverActions: { bodySizeLimit: '1mb' }, proxyClientMaxBodySize: '1mb' },
  devIndicators: false,
}

/**
 * A build also leaves what a container image needs in .next/standalone; `next start` serves the build itself.
 * @type {(phase: string) => import('next').NextConfig}
 */
export default (phase) =>
  phase === PHASE_PRODUCTION_BUILD
    ? {
        ...config,
        output: 'standalone',
        outputFileTracingIncludes: { '/**': ['./lib/db/migrations/**/*'] },
        // The image optimiser, which is off.
        outputFileTracingExcludes: { '**': ['./node_modules/sharp/**/*', './node_modules/@img/**/*'] },
      }
    : config
