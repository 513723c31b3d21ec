/** One account in one region: the unit that ECR repositories belong to. */
export type Registry = { account: string; region: string }

/** The host name of a registry's images, derived from account and region (never stored). */
export function registryHost({ account, region }: Registry): string {
  return `${account}.dkr.ecr.${region}.amazonaws.com`
}

export function registryKey({ account, region }: Registry): string {
  return `${account}/${region}`
}
