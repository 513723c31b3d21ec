// @ts-check
import { launch } from './launch.mjs'

await launch({ development: false })
