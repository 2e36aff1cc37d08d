/** A rectangle of a picture, in columns and rows, that is made black. */
export type BlackArea = {
  x: number
  y: number
  width: number
  height: number
  /** Null: on all of its frames. */
  frame: number | null
}

/** From corners, wherever they lie: whole pixels within the picture; null when nothing of it is left. */
export const areaBetween = (
  one: { x: number; y: number },
  other: { x: number; y: number },
  picture: { columns: number; rows: number },
  frame: number | null,
): BlackArea | null => {
  const span = (from: number, to: number, most: number) => {
    const start = Math.max(0, Math.round(Math.min(from, to)))
    return { start, size: Math.min(most - 1, Math.round(Math.max(from, to))) - start + 1 }
  }
  const across = span(one.x, other.x, picture.columns)
  const down = span(one.y, other.y, picture.rows)
  return across.size > 0 && down.size > 0
    ? { x: across.start, y: down.start, width: across.size, height: down.size, frame }
    : null
}
