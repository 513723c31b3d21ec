import { describe, expect, it } from 'vitest'
import type { StoredImage } from '../model'
import { applyLifecycleRules, type LifecycleRule, parseLifecyclePolicy } from './lifecycle-rules'

const DAY = 86_400_000
const NOW = 1000 * DAY

/** `newest 1d latest` is an image of that digest, pushed a day ago, with that tag. */
function image(written: string): StoredImage {
  const [digest = '', age = '', ...tags] = written.split(' ')
  return { digest, mediaType: 'm', tags, size: 1, pushedAt: NOW - Number.parseInt(age, 10) * DAY }
}

type Selection = LifecycleRule['selection']

function rule(rulePriority: number, selection: Selection): LifecycleRule {
  return { rulePriority, selection, action: { type: 'expire' } }
}

const untaggedAfter = (countNumber: number): Selection => ({
  tagStatus: 'untagged',
  countType: 'sinceImagePushed',
  countUnit: 'days',
  countNumber,
})

it.each<[string, LifecycleRule[], string[], Record<string, number>]>([
  [
    'expires what is older than the days of the rule',
    [rule(1, untaggedAfter(14))],
    ['a 13d', 'b 14d', 'c 15d', 'd 99d kept'],
    { c: 1 },
  ],
  [
    'keeps the newest of a count',
    [rule(1, { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: 2 })],
    ['old 9d', 'new 1d v1', 'newer 0d'],
    { old: 1 },
  ],
  [
    'needs a tag for every prefix',
    [
      rule(1, {
        tagStatus: 'tagged',
        tagPrefixList: ['dev', 'x'],
        countType: 'imageCountMoreThan',
        countNumber: 1,
      }),
    ],
    ['a 3d dev1', 'b 4d dev2 x1', 'c 5d dev3 x2'],
    { c: 1 },
  ],
  [
    'takes patterns with asterisks',
    [
      rule(1, {
        tagStatus: 'tagged',
        tagPatternList: ['*-rc'],
        countType: 'imageCountMoreThan',
        countNumber: 1,
      }),
    ],
    ['a 3d 1.0-rc', 'b 4d 0.9-rc', 'c 5d 0.8'],
    { b: 1 },
  ],
  [
    'leaves to a rule of higher priority what fits its tags, expired or not',
    [
      rule(2, { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: 1 }),
      rule(1, {
        tagStatus: 'tagged',
        tagPrefixList: ['prod'],
        countType: 'imageCountMoreThan',
        countNumber: 3,
      }),
    ],
    ['a 1d', 'b 2d prod1', 'c 3d', 'd 4d prod2'],
    { c: 2 },
  ],
])('%s', (_what, rules, images, expired) => {
  const chosen = applyLifecycleRules(rules, images.map(image), new Set(), NOW)
  expect(
    Object.fromEntries(chosen.map(({ image: { digest }, rule: { rulePriority } }) => [digest, rulePriority])),
  ).toEqual(expired)
})

it('leaves an image in its list', () => {
  expect(
    applyLifecycleRules([rule(1, untaggedAfter(1))], [image('part 9d')], new Set(['part']), NOW),
  ).toEqual([])
})

describe('a lifecycle policy is refused', () => {
  const tagged: Selection = {
    tagStatus: 'tagged',
    tagPrefixList: ['v'],
    countType: 'imageCountMoreThan',
    countNumber: 1,
  }
  const any: Selection = { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: 1 }
  it.each<[string, unknown]>([
    ['without rules', { rules: [] }],
    ['with one priority twice', { rules: [rule(1, tagged), rule(1, any)] }],
    ['when a rule for any image is not the last', { rules: [rule(1, any), rule(2, tagged)] }],
    ['when tagged images are not named', { rules: [rule(1, { ...any, tagStatus: 'tagged' })] }],
    ['when days have no unit', { rules: [rule(1, { ...any, countType: 'sinceImagePushed' })] }],
    ['with an element that it does not have', { rules: [{ ...rule(1, any), when: 'now' }] }],
  ])('%s', (_what, document) => {
    expect(() => parseLifecyclePolicy(JSON.stringify(document))).toThrow(
      'Lifecycle policy validation failure',
    )
  })
})
