import { describe, expect, it } from 'vitest'
import { answerOf, playedIdOf } from './played.ts'

describe('what a player is given of a file', () => {
  it('is a part that says which one it is, or why there is none', async () => {
    const mimeType = 'video/mp4'
    const part = answerOf({ bytes: Uint8Array.of(1, 2, 3), start: 4, sizeBytes: 10, mimeType })
    expect([part.status, part.headers.get('content-range')]).toEqual([206, 'bytes 4-6/10'])
    expect(new Uint8Array(await part.arrayBuffer())).toEqual(Uint8Array.of(1, 2, 3))
    expect(answerOf({ bytes: new Uint8Array(), start: 0, sizeBytes: 10, mimeType }).status).toBe(416)
    expect(answerOf(null).status).toBe(502)
  })

  it('is for players alone', () => {
    const url = new URL('https://nord.example/played/a-b')
    expect(['video', 'audio', '', 'iframe', 'image'].map((destination) => playedIdOf(url, destination))).toEqual([
      'a-b',
      'a-b',
      null,
      null,
      null,
    ])
    expect(playedIdOf(new URL('https://nord.example/assets/a.mp4'), 'video')).toBeNull()
  })
})
