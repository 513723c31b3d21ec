/** A policy document, as AWS’s API takes it. */
export function policyOf(...statements: object[]) {
  return { Version: '2012-10-17', Statement: statements }
}

export function pullBy(account: string, sid: string) {
  return {
    Sid: sid,
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${account}:root` },
    Action: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer', 'ecr:BatchCheckLayerAvailability'],
  }
}
