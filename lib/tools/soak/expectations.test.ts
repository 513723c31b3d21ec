import { expect, it } from 'vitest'
import { lostSaves, type Save } from './expectations'

const save = (sid: string, beganAt: number, endedAt?: number): Save => ({ name: 'a', sid, beganAt, endedAt })
const sids = (saves: Save[]) => saves.map(({ sid }) => sid)

it('a save is lost if the policy found had ended before it began', () => {
  expect(sids(lostSaves([save('One', 1, 2), save('Two', 3, 4)], 'One'))).toEqual(['Two'])
})

it('a save that a later or simultaneous one has overwritten is not lost', () => {
  expect(lostSaves([save('One', 1, 2), save('Two', 3, 4)], 'Two')).toEqual([])
  expect(lostSaves([save('One', 1, 4), save('Two', 3, 6)], 'One')).toEqual([])
})

it('one that nobody knows of may have been made at any time, and counts for nothing when it is not found', () => {
  expect(lostSaves([save('One', 1), save('Two', 3, 4)], 'One')).toEqual([])
  expect(lostSaves([save('One', 1, 2), save('Two', 3)], 'One')).toEqual([])
})

it('every save is lost if nothing is found, or something that nobody saved', () => {
  expect(sids(lostSaves([save('One', 1, 2), save('Two', 3)], undefined))).toEqual(['One'])
  expect(sids(lostSaves([save('One', 1, 2)], 'Other'))).toEqual(['One'])
})
