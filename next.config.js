/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // `npm test` checks the types, of the tests too, where an error must not keep the portal from starting.
  typescript: { ignoreBuildErrors: true },
  // The optimiser has been a steady source of advisories and no page needs it.
  images: { unoptimized: true },
  // Browsers ask for it by themselves, whatever icon a page names.
  redirects: async () => [{ source: '/favicon.ico', destination: '/icon.svg', permanent: true }],
  serverExternalPackages: ['@electric-sql/pglite', 'pg', 'pino', 'prom-client'],
  devIndicators: false,
}

export default config
