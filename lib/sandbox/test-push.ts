import {
  BatchCheckLayerAvailabilityCommand,
  CompleteLayerUploadCommand,
  type ECRClient,
  InitiateLayerUploadCommand,
  PutImageCommand,
  UploadLayerPartCommand,
} from '@aws-sdk/client-ecr'
import { sha256 } from './digest'

type Where = { repositoryName: string; registryId?: string }

/**
 * Pushes an image of one layer, whose content is `text`, call by call as docker has ECR do it. Returns its
 * digest.
 */
export async function pushImage(
  client: ECRClient,
  where: Where,
  text: string,
  imageTag?: string,
): Promise<string> {
  const [config, layer] = [Buffer.from(JSON.stringify({ os: 'linux', text })), Buffer.from(text)]
  await pushLayer(client, where, config)
  await pushLayer(client, where, layer)
  const imageManifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    config: descriptor('application/vnd.oci.image.config.v1+json', config),
    layers: [descriptor('application/vnd.oci.image.layer.v1.tar', layer)],
  })
  await client.send(new PutImageCommand({ ...where, imageManifest, ...(imageTag && { imageTag }) }))
  return sha256(imageManifest)
}

function descriptor(mediaType: string, content: Buffer) {
  return { mediaType, size: content.length, digest: sha256(content) }
}

/** Pushes a layer in parts of the size that ECR advises, unless the repository has it. */
export async function pushLayer(client: ECRClient, where: Where, content: Buffer): Promise<void> {
  const digest = sha256(content)
  const { layers } = await client.send(
    new BatchCheckLayerAvailabilityCommand({ ...where, layerDigests: [digest] }),
  )
  if (layers?.[0]?.layerAvailability === 'AVAILABLE') return
  const { uploadId, partSize = 0 } = await client.send(new InitiateLayerUploadCommand(where))
  for (let from = 0; from < content.length; from += partSize) {
    const layerPartBlob = content.subarray(from, from + partSize)
    const partLastByte = from + layerPartBlob.length - 1
    await client.send(
      new UploadLayerPartCommand({ ...where, uploadId, partFirstByte: from, partLastByte, layerPartBlob }),
    )
  }
  await client.send(new CompleteLayerUploadCommand({ ...where, uploadId, layerDigests: [digest] }))
}
