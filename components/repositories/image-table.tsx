import { Badge } from '@/components/ui/badge'
import { CopyButton } from '@/components/ui/copy-button'
import { Cell, Head, HeadCell, Row, Table } from '@/components/ui/table'
import { Time } from '@/components/ui/time'
import type { Image } from '@/lib/repositories/model'
import { sizeWords } from './repository-words'

/** One page of images. `uri` is the repository's, to which an image's tag or digest is added. */
export function ImageTable({ images, uri, now }: { images: readonly Image[]; uri: string; now: number }) {
  return (
    <Table label="Images">
      <Head>
        <HeadCell>Tags</HeadCell>
        <HeadCell>Digest</HeadCell>
        <HeadCell className="text-right">Size</HeadCell>
        <HeadCell>Pushed</HeadCell>
        <HeadCell>Last pulled</HeadCell>
        <HeadCell>Scan</HeadCell>
        <HeadCell>
          <span className="sr-only">Copy</span>
        </HeadCell>
      </Head>
      <tbody>
        {images.map((image) => (
          <Row key={image.digest}>
            <Cell className="min-w-40">
              <Tags image={image} />
            </Cell>
            <Cell className="whitespace-nowrap">
              <code title={image.digest} className="text-xs text-text-2">
                {shortDigest(image.digest)}
              </code>
            </Cell>
            <Cell className="text-right whitespace-nowrap tabular-nums">
              {image.size === undefined ? '–' : sizeWords(image.size)}
            </Cell>
            <Cell>{image.pushedAt === undefined ? '–' : <Time at={image.pushedAt} now={now} />}</Cell>
            <Cell className="whitespace-nowrap text-text-2">
              {image.lastPulledAt === undefined ? 'never' : <Time at={image.lastPulledAt} now={now} />}
            </Cell>
            <Cell className="whitespace-nowrap text-text-2">
              <Scan image={image} />
            </Cell>
            <Cell className="text-right">
              <CopyButton
                text={imageUri(uri, image)}
                label={`the URI of ${image.tags[0] ?? shortDigest(image.digest)}`}
              >
                Copy URI
              </CopyButton>
            </Cell>
          </Row>
        ))}
      </tbody>
    </Table>
  )
}

function Tags({ image }: { image: Image }) {
  return (
    <span className="flex flex-wrap gap-1">
      {image.tags.map((tag) => (
        <code key={tag} className="rounded border border-hairline bg-raised px-1.5 text-xs break-all">
          {tag}
        </code>
      ))}
      {image.tags.length === 0 && <span className="text-text-2">untagged</span>}
      {isList(image) && <Badge>multi-arch</Badge>}
      {image.status !== 'ACTIVE' && <Badge tone="warning">{image.status.toLowerCase()}</Badge>}
    </span>
  )
}

function isList({ mediaType }: Image): boolean {
  return mediaType?.includes('manifest.list') || mediaType?.includes('image.index') || false
}

const SEVERITIES = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW']

function Scan({ image }: { image: Image }) {
  if (!image.scan) return 'not scanned'
  if (image.scan.status !== 'COMPLETE' && image.scan.status !== 'ACTIVE')
    return image.scan.status.toLowerCase().replaceAll('_', ' ')
  const { counts } = image.scan
  const found = SEVERITIES.filter((severity) => counts[severity])
  if (found.length === 0) return 'nothing found'
  return (
    <span className={counts.CRITICAL ? 'text-error' : ''}>
      {found
        .map((severity) => `${counts[severity]?.toLocaleString('en')} ${severity.toLowerCase()}`)
        .join(', ')}
    </span>
  )
}

function shortDigest(digest: string): string {
  const hex = digest.replace(/^sha256:/, '')
  return `${hex.slice(0, 8)}…${hex.slice(-6)}`
}

function imageUri(uri: string, image: Image): string {
  return image.tags[0] ? `${uri}:${image.tags[0]}` : `${uri}@${image.digest}`
}
