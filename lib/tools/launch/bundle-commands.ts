// Bundles each administration command into one file for the container image, which has neither tsx nor a package tree.
import { join } from 'node:path'
import { build } from 'esbuild'
import { PHASE_PRODUCTION_BUILD } from 'next/constants.js'
import nextConfig from '../../../next.config.js'
import { root } from './root.mjs'

await build({
  absWorkingDir: root,
  entryPoints: {
    'audit-verify': 'lib/audit/print-verdict.ts',
    roles: 'lib/accounts/roles/command.ts',
    sessions: 'lib/sessions/command.ts',
  },
  outdir: join(root, '.next/commands'),
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  conditions: ['react-server'],
  // The image has these as packages, for the server.
  external: nextConfig(PHASE_PRODUCTION_BUILD).serverExternalPackages ?? [],
  // Some of what is bundled is CommonJS.
  banner: {
    js: "import { createRequire } from 'node:module'\nconst require = createRequire(import.meta.url)",
  },
  logLevel: 'warning',
})
