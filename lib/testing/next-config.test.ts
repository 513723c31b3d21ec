import { PHASE_PRODUCTION_BUILD, PHASE_PRODUCTION_SERVER } from 'next/constants'
import { expect, it } from 'vitest'
import configOf from '../../next.config.js'

it.each([PHASE_PRODUCTION_BUILD, PHASE_PRODUCTION_SERVER])(
  'in %s Next optimises no images, rewrites no address and caches no answer',
  (phase) => {
    const config = configOf(phase)
    expect(config.images).toEqual({ unoptimized: true })
    expect(config).not.toHaveProperty('rewrites')
    expect(config).not.toHaveProperty('cacheComponents')
    expect(config.experimental).not.toHaveProperty('useCache')
  },
)
