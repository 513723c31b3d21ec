import type { Json } from '@/lib/policy/json/json'
import { asList } from '@/lib/policy/json/json-tree'

/** A single value is written without an array, as ECR prints it, unless the author had one. */
export function oneOrList(list: readonly string[], original: Json | undefined): Json {
  const [only] = list
  return only !== undefined && list.length === 1 && !Array.isArray(original) ? only : [...list]
}

/** The strings of an element that is a string or an array. */
export function texts(value: Json | undefined): string[] {
  return asList(value).filter((text) => typeof text === 'string')
}

export function sameShape(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
