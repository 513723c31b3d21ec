import { gzipSync } from 'node:zlib'

/**
 * A layer that unpacks: a tar archive with one small text file. Seeded images have layers of a few bytes,
 * whatever size DescribeImages reports for them, so that a pull by API can be checked digest by digest.
 */
export function layerBlob(text: string): Buffer {
  const content = Buffer.from(`${text}\n`)
  const header = Buffer.alloc(512)
  header.write('layer.txt', 0)
  header.write('0000644\0', 100)
  header.write('0000000\0', 108)
  header.write('0000000\0', 116)
  header.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124)
  header.write('00000000000\0', 136)
  header.write('        ', 148)
  header.write('0', 156)
  header.write('ustar\0', 257)
  header.write('00', 263)
  const sum = header.reduce((total, byte) => total + byte, 0)
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  const padding = Buffer.alloc((512 - (content.length % 512)) % 512)
  // Stored, not compressed: compressed bytes, and so digests, could differ from one zlib to the next.
  return gzipSync(Buffer.concat([header, content, padding, Buffer.alloc(1024)]), { level: 0 })
}
