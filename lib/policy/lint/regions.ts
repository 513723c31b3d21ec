import { partitions } from '../lists/regions.json'

/** On in every account; newer regions have to be enabled (AWS Account Management: Regions). */
const ALWAYS_ON = [
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
  'ca-central-1',
  'sa-east-1',
  'eu-central-1',
  'eu-north-1',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-northeast-3',
  'ap-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
]

export const REGIONS: readonly string[] = Object.values(partitions).flat()

export function notEnabledByDefault(region: string): boolean {
  return partitions.aws.includes(region) && !ALWAYS_ON.includes(region)
}
