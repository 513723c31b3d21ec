import 'server-only'
import type { Repository as EcrRepository, ImageDetail } from '@aws-sdk/client-ecr'
import type { Registry } from '@/lib/accounts/registry'
import type { Image, Repository } from '@/lib/repositories/model'

/** ECR's repository as ours. The registry is the one that was asked: an answer is never filed under another. */
export function toRepository(registry: Registry, wire: EcrRepository): Repository {
  return {
    account: registry.account,
    region: registry.region,
    name: wire.repositoryName ?? '',
    createdAt: wire.createdAt?.getTime(),
    mutability: wire.imageTagMutability ?? 'MUTABLE',
    mutabilityExclusions: (wire.imageTagMutabilityExclusionFilters ?? []).flatMap(
      ({ filter }) => filter ?? [],
    ),
    scanOnPush: wire.imageScanningConfiguration?.scanOnPush ?? false,
    encryption: wire.encryptionConfiguration?.encryptionType ?? 'AES256',
    kmsKey: wire.encryptionConfiguration?.kmsKey,
  }
}

export function toImage(wire: ImageDetail): Image {
  return {
    digest: wire.imageDigest ?? '',
    tags: [...(wire.imageTags ?? [])].sort(),
    size: wire.imageSizeInBytes,
    pushedAt: wire.imagePushedAt?.getTime(),
    lastPulledAt: wire.lastRecordedPullTime?.getTime(),
    mediaType: wire.imageManifestMediaType,
    status: wire.imageStatus ?? 'ACTIVE',
    scan: wire.imageScanStatus?.status
      ? {
          status: wire.imageScanStatus.status,
          counts: { ...wire.imageScanFindingsSummary?.findingSeverityCounts },
        }
      : undefined,
  }
}
