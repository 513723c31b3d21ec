/** Milliseconds since 1970 of a date that IAM accepts: ISO 8601, or seconds since 1970; undefined for anything else. */
export function parsePolicyDate(text: string): number | undefined {
  if (/^-?\d+$/.test(text)) return Number(text) * 1000
  if (!/^\d{4}-\d{2}-\d{2}(T\d{2}(:\d{2}(:\d{2}(\.\d+)?)?)?(Z|[+-]\d{2}:?\d{2})?)?$/.test(text))
    return undefined
  const withZone = /T.*(Z|[+-]\d{2}:?\d{2})$/.test(text) || !text.includes('T') ? text : `${text}Z`
  const time = Date.parse(withZone)
  return Number.isNaN(time) ? undefined : time
}
