import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ALL_FORMATS, BlobSource, EncodedPacketSink, Input } from 'mediabunny'
import { describe, expect, it } from 'vitest'
import { cleanRecording } from './clean-recording.ts'
import { Unreadable } from './unreadable.ts'

const fixture = async (name: string) =>
  new Blob([await readFile(join(import.meta.dirname, '../../e2e/fixtures', name))])
const bytesOf = async (blob: Blob) => Buffer.from(await blob.arrayBuffer())

const countPackets = async (blob: Blob) => {
  using input = new Input({ source: new BlobSource(blob), formats: ALL_FORMATS })
  const counts: string[] = []
  for (const track of await input.getTracks()) {
    let count = 0
    for await (const _ of new EncodedPacketSink(track).packets()) count += 1
    counts.push(`${track.type} ${count}`)
  }
  return counts
}

/** Where, who and what: all of them are in the film as the camera wrote it. */
const secrets = ['+53.5511', 'Mustermann', 'Geheim', 'Lavf', 'XMP', 'loci', 'meta', 'udta', 'mdta']

describe('a film', () => {
  it('loses its place, names and titles, and nothing that one sees or hears', async () => {
    const film = await fixture('film-with-place.mp4')
    const before = await bytesOf(film)
    for (const secret of secrets) expect(before.includes(secret), secret).toBe(true)

    const clean = await cleanRecording(film)
    expect(clean).toMatchObject({ mimeType: 'video/mp4', ending: 'mp4', size: { width: 96, height: 72 } })
    expect(clean.durationMs).toBeGreaterThan(1_900)
    expect(clean.durationMs).toBeLessThan(2_200)
    const after = await bytesOf(clean.blob)
    for (const secret of secrets) expect(after.includes(secret), secret).toBe(false)
    expect(await countPackets(clean.blob)).toEqual(await countPackets(film))
  })

  it('that nobody can read is refused', async () => {
    await expect(cleanRecording(new Blob(['no film']))).rejects.toThrow(Unreadable)
    const film = await fixture('film-with-place.mp4')
    await expect(cleanRecording(film.slice(0, 400))).rejects.toThrow(Unreadable)
  })
})
