import { describe, expect, it } from 'vitest'
import { mediaContent, readMedia, type SentMedia } from './content.ts'
import type { EncryptedFile } from './encrypted-file.ts'
import { localUrlsIn, withUrl } from './local-urls.ts'

const fileAt = (url: string): EncryptedFile => ({
  v: 'v2',
  url,
  key: { kty: 'oct', alg: 'A256CTR', k: 'q'.repeat(43), key_ops: ['encrypt', 'decrypt'], ext: true },
  iv: 'A'.repeat(22),
  hashes: { sha256: 'b'.repeat(43) },
})
const here = 'local:0191d2a4-77e1-7c11-9d2e-8a4f3b2c1d00'
const thumbnailHere = 'local:0191d2a4-77e1-7c11-9d2e-8a4f3b2c1d01'

const picture: SentMedia = {
  kind: 'picture',
  name: 'Bild.jpg',
  caption: 'EKG von 10:05',
  file: fileAt(here),
  mimeType: 'image/jpeg',
  sizeBytes: 1234,
  size: { width: 800, height: 600 },
  durationMs: null,
  waveform: [],
  blurhash: 'LEHV6nWB2yk8',
  thumbnail: {
    file: fileAt(thumbnailHere),
    mimeType: 'image/jpeg',
    sizeBytes: 99,
    size: { width: 80, height: 60 },
  },
}
const voice: SentMedia = {
  ...picture,
  kind: 'voice',
  name: 'Sprachnachricht.ogg',
  caption: null,
  mimeType: 'audio/ogg',
  size: null,
  durationMs: 4200,
  waveform: [0, 0.5, 1],
  blurhash: null,
  thumbnail: null,
}

describe('a message with a picture, a recording or a file', () => {
  it('is written as other clients read it', () => {
    expect(mediaContent(picture)).toMatchSnapshot('picture')
    expect(mediaContent(voice)).toMatchSnapshot('voice')
    expect(mediaContent({ ...voice, kind: 'file', name: 'Befund.pdf' })).toMatchSnapshot('file')
  })

  it('is read as it was written', () => {
    const { thumbnail, ...said } = picture
    expect(readMedia(mediaContent(picture))).toEqual({
      ...said,
      thumbnail: thumbnail && { file: thumbnail.file, size: thumbnail.size },
    })
    expect(readMedia(mediaContent(voice))).toMatchObject({ kind: 'voice', durationMs: 4200, waveform: [0, 0.5, 1] })
  })

  it('is read as Element sends it', () => {
    const sent = {
      body: 'IMG_1.jpg',
      msgtype: 'm.image',
      file: { ...fileAt('mxc://nord.localhost/abcDEF'), iv: `${'A'.repeat(22)}==`, mimetype: 'image/jpeg' },
      info: { w: 10, h: 20, mimetype: 'image/jpeg', size: 5, 'xyz.amorgan.blurhash': 'abc' },
      'm.mentions': {},
    }
    expect(readMedia(sent)).toMatchObject({
      kind: 'picture',
      name: 'IMG_1.jpg',
      caption: null,
      size: { width: 10, height: 20 },
      file: { url: 'mxc://nord.localhost/abcDEF' },
    })
  })

  it('without a key is known for what it is, and cannot be opened', () => {
    for (const file of [undefined, null, { ...fileAt(here), v: 'v1' }, { ...fileAt(here), url: 'https://x' }, 'text'])
      expect(readMedia({ msgtype: 'm.file', body: 'a.pdf', url: 'mxc://x/y', file })).toMatchObject({ file: null })
  })

  it('whose numbers are nonsense loses them and nothing else', () => {
    const said = readMedia({ msgtype: 'm.image', body: 'x', info: { w: -1, h: 'no', size: Number.NaN } })
    expect(said).toMatchObject({ kind: 'picture', size: null, sizeBytes: null })
    expect(readMedia({ msgtype: 'm.image', body: 'x', info: 'none' })).toMatchObject({ kind: 'picture' })
  })

  it('is not what is only text', () => {
    expect(readMedia({ msgtype: 'm.text', body: 'x' })).toBeNull()
    expect(readMedia({})).toBeNull()
  })
})

describe('what lies on this device only', () => {
  it('is found, and gets its place at the homeserver one after the other', () => {
    const content = mediaContent(picture)
    expect(localUrlsIn(content)).toEqual([here, thumbnailHere])
    const half = withUrl(content, here, 'mxc://nord.localhost/a')
    expect(localUrlsIn(half)).toEqual([thumbnailHere])
    const whole = withUrl(half, thumbnailHere, 'mxc://nord.localhost/b')
    expect(localUrlsIn(whole)).toEqual([])
    expect(readMedia(whole)?.file?.url).toBe('mxc://nord.localhost/a')
    expect(readMedia(whole)?.thumbnail?.file.url).toBe('mxc://nord.localhost/b')
  })

  it('is nothing in a message of text', () => {
    expect(localUrlsIn({ msgtype: 'm.text', body: here })).toEqual([])
    expect(withUrl({ msgtype: 'm.text', body: 'x' }, here, 'mxc://a/b')).toEqual({ msgtype: 'm.text', body: 'x' })
  })
})
