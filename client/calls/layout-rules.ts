import type { Tile } from './call-rules.ts'

/** `grid`: all alike. `speaker`: one large, the others in a row below. */
export type Layout = 'grid' | 'speaker'

type Seen = Pick<Tile<unknown>, 'key' | 'source' | 'isSpeaking'> & { member: { isThisDevice: boolean } }

/** Who is shown large while nobody is pinned: who speaks last stays until another one does. */
export const nextSpeaker = (before: string | null, tiles: readonly Seen[]): string | null => {
  const cameras = tiles.filter(({ source, member }) => source === 'camera' && !member.isThisDevice)
  const current = cameras.find(({ key }) => key === before)
  if (current?.isSpeaking) return current.key
  return (cameras.find(({ isSpeaking }) => isSpeaking) ?? current ?? cameras[0])?.key ?? null
}

/**
 * What is shown large: what the person pinned; else a shared screen, for that is what is talked about; in the speaker
 * layout, who speaks. Null: all alike.
 */
export const largeTile = (
  tiles: readonly Seen[],
  { layout, pinned, speaker }: { layout: Layout; pinned: string | null; speaker: string | null },
): string | null => {
  const has = (key: string | null) => tiles.some((tile) => tile.key === key)
  if (has(pinned)) return pinned
  const screen = tiles.find(({ source }) => source === 'screen')
  if (screen) return screen.key
  if (layout === 'grid') return null
  return has(speaker) ? speaker : (tiles[0]?.key ?? null)
}

const aspect = 16 / 9
/** Of a tile among many, with what is between them: a name and a face can still be told. */
const least = { width: 150, height: 152 }

/** How many pictures stand beside each other so that all are seen at once, and as large as they can be. */
export const columnsOf = (count: number, { width, height }: { width: number; height: number }): number => {
  const most = Math.max(1, Math.min(count, Math.floor(width / least.width)))
  const rowHeight = (columns: number) => height / Math.ceil(count / columns)
  const pictureWidth = (columns: number) => Math.min(width / columns, rowHeight(columns) * aspect)
  return (
    Array.from({ length: most }, (_, at) => at + 1)
      .filter((columns) => rowHeight(columns) >= least.height)
      .reduce((best, columns) => (best && pictureWidth(best) >= pictureWidth(columns) ? best : columns), 0) || most
  )
}
