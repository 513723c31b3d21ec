/** `1 image`, `1,204 images`. Pass `many` if it is not `one` with an s. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`
}
