// @ts-check
import { fileURLToPath } from 'node:url'

/** The repository's folder, whatever folder the command was typed in. */
export const root = fileURLToPath(new URL('../../..', import.meta.url))

export const nextProgram = 'node_modules/next/dist/bin/next'

/** What Node needs to run this repository's TypeScript as server code. */
export const typescript = ['--conditions=react-server', '--import', 'tsx']
