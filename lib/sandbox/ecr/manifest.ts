import { z } from 'zod'
import { invalidParameter } from '../protocol/aws-error'

const Descriptor = z.looseObject({
  digest: z.string(),
  size: z.number().int().min(0),
  mediaType: z.string().optional(),
})

/** Both families of manifests, Docker's and OCI's: of one image, or a list of them. */
const Manifest = z.looseObject({
  schemaVersion: z.literal(2),
  mediaType: z.string().optional(),
  artifactType: z.string().optional(),
  config: Descriptor.optional(),
  layers: z.array(Descriptor).optional(),
  manifests: z.array(Descriptor).optional(),
})
export type Manifest = z.infer<typeof Manifest>

/** Reads a pushed manifest, with the media type that it or the request gives. */
export function parseManifest(
  text: string,
  givenMediaType: string | undefined,
): Manifest & { mediaType: string } {
  const parsed = Manifest.safeParse(json(text))
  if (!parsed.success || !(parsed.data.manifests ?? (parsed.data.config && parsed.data.layers)))
    throw invalidParameter('ImageManifest', 'Invalid image manifest provided')
  const mediaType = parsed.data.mediaType ?? givenMediaType
  if (mediaType === undefined || (givenMediaType !== undefined && givenMediaType !== mediaType))
    throw invalidParameter('ImageManifest', 'Invalid image manifest provided')
  return { ...parsed.data, mediaType }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
