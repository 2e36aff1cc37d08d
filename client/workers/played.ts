/**
 * How a player gets parts of a file that lies encrypted elsewhere: it asks an address of this origin, the service worker
 * asks the page that the player stands in, and that one fetches and opens what was asked for. Nothing of it is kept, and
 * nobody else is answered.
 */
const playedPath = '/played/'

/** From the service worker to the page, with a port for the answer. */
export type PlayedQuestion = { played: string; range: string | null }

/** Null: it cannot be had, and the page says why. */
export type PlayedPiece = { bytes: Uint8Array<ArrayBuffer>; start: number; sizeBytes: number; mimeType: string } | null

/** What is being played; null for any other address, and for whatever is no player. */
export const playedIdOf = ({ pathname }: URL, destination: string): string | null => {
  const isPlayer = destination === 'video' || destination === 'audio'
  return isPlayer && pathname.startsWith(playedPath) ? pathname.slice(playedPath.length) : null
}

export const answerOf = (piece: PlayedPiece): Response => {
  if (!piece) return new Response(null, { status: 502 })
  const { bytes, start, sizeBytes, mimeType } = piece
  if (bytes.length === 0)
    return new Response(null, { status: 416, headers: { 'content-range': `bytes */${sizeBytes}` } })
  return new Response(bytes, {
    status: 206,
    headers: {
      'accept-ranges': 'bytes',
      'cache-control': 'no-store',
      'content-length': String(bytes.length),
      'content-range': `bytes ${start}-${start + bytes.length - 1}/${sizeBytes}`,
      'content-type': mimeType,
    },
  })
}
