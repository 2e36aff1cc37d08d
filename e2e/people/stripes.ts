import type { Locator } from 'playwright-core'

/** The same stripes in every way in which colours are stored; what is lost by compressing is less than `near`. */
const stripes: [row: number, colour: [number, number, number]][] = [
  [5, [255, 0, 0]],
  [25, [0, 255, 0]],
  [45, [0, 0, 255]],
  [55, [128, 128, 255]],
  [65, [0, 0, 0]],
  [95, [255, 255, 255]],
]
const near = 8
export const coloursIn = (viewer: Locator): Promise<number[][]> =>
  viewer.locator('section[aria-busy] canvas').evaluate(
    (drawn, rows) =>
      new Promise<number[][]>((resolve) => {
        const read = () => {
          const canvas = drawn as HTMLCanvasElement
          const side = Math.min(canvas.width, canvas.height)
          const top = (canvas.height - side) / 2
          const at = (row: number) =>
            canvas.getContext('2d')?.getImageData(canvas.width / 2, top + ((row + 0.5) / 100) * side, 1, 1).data ?? []
          resolve(rows.map((row) => [...at(row)].slice(0, 3)))
        }
        // When it is drawn, not only decoded.
        requestAnimationFrame(() => requestAnimationFrame(read))
      }),
    stripes.map(([row]) => row),
  )
const isNear = (colour: readonly number[] | undefined, expected: readonly number[]) =>
  expected.every((value, at) => Math.abs((colour?.[at] ?? 999) - value) <= near)

/** Whether each stripe has its colour. */
export const areStripes = (colours: readonly number[][]): boolean =>
  stripes.every(([, expected], stripe) => isNear(colours[stripe], expected))
