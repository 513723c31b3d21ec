import { z } from 'zod'
import type { StoredImage, StoredRepository } from '../model'
import { AwsError } from '../protocol/aws-error'
import type { Call } from './call'
import { findingsOf, findingsSummaryOf, scanStatusOf } from './findings'
import { findImage, imageIdText, imageNotFound } from './images'
import { ImageId, InRepository, Paged } from './input'
import { isList } from './manifest-lists'
import { named, type Operation, operation, requireRepository, thatRepository } from './operation'
import { pageOf } from './pages'

const DAY_MS = 86_400_000

const putImageScanningConfiguration = operation({
  action: 'PutImageScanningConfiguration',
  input: z.object({
    ...InRepository,
    imageScanningConfiguration: z.object({ scanOnPush: z.boolean().default(false) }),
  }),
  on: thatRepository,
  run(call, input) {
    const { scanOnPush } = input.imageScanningConfiguration
    const repository = { ...requireRepository(call, input), scanOnPush }
    call.store.commit([{ type: 'repository', repository }])
    return { ...named(repository), imageScanningConfiguration: { scanOnPush } }
  },
})

const startImageScan = operation({
  action: 'StartImageScan',
  input: z.object({ ...InRepository, imageId: ImageId }),
  on: thatRepository,
  run(call, input) {
    const repository = requireRepository(call, input)
    const image = requireImage(call, repository, input.imageId)
    if (isList(image))
      throw new AwsError(
        'UnsupportedImageTypeException',
        `The image with imageId ${imageIdText(input.imageId)} is a list of images, which cannot be scanned`,
      )
    if (image.scannedAt !== undefined && call.now - image.scannedAt < DAY_MS)
      throw new AwsError(
        'LimitExceededException',
        'The scan quota per image has been exceeded. Wait and try again.',
      )
    const { account, region, name } = repository
    const scanned = { ...image, scannedAt: call.now }
    call.store.commit([{ type: 'image', account, region, name, image: scanned }])
    return {
      ...named(repository),
      imageId: { ...input.imageId, imageDigest: image.digest },
      imageScanStatus: scanStatusOf(scanned, call.now),
    }
  },
})

const describeImageScanFindings = operation({
  action: 'DescribeImageScanFindings',
  input: z.object({ ...InRepository, imageId: ImageId, ...Paged }),
  on: thatRepository,
  run(call, input) {
    const repository = requireRepository(call, input)
    const image = requireImage(call, repository, input.imageId)
    const imageScanStatus = scanStatusOf(image, call.now)
    const { scannedAt } = image
    if (scannedAt === undefined || !imageScanStatus)
      throw new AwsError(
        'ScanNotFoundException',
        `Image scan does not exist for the image with '${imageIdText(input.imageId)}' in the repository with name '${repository.name}' in the registry with id '${repository.account}'`,
      )
    const imageId = { ...input.imageId, imageDigest: image.digest }
    if (imageScanStatus.status !== 'COMPLETE') return { ...named(repository), imageId, imageScanStatus }
    const scope = `DescribeImageScanFindings ${repository.account} ${call.region} ${repository.name} ${image.digest}`
    const { items, nextToken } = pageOf(findingsOf(image), input, scope, ({ name }) => name)
    const summary = findingsSummaryOf({ ...image, scannedAt })
    return {
      ...named(repository),
      imageId,
      imageScanStatus,
      imageScanFindings: { ...summary, findings: items },
      nextToken,
    }
  },
})

function requireImage(call: Call, repository: StoredRepository, imageId: ImageId): StoredImage {
  const image = findImage(call.store.images(repository), imageId)
  if (!image) throw imageNotFound(repository, imageId)
  return image
}

export const scanningOperations: Record<string, Operation> = {
  PutImageScanningConfiguration: putImageScanningConfiguration,
  StartImageScan: startImageScan,
  DescribeImageScanFindings: describeImageScanFindings,
}
