import type { Bytes } from '#shared/case-files/bytes.ts'
import type { Range } from '#shared/case-files/records.ts'
import type { SealedFile } from './seal-file.ts'

type Reading = { range: Range; block: Promise<Bytes> }

/**
 * Blocks of a sealed file; the following one is made while one is under way. `keepTags` has to end before a byte of
 * the block is given out.
 */
export const readAhead = (
  sealed: SealedFile,
  keepTags: (firstChunk: number, tags: Bytes) => Promise<void>,
): ((range: Range) => Promise<Bytes>) => {
  let last: Promise<unknown> = Promise.resolve()
  let current: Reading | null = null
  let ahead: Reading | null = null

  const seal = async (range: Range): Promise<Bytes> => {
    const { bytes, firstNewTag, newTags } = await sealed.read(range)
    if (newTags.length > 0) await keepTags(firstNewTag, newTags)
    return bytes
  }
  // A sealed file is read by one at a time.
  const begin = (range: Range): Reading => {
    const block = last.then(() => seal(range))
    last = block.catch(() => {})
    return { range, block }
  }
  const isOf = (reading: Reading | null, { start, end }: Range): reading is Reading =>
    reading?.range.start === start && reading.range.end === end

  return (range) => {
    const reading = [current, ahead].find((one) => isOf(one, range)) ?? begin(range)
    current = reading
    const following = { start: range.end, end: Math.min(sealed.sealedBytes, 2 * range.end - range.start) }
    if (following.start < following.end && !isOf(ahead, following)) ahead = begin(following)
    return reading.block
  }
}
