/** Rectangles on a picture, in its own pixels. */

export type Rect = { x: number; y: number; width: number; height: number }
export type Size = { width: number; height: number }
export type Point = { x: number; y: number }

const within = (value: number, least: number, most: number) => Math.min(most, Math.max(least, value))

/** From one corner to the opposite one, as far as the picture goes. */
export const frameBetween = (from: Point, to: Point, { width, height }: Size): Rect => {
  const left = within(Math.floor(Math.min(from.x, to.x)), 0, width)
  const top = within(Math.floor(Math.min(from.y, to.y)), 0, height)
  const right = within(Math.ceil(Math.max(from.x, to.x)), 0, width)
  const bottom = within(Math.ceil(Math.max(from.y, to.y)), 0, height)
  return { x: left, y: top, width: right - left, height: bottom - top }
}

/** Where somebody begins who uses the keys. */
export const middleFrame = ({ width, height }: Size): Rect => ({
  x: Math.round(width * 0.3),
  y: Math.round(height * 0.3),
  width: Math.max(1, Math.round(width * 0.4)),
  height: Math.max(1, Math.round(height * 0.4)),
})

export const movedFrame = (frame: Rect, right: number, down: number, size: Size): Rect => ({
  ...frame,
  x: within(frame.x + right, 0, size.width - frame.width),
  y: within(frame.y + down, 0, size.height - frame.height),
})

export const resizedFrame = (frame: Rect, wider: number, higher: number, size: Size): Rect => ({
  ...frame,
  width: within(frame.width + wider, Math.min(8, size.width), size.width - frame.x),
  height: within(frame.height + higher, Math.min(8, size.height), size.height - frame.y),
})

/** Smaller than this, somebody has pressed and not drawn. */
export const isFrame = ({ width, height }: Rect, { width: most, height: highest }: Size): boolean =>
  width >= Math.min(8, most) && height >= Math.min(8, highest)

/** In whole percents of the picture, to be read out. */
export const percentsOf = (frame: Rect, size: Size): [number, number, number, number] => [
  Math.round((frame.x / size.width) * 100),
  Math.round((frame.y / size.height) * 100),
  Math.round((frame.width / size.width) * 100),
  Math.round((frame.height / size.height) * 100),
]
