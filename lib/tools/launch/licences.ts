/** What a lockfile says about a package. */
type Locked = { license?: string }

/** SPDX names of licences that let us run and hand on a package unchanged, as long as its notice stays with it. */
const ALLOWED = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC-BY-4.0',
  'ISC',
  'MIT',
  'MPL-2.0',
  'OFL-1.1',
])

/** What is allowed for a package beside that. */
const EXCEPTIONS: { packages: RegExp; licence: string; because: string }[] = [
  {
    packages: /^@img\/sharp-/,
    licence: 'LGPL-3.0-or-later',
    because: 'a library of the image optimiser, which is off and in no container image',
  },
  { packages: /^geist$/, licence: 'SIL OPEN FONT LICENSE', because: 'OFL-1.1 under its long name' },
]

/** The packages of a lockfile whose licence is not allowed, each as `name: licence`. */
export function refusedLicences(packages: Record<string, Locked>): string[] {
  return Object.entries(packages)
    .filter(([path]) => path !== '')
    .map(([path, { license }]) => ({
      name: path.replace(/^.*node_modules\//, ''),
      licence: license ?? 'none',
    }))
    .filter(({ name, licence }) => !isAllowed(name, licence))
    .map(({ name, licence }) => `${name}: ${licence}`)
}

/** Of alternatives one is enough; what is joined by AND counts together. AND binds closer, as SPDX has it. */
function isAllowed(name: string, expression: string): boolean {
  const bare = expression.replace(/^\(([^()]*)\)$/, '$1')
  return bare.split(' OR ').some((choice) => choice.split(' AND ').every((licence) => isNamed(name, licence)))
}

function isNamed(name: string, licence: string): boolean {
  return (
    ALLOWED.has(licence) || EXCEPTIONS.some((each) => each.packages.test(name) && each.licence === licence)
  )
}
