import { decodeFrame, type Frame } from './decoded.ts'

const side = 96

/** Reads the middle of what there is as black to white, as the file proposes or over all of its values. */
const shadeOf = (image: {
  windowCenter: number | number[]
  windowWidth: number | number[]
  minPixelValue: number
  maxPixelValue: number
  slope: number
  intercept: number
}) => {
  const first = (value: number | number[]) => (Array.isArray(value) ? value[0] : value)
  const [centre, width] = [first(image.windowCenter), first(image.windowWidth)]
  const all = [image.minPixelValue, image.maxPixelValue].map((value) => value * image.slope + image.intercept)
  const [lower = 0, upper = 1] =
    centre !== undefined && width !== undefined && width >= 1 ? [centre - width / 2, centre + width / 2] : all
  return (value: number) => ((value - lower) / Math.max(1, upper - lower)) * 255
}

/** A frame as a small picture; rejects when it cannot be drawn. */
export const drawThumbnail = async (canvas: HTMLCanvasElement, frame: Frame): Promise<void> => {
  const image = await decodeFrame(frame)
  const { columns, rows } = image
  const scale = side / Math.max(columns, rows)
  const [width, height] = [Math.max(1, Math.round(columns * scale)), Math.max(1, Math.round(rows * scale))]
  const drawn = new ImageData(width, height)
  const pixels = image.getPixelData()
  const samples = image.color ? Math.round(pixels.length / (columns * rows)) : 1
  const shade = shadeOf(image)
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const from =
        (Math.min(rows - 1, Math.floor(y / scale)) * columns + Math.min(columns - 1, Math.floor(x / scale))) * samples
      const to = (y * width + x) * 4
      for (let colour = 0; colour < 3; colour += 1) {
        const stored = pixels[from + (samples > 1 ? colour : 0)] ?? 0
        const value = image.color ? stored : shade(stored * image.slope + image.intercept)
        drawn.data[to + colour] = image.invert ? 255 - value : value
      }
      drawn.data[to + 3] = 255
    }
  canvas.width = width
  canvas.height = height
  canvas.getContext('2d')?.putImageData(drawn, 0, 0)
}
