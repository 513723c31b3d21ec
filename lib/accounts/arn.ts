/** The parts of an ARN (AWS General Reference, “ARN format”). The resource can have colons of its own. */
export type Arn = { partition: string; service: string; region: string; account: string; resource: string }

/** Undefined for a text that is not an ARN in one of AWS's partitions. What each part says is not checked. */
export function parseArn(text: string): Arn | undefined {
  const [prefix, partition = '', service = '', region = '', account = '', resource] = splitArn(text)
  if (prefix !== 'arn' || !/^aws[a-z-]*$/.test(partition) || resource === undefined) return undefined
  return { partition, service, region, account, resource }
}

/** Up to six parts, also of a pattern, in which each of them can have wildcards. */
export function splitArn(text: string): string[] {
  const [prefix = '', partition, service, region, account, ...resource] = text.split(':')
  const parts = [prefix, partition, service, region, account].filter((part) => part !== undefined)
  return resource.length === 0 ? parts : [...parts, resource.join(':')]
}

export function isAccountId(text: string): boolean {
  return /^\d{12}$/.test(text)
}
