import { describe, expect, it } from 'vitest'
import { readRecordedSettings, recordedScan, recordedTags } from './recorded-settings'
import { settingsWords } from './settings-words'

const TAGS = { mutability: 'IMMUTABLE_WITH_EXCLUSION', mutabilityExclusions: ['latest', 'dev-*'] }

describe('recorded settings', () => {
  it.each([
    ['tags', recordedTags(TAGS), TAGS],
    [
      'tags without filters',
      recordedTags({ mutability: 'MUTABLE', mutabilityExclusions: [] }),
      { mutability: 'MUTABLE', mutabilityExclusions: [] },
    ],
    ['scanning', recordedScan({ scanOnPush: true }), { scanOnPush: true }],
    ['tags in old words', 'tags IMMUTABLE_WITH_EXCLUSION except latest, dev-*', TAGS],
    [
      'tags without filters in old words',
      'tags MUTABLE',
      { mutability: 'MUTABLE', mutabilityExclusions: [] },
    ],
    ['scanning in old words, on', 'scan on push on', { scanOnPush: true }],
    ['scanning in old words, off', 'scan on push off', { scanOnPush: false }],
    ['a text of something else', '{"Version":"2012-10-17"}', undefined],
    ['no JSON', 'tagged MUTABLE', undefined],
  ])('are read back: %s', (_what, text, settings) => {
    expect(readRecordedSettings(text)).toEqual(settings)
  })

  it.each([recordedTags(TAGS), 'tags IMMUTABLE_WITH_EXCLUSION except latest, dev-*'])(
    'are shown in the same words, whatever their form: %s',
    (text) => {
      expect(settingsWords(readRecordedSettings(text) ?? {})).toBe(
        'tags IMMUTABLE_WITH_EXCLUSION except latest, dev-*',
      )
    },
  )
})
